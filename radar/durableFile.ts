/**
 * One sealed value in one file: replaced as a whole or not at all, whenever the power goes.
 *
 * The content is sealed with ChaCha20-Poly1305 (RFC 8439), whose tag is the checksum. The copy
 * before the last one stays beside it, for the day on which a disk lies.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { link, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const ALGORITHM = 'chacha20-poly1305'

export interface DurableFileOptions<T> {
  readonly path: string
  /** 32 bytes. */
  readonly key: Buffer
  /** Returns the value, or `null` when it is not one. */
  readonly parse: (value: unknown) => T | null
}

export interface DurableFile<T> {
  /** `damaged`: the file cannot be read, and the value is that of the copy before, or none. */
  readonly read: () => { readonly value: T | null; readonly damaged: boolean }
  /**
   * Replaces the content. Many writes while one is under way become one more: the newest.
   *
   * @returns once this content, or a newer one, is on the disk
   * @throws what the file system says; the old content stays, and later writes are tried again
   */
  readonly write: (value: T) => Promise<void>
}

function seal(key: Buffer, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  const head = Buffer.from([VERSION])
  cipher.setAAD(head, { plaintextLength: Buffer.byteLength(text) })
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([head, nonce, cipher.getAuthTag(), sealed])
}

/** @throws when it was not sealed under this key, or has changed since */
function unseal(key: Buffer, bytes: Buffer): string {
  const head = bytes.subarray(0, 1)
  if (head[0] !== VERSION) throw new Error('unknown version')
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES)
  const tag = bytes.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES)
  const cipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  const sealed = bytes.subarray(1 + NONCE_BYTES + TAG_BYTES)
  cipher.setAAD(head, { plaintextLength: sealed.length })
  cipher.setAuthTag(tag)
  return Buffer.concat([cipher.update(sealed), cipher.final()]).toString('utf8')
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Opens a durable file; whatever a crash left half-written beside it is removed. */
export function createDurableFile<T>({ path, key, parse }: DurableFileOptions<T>): DurableFile<T> {
  const previous = `${path}.previous`
  const half = `${path}.new`
  let pending: { value: T; done: Promise<void> } | null = null
  let writing: Promise<void> = Promise.resolve()

  for (const name of filesBeside(path))
    if (name === basename(half)) rmSync(join(dirname(path), name), { force: true })

  /** `undefined` when there is no such file. */
  function readOne(from: string): T | null | undefined {
    let bytes: Buffer
    try {
      bytes = readFileSync(from)
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : null
    }
    try {
      return parse(JSON.parse(unseal(key, bytes)))
    } catch {
      return null
    }
  }

  async function replace(value: T): Promise<void> {
    try {
      const file = await open(half, 'w', 0o600)
      try {
        await file.writeFile(seal(key, JSON.stringify(value)))
        await file.sync()
      } finally {
        await file.close()
      }
      await rm(previous, { force: true })
      await link(path, previous).catch((error: NodeJS.ErrnoException) => {
        // The first write has nothing before it.
        if (error.code !== 'ENOENT') throw error
      })
      await rename(half, path)
      await syncFolder(path)
    } catch (error) {
      await rm(half, { force: true }).catch(() => undefined)
      throw error
    }
  }

  return {
    read() {
      const value = readOne(path)
      if (value !== null && value !== undefined) return { value, damaged: false }
      const before = readOne(previous)
      // Neither was ever written: the first start.
      if (value === undefined && before === undefined) return { value: null, damaged: false }
      return { value: before ?? null, damaged: true }
    },
    write(value) {
      if (pending !== null) {
        pending.value = value
        return pending.done
      }
      const done = writing
        .catch(() => undefined)
        .then(() => {
          const newest = pending?.value ?? value
          pending = null
          writing = replace(newest)
          return writing
        })
      pending = { value, done }
      return done
    },
  }
}

function filesBeside(path: string): string[] {
  try {
    return readdirSync(dirname(path))
  } catch {
    return []
  }
}
