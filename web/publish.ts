/**
 * Puts a finished build where it is served from. Each has a folder of its own, named by its content,
 * and a link leads to the newest. Servers follow the link once, when they start: what they know of
 * sizes and names then stays true while the page is built anew, as long as their build is among those kept.
 */
import { createHash } from 'node:crypto'
import {
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'

/** The newest, and those that a server may still give since its start. */
const KEPT_BUILDS = 5
/** However many there are, one is kept for so long after the next one has come. */
const KEPT_MS = 86_400_000

/** Every file of a folder, by its path in it. */
export const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .toSorted()

export const digestOf = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex')

/**
 * Moves a build into the folder of its content, and lets the link lead to it, from one moment to the
 * next.
 *
 * @param fresh the build, in the folder where all of them are
 * @param link what servers are told to serve
 */
export function publish(fresh: string, link: string): void {
  const builds = dirname(fresh)
  const name = basename(link)
  const files = filesIn(fresh).map((path) => [path, digestOf(readFileSync(join(fresh, path)))])
  const folder = join(builds, `${name}-${digestOf(JSON.stringify(files)).slice(0, 16)}`)
  // A folder of that name has the same files, and may be served now.
  if (isThere(folder)) rmSync(fresh, { recursive: true })
  else renameSync(fresh, folder)
  const now = new Date()
  utimesSync(folder, now, now)

  const next = `${link}.next`
  rmSync(next, { force: true })
  symlinkSync(relative(dirname(link), folder), next)
  // A folder cannot be replaced by a link: such was the build before there were links.
  if (isThere(link) && realpathSync(link) === join(realpathSync(dirname(link)), name))
    rmSync(link, { recursive: true })
  renameSync(next, link)

  const age = (path: string) => now.getTime() - statSync(path).mtimeMs
  const known = readdirSync(builds)
    .filter((one) => new RegExp(`^${name}-[\\da-f]{16}$`).test(one))
    .map((one) => join(builds, one))
    .toSorted((a, b) => age(a) - age(b))
  const replaced = known.filter(
    (old, at) => at >= KEPT_BUILDS && age(known[at - 1] ?? old) > KEPT_MS,
  )
  for (const old of replaced) rmSync(old, { recursive: true })
}

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined
