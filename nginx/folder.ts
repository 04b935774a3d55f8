/** The folder of a deployment: each file replaced as a whole, and only when it differs. */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { RenderedFile } from './deployment.ts'
import { OptionError } from './options.ts'

/**
 * The text of a file in the folder; `null` when there is none.
 *
 * @throws OptionError when there is one that we may not read: it must not be taken for none
 */
export function readIn(folder: string, path: string): string | null {
  try {
    return readFileSync(join(folder, path), 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new OptionError(`${join(folder, path)} cannot be read (${code}): are you root?`)
  }
}

/** One level at a time: Node's own `recursive` never ends where a folder takes no children (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o755 })
}

function replace(path: string, { text, mode }: RenderedFile): void {
  const half = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    // Never readable by others, not even for a moment; the mode of a new file is cut by the umask.
    writeFileSync(half, text, { mode: 0o600, flag: 'wx', flush: true })
    chmodSync(half, mode)
    renameSync(half, path)
  } finally {
    rmSync(half, { force: true })
  }
}

/**
 * Writes what differs; other files are left alone.
 *
 * @returns the paths of what was written or whose mode was mended
 * @throws OptionError when the folder cannot be written
 */
export function writeFolder(folder: string, files: ReadonlyMap<string, RenderedFile>): string[] {
  const changed: string[] = []
  try {
    for (const [path, file] of files) {
      const full = join(folder, path)
      makeFolder(dirname(full))
      const isSame =
        readIn(folder, path) === file.text && (statSync(full).mode & 0o777) === file.mode
      if (isSame) continue
      replace(full, file)
      changed.push(path)
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new OptionError(`The folder ${folder} cannot be written (${code}).`)
  }
  return changed
}
