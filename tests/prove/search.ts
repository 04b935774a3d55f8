/**
 * Finds any of very many needles in very much hay in one pass, inside gzip and zstd as well.
 *
 * The last 8 bytes of every needle (the last 4 of short ones) are hashed into a table that is asked
 * at each place of the hay; only where it says yes, the needles that end so are compared. Letters
 * match in capitals and small.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Mark, Needle } from './marks.ts'

/** Something with an end that can be read anywhere. */
export interface Hay {
  readonly size: number
  readonly read: (at: number, length: number) => Buffer
}

export interface Finding {
  readonly mark: Mark
  readonly form: string
  /** Where it was first found, in bytes from the beginning, and in what. */
  readonly at: number
  readonly inside: string
}

export interface Search {
  readonly needles: number
  /** All that is found: each needle once. */
  readonly look: (hay: Hay) => Promise<Finding[]>
}

const LONG = 8
const SHORT = 4
const TABLE_BITS = 22
const CHUNK_BYTES = 8 * 1024 * 1024
/** Of a compressed member at most so much is read, and so much written. */
const MEMBER_BYTES_MAX = 16 * 1024 * 1024
const INFLATED_BYTES_MAX = 256 * 1024 * 1024
const NESTED_MAX = 2
const GZIP = Buffer.from('1f8b08', 'hex')
const ZSTD = Buffer.from('28b52ffd', 'hex')

// Asked for once: a test's own world makes each use of a global slow.
const { imul } = Math
const FOLD = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
)
const folded = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => FOLD[byte] ?? 0))

const hashShort = (low: number): number => imul(low, 0x85ebca6b) >>> (32 - TABLE_BITS)
const hashLong = (high: number, low: number): number =>
  imul(imul(high, 0x9e3779b1) ^ low, 0x85ebca6b) >>> (32 - TABLE_BITS)

export const hayOf = (bytes: Buffer): Hay => ({
  size: bytes.length,
  read: (at, length) => bytes.subarray(at, at + length),
})

/** Opens a file, or a device, for as long as `use` needs it. */
export async function withFile<T>(path: string, use: (hay: Hay) => Promise<T>): Promise<T> {
  const file = openSync(path, 'r')
  try {
    return await use({
      size: fstatSync(file).size,
      read(at, length) {
        const bytes = Buffer.alloc(length)
        return bytes.subarray(0, readSync(file, bytes, 0, length, at))
      },
    })
  } finally {
    closeSync(file)
  }
}

/** Where the members of a kind begin in a chunk. */
function beginningsOf(chunk: Buffer, magic: Buffer): number[] {
  const found: number[] = []
  for (let at = chunk.indexOf(magic); at >= 0; at = chunk.indexOf(magic, at + 1)) found.push(at)
  return found
}

/** As much of a member as can be read: what follows it, or is missing, harms nothing. */
async function gunzip(member: Buffer): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of Readable.from([member]).pipe(createGunzip())) {
      parts.push(part as Buffer)
      bytes += (part as Buffer).length
      if (bytes > INFLATED_BYTES_MAX) break
    }
  } catch {
    // Here the member ends, or was none.
  }
  return Buffer.concat(parts)
}

function unzstd(member: Buffer): Buffer {
  const { stdout } = spawnSync('zstd', ['-dcqq'], {
    input: member,
    maxBuffer: INFLATED_BYTES_MAX,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return stdout ?? Buffer.alloc(0)
}

/**
 * For what would prove less without being asked: it fails, in words.
 *
 * @throws where nobody can look into members of zstd
 */
export function needZstd(environment?: NodeJS.ProcessEnv): void {
  if (spawnSync('zstd', ['-V'], { env: environment }).status !== 0)
    throw new Error('Nothing was proven: what zstd packs is searched with its own program, "zstd".')
}

/** @throws RangeError for a needle of fewer than 4 bytes */
export function createSearch(needles: readonly Needle[]): Search {
  const table = new Uint8Array(2 ** TABLE_BITS)
  const byHash = new Map<number, { needle: Needle; bytes: Buffer }[]>()
  let longest = 0
  for (const needle of needles) {
    const bytes = folded(needle.bytes)
    const { length } = bytes
    if (length < SHORT) throw new RangeError(`too short: ${needle.form} of ${needle.mark.kind}`)
    longest = Math.max(longest, length)
    const isLong = length >= LONG
    const low = bytes.readInt32BE(length - 4)
    const hash = isLong ? hashLong(bytes.readInt32BE(length - LONG), low) : hashShort(low)
    table[hash] = (table[hash] ?? 0) | (isLong ? 1 : 2)
    const known = byHash.get(hash)
    if (known === undefined) byHash.set(hash, [{ needle, bytes }])
    else known.push({ needle, bytes })
  }

  /** Tells of every needle that ends in a chunk behind its first `known` bytes. */
  function scan(chunk: Buffer, known: number, tell: (needle: Needle, at: number) => void): void {
    let high = 0
    let low = 0
    for (let end = 0; end < chunk.length; end += 1) {
      high = (high << 8) | (low >>> 24)
      low = (low << 8) | (FOLD[chunk[end] ?? 0] ?? 0)
      const long = hashLong(high, low)
      const short = hashShort(low)
      const says = ((table[long] ?? 0) & 1) | ((table[short] ?? 0) & 2)
      if (says === 0 || end < known) continue
      for (const hash of (says & 1) === 0 ? [short] : (says & 2) === 0 ? [long] : [short, long])
        for (const { needle, bytes } of byHash.get(hash) ?? []) {
          const start = end + 1 - bytes.length
          if (start >= 0 && isAt(chunk, start, bytes)) tell(needle, start)
        }
    }
  }

  function isAt(chunk: Buffer, start: number, bytes: Buffer): boolean {
    for (let nth = 0; nth < bytes.length; nth += 1)
      if ((FOLD[chunk[start + nth] ?? 0] ?? 0) !== bytes[nth]) return false
    return true
  }

  async function lookIn(
    hay: Hay,
    inside: string,
    found: Map<Needle, Finding>,
    depth: number,
  ): Promise<void> {
    const overlap = Math.max(longest, ZSTD.length) - 1
    for (let at = 0; at < hay.size; at += CHUNK_BYTES) {
      const before = Math.min(at, overlap)
      const chunk = hay.read(at - before, before + CHUNK_BYTES)
      scan(chunk, before, (needle, start) => {
        if (found.has(needle)) return
        const { mark, form } = needle
        found.set(needle, { mark, form, at: at - before + start, inside })
      })
      if (depth >= NESTED_MAX) continue
      for (const [magic, inflate, name] of [
        [GZIP, gunzip, 'gzip'],
        [ZSTD, unzstd, 'zstd'],
      ] as const)
        for (const begin of beginningsOf(chunk, magic)) {
          // The part that two chunks share belongs to the later one.
          if (begin + overlap >= chunk.length && at + CHUNK_BYTES < hay.size) continue
          const from = at - before + begin
          const inflated = await inflate(hay.read(from, MEMBER_BYTES_MAX))
          const where = `${inside} ${name} at ${from}`.trim()
          await lookIn(hayOf(inflated), where, found, depth + 1)
        }
    }
  }

  return {
    needles: needles.length,
    async look(hay) {
      const found = new Map<Needle, Finding>()
      await lookIn(hay, '', found, 0)
      return [...found.values()]
    },
  }
}
