/** The deny file that nginx includes: replaced as a whole, and put in force only if nginx agrees. */
import { spawn } from 'node:child_process'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Drop } from './wanted.ts'

/**
 * Every reload leaves a worker behind that serves the open WebSockets until they end, so that ten
 * reloads in a minute would be ten workers.
 */
export const RELOAD_EVERY_MS = 60_000
const TIMEOUT_MS = 20_000

/** `deny` lines, in a fixed order, so that the same blocks are the same file. */
export const renderDeny = (drops: readonly Drop[]): string =>
  drops
    .map(({ prefix }) => `deny ${prefix.text};\n`)
    .toSorted()
    .join('')

export interface NginxDeny {
  /**
   * Writes what is wanted and reloads nginx: `true` when it did, `false` when nginx refused it,
   * `null` when nothing was to be done, or not yet.
   */
  readonly sync: (drops: readonly Drop[], now: number) => Promise<boolean | null>
}

/** @param nginx absolute path of the program */
export function createNginxDeny(path: string, nginx: string): NginxDeny {
  let reloadedAt = -Infinity
  /** What nginx has read; `null` until we have made it read something. */
  let inForce: string | null = null
  /** The list that stands in it: the same one need not be rendered again. */
  let seen: readonly Drop[] | null = null

  function run(...args: string[]): Promise<boolean> {
    return new Promise((resolve) => {
      const child = spawn(nginx, args, { stdio: 'ignore', env: {}, timeout: TIMEOUT_MS })
      child.on('error', () => resolve(false))
      child.on('close', (code) => resolve(code === 0))
    })
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

  return {
    async sync(drops, now) {
      const sinceLast = now - reloadedAt
      if (drops === seen || (sinceLast >= 0 && sinceLast < RELOAD_EVERY_MS)) return null
      const text = renderDeny(drops)
      if (text === inForce) {
        seen = drops
        return null
      }
      const before = await readFile(path, 'utf8').catch(() => '')
      reloadedAt = now
      await replace(text)
      if ((await run('-t', '-q')) && (await run('-s', 'reload'))) {
        inForce = text
        seen = drops
        return true
      }
      // What nginx does not accept must not lie there for its next start.
      await replace(before)
      return false
    },
  }
}
