/** The deny file that nginx includes: replaced as a whole, and put in force only if nginx agrees. */
import { spawn } from 'node:child_process'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parsePrefix } from '../radar/prefix.ts'
import type { Drop } from './wanted.ts'

/**
 * Every reload leaves a worker behind that serves the open WebSockets until they end, so that ten
 * reloads in a minute would be ten workers. This is how often there is one on average at most.
 */
export const RELOAD_EVERY_MS = 60_000
/** So many may come at once; all but one of them are kept for blocks that are over. */
export const RELOADS_AT_ONCE = 4
/**
 * The kernel holds a block to its last second. Left out of nginx's file by the last reload that is
 * due before, an end needs none of its own.
 */
export const LETS_GO_BEFORE_S = 90
const TIMEOUT_MS = 20_000
const LINE = /^deny (\S+); # until (\d+)$/gm

/**
 * `deny` lines, each with its end in seconds since the epoch, for who reads the file after a start.
 * In a fixed order, so that the same blocks are the same file.
 */
export const renderDeny = (drops: readonly Drop[]): string =>
  drops
    .map(({ prefix, until }) => `deny ${prefix.text}; # until ${until}\n`)
    .toSorted()
    .join('')

/** What was rendered; lines that were not are left out. */
export const parseDeny = (text: string): Drop[] =>
  Array.from(text.matchAll(LINE), ([, name = '', until]) => ({
    prefix: parsePrefix(name),
    until: Number(until),
  })).flatMap(({ prefix, until }) => (prefix === null ? [] : [{ prefix, until }]))

/** All that nginx makes of a file: the same lines with other ends are the same to it. */
const withoutEnds = (text: string): string => text.replaceAll(/ # until \d+$/gm, '')

export interface NginxDeny {
  /**
   * Writes what is wanted and reloads nginx: `true` when it did, `false` when nginx refused it,
   * `null` when nginx has to be told nothing, or not yet.
   *
   * What the kernel holds may wait for nginx, since nobody blocked gets that far; what is over may
   * not, and goes at once as long as `RELOADS_AT_ONCE` allows.
   *
   * @param drops `null` without a list: what the file holds, each until its end
   * @param isHeld whether the kernel drops all this
   * @param now milliseconds since the epoch
   */
  readonly sync: (
    drops: readonly Drop[] | null,
    isHeld: boolean,
    now: number,
  ) => Promise<boolean | null>
}

/** How many reloads are left; those that are not used come back one by one. */
function createAllowance() {
  /** When the last of them would have been used up. */
  let since = -Infinity
  return {
    left(now: number): number {
      // Clocks are set.
      since = Math.min(since, now)
      return Math.min(Math.floor((now - since) / RELOAD_EVERY_MS), RELOADS_AT_ONCE)
    },
    use(now: number): void {
      since = Math.max(since, now - RELOADS_AT_ONCE * RELOAD_EVERY_MS) + RELOAD_EVERY_MS
    },
    useAll(now: number): void {
      since = now
    },
  }
}

/**
 * @param nginx absolute path of the program
 * @param timeoutMs how long it may take to answer before it is killed
 */
export function createNginxDeny(path: string, nginx: string, timeoutMs = TIMEOUT_MS): NginxDeny {
  const allowance = createAllowance()
  /** What nginx has read, or, after a start, what it would read. */
  let inForce: { readonly text: string; readonly drops: readonly Drop[] } | null = null
  /** Whether we have made it read that. */
  let isSure = false
  /** What has been dealt with until then, in seconds: the same need not be rendered again. */
  let seen: { readonly drops: readonly Drop[] | null; isHeld: boolean; until: number } | null = null

  function run(...args: string[]): Promise<boolean> {
    return new Promise((resolve) => {
      const child = spawn(nginx, args, {
        stdio: 'ignore',
        env: {},
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
      })
      child.on('error', () => resolve(false))
      child.on('close', (code) => resolve(code === 0))
    })
  }

  async function readBack() {
    const text = await readFile(path, 'utf8').catch(() => '')
    return { text, drops: parseDeny(text) }
  }

  async function replace(text: string): Promise<void> {
    const half = `${path}.new`
    await rm(half, { force: true })
    // nginx's workers read nothing here: its master does, as root.
    const file = await open(half, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(half, path)
    const folder = await open(dirname(path), 'r')
    await folder.sync().finally(() => folder.close())
  }

  async function putInForce(text: string, before: string, now: number): Promise<boolean> {
    allowance.use(now)
    let isTaken = false
    try {
      await replace(text)
      isTaken = (await run('-t', '-q')) && (await run('-s', 'reload'))
      // What nginx does not accept must not lie there for its next start.
      if (!isTaken) await replace(before)
    } finally {
      if (!isTaken) allowance.useAll(now)
    }
    return isTaken
  }

  /** Whether nginx denies somebody who may come again. */
  function isOverdue(denied: readonly Drop[], drops: readonly Drop[], seconds: number): boolean {
    const ends = new Map(drops.map(({ prefix, until }) => [prefix.text, until]))
    return denied.some(({ prefix }) => (ends.get(prefix.text) ?? 0) <= seconds)
  }

  return {
    async sync(drops, isHeld, now) {
      const seconds = now / 1000
      if (seen?.drops === drops && seen.isHeld === isHeld && seconds < seen.until) return null
      const left = allowance.left(now)
      if (left < 1) return null
      inForce ??= await readBack()
      const all = drops ?? inForce.drops
      const mayWait = isHeld && isSure && !isOverdue(inForce.drops, all, seconds)
      if (mayWait && left < RELOADS_AT_ONCE) return null

      const early = isHeld ? LETS_GO_BEFORE_S : 0
      const wanted = all.filter(({ until }) => until > seconds + early)
      const text = renderDeny(wanted)
      const isRead = isSure || drops === null
      const isSame = isRead && withoutEnds(text) === withoutEnds(inForce.text)
      if (!isSame) {
        isSure = false
        if (!(await putInForce(text, inForce.text, now))) return false
        isSure = true
      } else if (text !== inForce.text) await replace(text)
      inForce = { text, drops: wanted }
      const next = wanted.reduce((least, { until }) => Math.min(least, until), Infinity)
      seen = { drops, isHeld, until: next - early }
      return isSame ? null : true
    },
  }
}
