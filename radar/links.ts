/**
 * One-time links by which operators come, or come back (O3): 32 random bytes, kept as a hash, in
 * memory only. Pure but for the randomness: time comes in the arguments.
 */
import { createHash, randomBytes } from 'node:crypto'
import { LINK_LIFE_MS } from './operatorProtocol.ts'
import type { OperatorRole } from './protocol.ts'
import { keyOf } from './roster.ts'
import { newSecret } from './totp.ts'

export type LinkKind = 'first' | 'invitation' | 'reset'

export interface Link {
  readonly kind: LinkKind
  readonly role: OperatorRole
  /** The name that a reset keeps; `null` for newcomers, who choose theirs. */
  readonly name: string | null
  /** Key of the operator who made it; `null` for the shell and the first start. */
  readonly by: string | null
  /** The authenticator secret that becomes the operator's when the link is used. */
  readonly secret: string
  readonly until: number
}

export interface Issued {
  readonly token: string
  readonly until: number
}

/** The address an operator opens. What follows `#` is never sent to a server, so it is in no log. */
export const linkAddress = (origin: string, token: string): string => `${origin}/#join=${token}`

export interface Links {
  /** A new link; for the first operator, and for each reset, it voids the earlier ones. */
  readonly issue: (
    kind: LinkKind,
    role: OperatorRole,
    name: string | null,
    by: string | null,
    now: number,
  ) => Issued
  readonly find: (token: string, now: number) => Link | null
  /** Finds a link and reserves it, so that no other request can use it meanwhile. */
  readonly take: (token: string, now: number) => Link | null
  /** Whether a reserved link has not been voided meanwhile. */
  readonly isGood: (token: string) => boolean
  readonly release: (token: string) => void
  readonly remove: (token: string) => void
  /** Voids the links that would reset an operator, and those he made. */
  readonly void: (key: string) => void
}

const LINKS_MAX = 100

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
const isSameName = (a: string | null, b: string): boolean => a !== null && keyOf(a) === keyOf(b)

export function createLinks(): Links {
  const links = new Map<string, { readonly link: Link; taken: boolean }>()

  function forget(isUnwanted: (link: Link) => boolean): void {
    for (const [key, { link }] of links) if (isUnwanted(link)) links.delete(key)
  }

  function rowOf(token: string, now: number) {
    const row = links.get(hashOf(token))
    return row !== undefined && !row.taken && row.link.until > now ? row : null
  }

  return {
    issue(kind, role, name, by, now) {
      forget((link) => link.until <= now)
      if (kind === 'first') forget((link) => link.kind === 'first')
      if (name !== null) forget((link) => isSameName(link.name, name))
      const [oldest] = links.keys()
      if (links.size >= LINKS_MAX && oldest !== undefined) links.delete(oldest)
      const token = randomBytes(32).toString('base64url')
      const until = now + LINK_LIFE_MS
      const link = { kind, role, name, by, secret: newSecret(), until }
      links.set(hashOf(token), { link, taken: false })
      return { token, until }
    },
    find: (token, now) => rowOf(token, now)?.link ?? null,
    take(token, now) {
      const row = rowOf(token, now)
      if (row === null) return null
      row.taken = true
      return row.link
    },
    isGood: (token) => links.has(hashOf(token)),
    release(token) {
      const row = links.get(hashOf(token))
      if (row !== undefined) row.taken = false
    },
    remove(token) {
      links.delete(hashOf(token))
    },
    void(key) {
      forget((link) => link.by === key || isSameName(link.name, key))
    },
  }
}
