/**
 * Who did what, when and why (O6). The newest 10,000 entries are kept. An address stands here only
 * while its block lasts: afterwards there is a keyed hash in its place, for 90 days at most, since
 * whoever has the key can try all addresses.
 */
import { createHmac } from 'node:crypto'
import * as z from 'zod'
import { AUDIT_ACTIONS, type Audit as AuditAnswer } from './operatorProtocol.ts'
import { BLOCK_REASONS } from './protocol.ts'
import type { Store } from './roster.ts'

export type AuditEntry = AuditAnswer['entries'][number]

export interface Audit {
  /**
   * Adds an entry; whoever lifts a block, or sees it expire, hides its address by that.
   *
   * @returns once it is on disk
   */
  readonly record: (entry: Omit<AuditEntry, 'at'>) => Promise<void>
  /** Blocks have ended: their addresses become hashes. */
  readonly hide: (prefixes: readonly string[]) => Promise<void>
  /** Hides every address that is not blocked (any more): once at start, for what a crash left. */
  readonly hideAllBut: (prefixes: ReadonlySet<string>) => Promise<void>
  /** Drops hashes that are too old from their entries: call it again and again. */
  readonly expire: () => Promise<void>
  /** What stands for a prefix once its block has ended. */
  readonly hashOf: (prefix: string) => string
  /** The newest first. */
  readonly entries: () => readonly AuditEntry[]
  /** Whether the file was damaged, so that the last good copy, or nothing, was read. */
  readonly isDamaged: boolean
}

const ENTRIES_MAX = 10_000
const HASH_CHARACTERS = 16
/** How long after its entry was made a hash may stand for an address. */
export const HASHED_MS = 90 * 86_400_000
/** The actions whose subject is a prefix; all others are about an operator. */
const ABOUT_PREFIXES: readonly AuditEntry['action'][] = [
  'block',
  'extend',
  'lift',
  'expire',
  'dismissAppeal',
  'dismissCase',
]

/** Whether a hash stands there for an address, and nobody's name that begins like one. */
const isHashed = ({ action, subject }: AuditEntry): boolean =>
  subject.startsWith('#') && ABOUT_PREFIXES.includes(action)

const file = z.array(
  z.strictObject({
    at: z.int().nonnegative(),
    who: z.string(),
    action: z.enum(AUDIT_ACTIONS),
    subject: z.string(),
    reason: z.nullable(z.enum(BLOCK_REASONS)),
    until: z.nullable(z.int().nonnegative()),
  }),
)

/** Reads the content of the file; `null` for anything that was not written by `createAudit`. */
export function parseAudit(value: unknown): AuditEntry[] | null {
  const result = file.safeParse(value)
  return result.success ? result.data : null
}

/**
 * @param key 32 bytes
 * @param now milliseconds since the epoch
 */
export function createAudit(
  store: Store<readonly AuditEntry[]>,
  key: Buffer,
  now: () => number,
): Audit {
  const found = store.read()
  let entries: readonly AuditEntry[] = found.value ?? []
  /** A hash has gone from memory that may stand on the disk. */
  let isDue = false

  const hashOf = (prefix: string): string =>
    `#${createHmac('sha256', key).update(prefix).digest('base64url').slice(0, HASH_CHARACTERS)}`

  const save = () => store.write(entries)

  /** Once more, so that what is hidden is not in the copy before the last one either. */
  async function saveHidden(): Promise<void> {
    await save()
    await save()
  }

  /** Returns whether anything was hidden. */
  function replace(isOver: (prefix: string) => boolean): boolean {
    let hidden = false
    entries = entries.map((entry) => {
      if (isHashed(entry) || entry.subject === '' || !ABOUT_PREFIXES.includes(entry.action))
        return entry
      if (!isOver(entry.subject)) return entry
      hidden = true
      return { ...entry, subject: hashOf(entry.subject) }
    })
    return hidden
  }

  return {
    record(entry) {
      entries = [{ at: now(), ...entry }, ...entries].slice(0, ENTRIES_MAX)
      const isOver = entry.action === 'lift' || entry.action === 'expire'
      return isOver && replace((prefix) => prefix === entry.subject) ? saveHidden() : save()
    },
    async hide(prefixes) {
      const over = new Set(prefixes)
      if (replace((prefix) => over.has(prefix))) await saveHidden()
    },
    async hideAllBut(prefixes) {
      if (replace((prefix) => !prefixes.has(prefix))) await saveHidden()
    },
    async expire() {
      const limit = now() - HASHED_MS
      const isOver = (entry: AuditEntry) => entry.at <= limit && isHashed(entry)
      if (entries.some(isOver)) {
        // What was done, when and why stays (O6).
        entries = entries.map((entry) => (isOver(entry) ? { ...entry, subject: '' } : entry))
        isDue = true
      }
      if (!isDue) return
      // A disk that is full now is asked again the next time.
      await saveHidden()
      isDue = false
    },
    hashOf,
    entries: () => entries,
    isDamaged: found.damaged,
  }
}
