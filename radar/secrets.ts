/** The radar's secrets: one random master key, made at the first start, and what follows from it. */
import { hkdfSync, randomBytes } from 'node:crypto'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const MASTER_BYTES = 32
const MASTER = /^[A-Za-z0-9_-]{43}$/

/** Processes that sign in to the broker with a password of their own. */
export const MACHINES = ['radar', 'signaling', 'firewall', 'reader'] as const
export type Machine = (typeof MACHINES)[number]

export interface Secrets {
  readonly passwords: Readonly<Record<Machine, string>>
  /** Signs the lists that signaling and the firewall obey. */
  readonly listKey: string
  /** Seals the files on disk. */
  readonly fileKey: Buffer
  /** Seals authenticator secrets inside the sealed file, so that they need two keys (O2). */
  readonly totpKey: Buffer
  /** Turns addresses in the audit trail into hashes (O6). */
  readonly auditKey: Buffer
}

/** The master key cannot be used, in a sentence. */
export class SecretError extends Error {}

/** Reads or makes the master key; two processes that start together end up with the same one. */
function readMaster(folder: string): string {
  const path = join(folder, 'secret')
  const mine = `${path}.${process.pid}`
  try {
    writeFileSync(mine, `${randomBytes(MASTER_BYTES).toString('base64url')}\n`, { mode: 0o600 })
    // A link fails when the name is taken: whoever is first decides.
    linkSync(mine, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new SecretError(`The radar cannot write to its data folder ${folder}: set RADAR_DATA.`)
  } finally {
    rmSync(mine, { force: true })
  }
  return readOrEmpty(path)
}

/** What cannot be read is no key. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

/** The folder is closed by now; what stood in it before may have been seen. */
function isOpenToOthers(path: string): boolean {
  return (statSync(path).mode & 0o077) !== 0
}

/** What follows from the master key, which is 32 bytes in base64url. */
export function deriveSecrets(master: string): Secrets {
  const key = Buffer.from(master, 'base64url')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32))
  const text = (purpose: string) => derive(purpose).toString('base64url')
  return {
    passwords: {
      radar: text('mqtt radar'),
      signaling: text('mqtt signaling'),
      firewall: text('mqtt firewall'),
      reader: text('mqtt reader'),
    },
    listKey: text('list'),
    fileKey: derive('files'),
    totpKey: derive('totp'),
    auditKey: derive('audit'),
  }
}

/**
 * @param given the master key from the environment, or `''` to keep one in the data folder
 * @throws SecretError when the folder cannot be written, or the key is none, or others can read it
 */
export function openSecrets(folder: string, given: string): Secrets {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
  } catch {
    throw new SecretError(`The radar cannot use its data folder ${folder}: set RADAR_DATA.`)
  }
  const master = given === '' ? readMaster(folder) : given
  if (!MASTER.test(master))
    throw new SecretError(
      'The radar\'s secret is damaged: restore it, or make a new one with "openssl rand -base64 32 | tr +/ -_ | tr -d =", which makes sealed files unreadable.',
    )
  const path = join(folder, 'secret')
  if (given === '' && isOpenToOthers(path))
    throw new SecretError(
      `The radar's secret can be read by others: make a new one, or "chmod 600 ${path}" if nobody has.`,
    )
  return deriveSecrets(master)
}

/**
 * What each process needs to sign in, and nothing more: its password, a dot, and the key of the
 * lists. A reader obeys no list, so it gets the password alone.
 */
export const credentialsOf = ({ passwords, listKey }: Secrets) =>
  ({
    signaling: `${passwords.signaling}.${listKey}`,
    firewall: `${passwords.firewall}.${listKey}`,
    reader: passwords.reader,
  }) as const

/** Writes the credentials, a file each, into `credentials/`. */
export function writeCredentials(folder: string, secrets: Secrets): void {
  const into = join(folder, 'credentials')
  mkdirSync(into, { recursive: true, mode: 0o700 })
  for (const [name, text] of Object.entries(credentialsOf(secrets)))
    writeFileSync(join(into, name), `${text}\n`, { mode: 0o600 })
}
