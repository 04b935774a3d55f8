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

/** One element of `nft -j`: an address, a prefix, either of them with an end around it. */
function textOfElement(element: unknown): string | null {
  if (typeof element === 'string') return element
  if (typeof element !== 'object' || element === null) return null
  if ('elem' in element && typeof element.elem === 'object' && element.elem !== null)
    return 'val' in element.elem ? textOfElement(element.elem.val) : null
  if (!('prefix' in element)) return null
  const { addr, len } = element.prefix as { addr?: unknown; len?: unknown }
  return typeof addr === 'string' && typeof len === 'number' ? `${addr}/${len}` : null
}

/**
 * What the kernel holds, from `nft -j list table`; `null` when our table is not whole: no sets, no
 * rules, or elements that we would not have written.
 */
export function parseTable(json: string): ReadonlySet<string> | null {
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
  const texts = sets.flatMap(({ elem }) => (elem ?? []).map(textOfElement))
  return texts.some((text) => text === null) ? null : new Set(texts as string[])
}

export interface Nft {
  /** Whether the kernel took the script as a whole. */
  readonly apply: (script: string) => Promise<boolean>
  /** `null` when there is no such table, or it is not as we write it. */
  readonly read: () => Promise<ReadonlySet<string> | null>
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
  }
}
