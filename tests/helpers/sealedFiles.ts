/** What somebody would read who has the radar's data folder, key included. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createDurableFile } from '../../radar/durableFile.ts'
import { openSecrets } from '../../radar/secrets.ts'

export interface Opened {
  readonly name: string
  readonly bytes: Buffer
  /** What the radar's key opens; `null` for a file that is not sealed. */
  readonly content: string | null
}

/** Reads every file of a data folder, and opens what is sealed. */
export function openFolder(folder: string): Opened[] {
  const { fileKey } = openSecrets(folder, '')
  const copies = mkdtempSync(join(tmpdir(), 'p2p-chat-opened-'))
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry, index) => {
        const path = join(entry.parentPath, entry.name)
        // A file is sealed under its name; the copy before it has the same.
        const name = basename(entry.name).replace(/\.(previous|new)$/, '')
        mkdirSync(join(copies, String(index)))
        const copy = join(copies, String(index), name)
        copyFileSync(path, copy)
        const { value } = createDurableFile<object>({
          path: copy,
          key: fileKey,
          parse: (read) => (typeof read === 'object' ? read : null),
        }).read()
        return {
          name: entry.name,
          bytes: readFileSync(copy),
          content: value === null ? null : JSON.stringify(value),
        }
      })
  } finally {
    rmSync(copies, { recursive: true })
  }
}
