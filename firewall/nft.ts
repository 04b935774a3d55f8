/** nftables: our own table, written whole in one transaction and read back. */
import { spawn } from 'node:child_process'
import type { Drop } from './wanted.ts'

/** Ours alone: whatever else the machine's ruleset holds is never touched. */
export const TABLE = 'p2pchat'
const FAMILIES = [
  { family: 4, set: 'blocked4', type: 'ipv4_addr', match: 'ip saddr' },
  { family: 6, set: 'blocked6', type: 'ipv6_addr', match: 'ip6 saddr' },
] as const
/** A kernel that does not answer is a failure, and the next round tries again. */
const TIMEOUT_MS = 10_000
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024
/** What `nft monitor` says when more happened than it could read. */
const LOST = '# ERROR'
/** Either word may come in two halves. */
const TAIL_CHARS = Math.max(TABLE.length, LOST.length) - 1

/**
 * The script that makes the kernel drop exactly this, whatever it held before: applied as one
 * transaction, so that there is no moment without the old or the new list. Each element ends by
 * itself.
 *
 * The chain comes before connection tracking, so that what is dropped costs as little as it can.
 *
 * @param now milliseconds since the epoch
 */
export function renderTable(drops: readonly Drop[], now: number): string {
  const lines = [`add table inet ${TABLE}`]
  for (const { set, type } of FAMILIES) {
    lines.push(`add set inet ${TABLE} ${set} { type ${type}; flags interval, timeout; }`)
    lines.push(`flush set inet ${TABLE} ${set}`)
  }
  lines.push(
    `add chain inet ${TABLE} prerouting { type filter hook prerouting priority -310; policy accept; }`,
    `flush chain inet ${TABLE} prerouting`,
  )
  for (const { family, set, match } of FAMILIES) {
    lines.push(`add rule inet ${TABLE} prerouting ${match} @${set} counter drop`)
    const elements = drops
      .filter(({ prefix }) => prefix.family === family)
      .map(({ prefix, until }) => ({ text: prefix.text, left: until - Math.floor(now / 1000) }))
      .filter(({ left }) => left > 0)
      .map(({ text, left }) => `${text} timeout ${left}s`)
    if (elements.length > 0)
      lines.push(`add element inet ${TABLE} ${set} { ${elements.join(', ')} }`)
  }
  return `${lines.join('\n')}\n`
}

interface Listed {
  readonly nftables?: readonly {
    readonly set?: { readonly name?: string; readonly elem?: readonly unknown[] }
    readonly rule?: object
  }[]
}

/** What the kernel drops: each prefix with the seconds that are left, `Infinity` without an end. */
export type Held = ReadonlyMap<string, number>

function textOfValue(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || !('prefix' in value)) return null
  const { addr, len } = value.prefix as { addr?: unknown; len?: unknown }
  return typeof addr === 'string' && typeof len === 'number' ? `${addr}/${len}` : null
}

/** One element of `nft -j`: an address or a prefix, with an end around it unless it has none. */
function readElement(element: unknown): readonly [string | null, number] {
  if (typeof element !== 'object' || element === null || !('elem' in element))
    return [textOfValue(element), Infinity]
  const { val, expires } = element.elem as { val?: unknown; expires?: unknown }
  return [textOfValue(val), typeof expires === 'number' ? expires : Infinity]
}

/**
 * What the kernel holds, from `nft -j list table`; `null` when our table is not whole: no sets, no
 * rules, or elements that we would not have written.
 */
export function parseTable(json: string): Held | null {
  let listed: Listed | null
  try {
    listed = JSON.parse(json) as Listed | null
  } catch {
    return null
  }
  const parts = listed?.nftables ?? []
  const sets = parts.flatMap(({ set }) => (set === undefined ? [] : [set]))
  const isWhole =
    FAMILIES.every(({ set }) => sets.some(({ name }) => name === set)) &&
    parts.filter(({ rule }) => rule !== undefined).length === FAMILIES.length
  if (!isWhole) return null
  const held = new Map<string, number>()
  for (const element of sets.flatMap(({ elem }) => elem ?? [])) {
    const [text, left] = readElement(element)
    if (text === null) return null
    held.set(text, left)
  }
  return held
}

export interface Nft {
  /** Whether the kernel took the script as a whole. */
  readonly apply: (script: string) => Promise<boolean>
  /** `null` when there is no such table, or it is not as we write it. */
  readonly read: () => Promise<Held | null>
  /**
   * Tells once that our table may have changed, or that nobody can tell any more; returns how to
   * stop that. What changes in the first moments may be missed.
   */
  readonly watch: (onChange: () => void) => () => void
}

/** @param program absolute path of `nft`; addresses go to its standard input, never to arguments */
export function createNft(program: string): Nft {
  function run(args: readonly string[], input: string): Promise<string | null> {
    return new Promise((resolve) => {
      const child = spawn(program, args, {
        stdio: ['pipe', 'pipe', 'ignore'],
        env: {},
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
      })
      const chunks: Buffer[] = []
      let bytes = 0
      child.stdout.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > OUTPUT_BYTES_MAX) child.kill('SIGKILL')
        else chunks.push(chunk)
      })
      child.on('error', () => resolve(null))
      child.on('close', (code) =>
        resolve(code === 0 ? Buffer.concat(chunks).toString('utf8') : null),
      )
      // A program that ends early closes its input; its exit code says so.
      child.stdin.on('error', () => undefined)
      child.stdin.end(input)
    })
  }

  return {
    apply: async (script) => (await run(['-f', '-'], script)) !== null,
    async read() {
      const listed = await run(['-j', 'list', 'table', 'inet', TABLE], '')
      return listed === null ? null : parseTable(listed)
    },
    watch(onChange) {
      const child = spawn(program, ['monitor'], { stdio: ['ignore', 'pipe', 'ignore'], env: {} })
      let isOver = false
      let tail = ''
      function stop(): void {
        isOver = true
        child.kill('SIGKILL')
      }
      function end(): void {
        if (isOver) return
        stop()
        onChange()
      }
      child.stdout.on('data', (chunk: Buffer) => {
        const text = tail + chunk.toString('latin1')
        if (text.includes(TABLE) || text.includes(LOST)) end()
        tail = text.slice(-TAIL_CHARS)
      })
      child.on('error', end)
      child.on('close', end)
      return stop
    },
  }
}
