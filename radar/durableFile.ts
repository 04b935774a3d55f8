/**
 * One sealed value in one file: replaced as a whole or not at all, whenever the power goes.
 *
 * A version byte, the nonce, the tag, and the JSON sealed with ChaCha20-Poly1305 (RFC 8439), whose
 * tag is the checksum. The copy before the last one stays beside it, for the day a disk lies.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { copyFile, link, open, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

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

/** The version and the name belong to what is sealed: a file cannot stand in for another. */
const boundTo = (name: string): Buffer => Buffer.concat([Buffer.from([VERSION]), Buffer.from(name)])

function seal(key: Buffer, name: string, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(boundTo(name), { plaintextLength: Buffer.byteLength(text) })
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), sealed])
}

/** @throws when it was not sealed under this key and name, or has changed since */
function unseal(key: Buffer, name: string, bytes: Buffer): string {
  if (bytes[0] !== VERSION) throw new Error('unknown version')
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES)
  const tag = bytes.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES)
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  const sealed = bytes.subarray(1 + NONCE_BYTES + TAG_BYTES)
  decipher.setAAD(boundTo(name), { plaintextLength: sealed.length })
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')
}

/** A new name is on the disk only once its folder is. */
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
  const name = basename(path)
  const previous = `${path}.previous`
  const half = `${path}.new`
  let pending: { value: T; readonly done: Promise<void> } | null = null
  let writing: Promise<void> = Promise.resolve()
  /** Whether `path` holds a good copy; `null` until somebody looks. */
  let isSound: boolean | null = null

  try {
    rmSync(half, { force: true })
  } catch {
    // The first write will say what is wrong with the folder.
  }

  /** `undefined` when there is no such file. */
  function readOne(from: string): T | null | undefined {
    try {
      return parse(JSON.parse(unseal(key, name, readFileSync(from))))
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : null
    }
  }

  /** Keeps the copy that is about to be replaced, unless the one kept before it is the better. */
  async function keepLast(): Promise<void> {
    isSound ??= (readOne(path) ?? null) !== null
    if (!isSound) return
    await rm(previous, { force: true })
    // Not every file system has hard links.
    await link(path, previous).catch(() => copyFile(path, previous))
  }

  async function replace(value: T): Promise<void> {
    try {
      await rm(half, { force: true })
      const file = await open(half, 'wx', 0o600)
      try {
        await file.writeFile(seal(key, name, JSON.stringify(value)))
        await file.sync()
      } finally {
        await file.close()
      }
      await keepLast()
      await rename(half, path)
      isSound = true
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
          const newest = pending === null ? value : pending.value
          pending = null
          writing = replace(newest)
          return writing
        })
      pending = { value, done }
      return done
    },
  }
}
