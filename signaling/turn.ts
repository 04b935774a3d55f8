/** STUN and TURN servers as browsers want them, with short-lived credentials for coturn. */
import { createHmac, randomBytes } from 'node:crypto'
import type { IceServer } from './protocol.ts'

/** For so long one network keeps its name at the relay. */
export const NAME_MS = 3_600_000
/** Of a keyed hash: nobody meets a second network with the same name. */
const NAME_BYTES = 12

/** Long enough to gather and connect; a running allocation outlives it by refreshing. */
export const TURN_CREDENTIAL_TTL_S = 600

export interface IceSettings {
  readonly stunUrls: readonly string[]
  readonly turnUrls: readonly string[]
  /** coturn's `static-auth-secret`, or `null` where there is no relay. */
  readonly turnSecret: string | null
}

/**
 * Issues a credential after the TURN REST scheme (draft-uberti-behave-turn-rest-00): the name is
 * an expiry and an id, the password an HMAC-SHA1 over the name.
 *
 * @param id opaque, and soon another, because coturn may write it to a log
 * @param now milliseconds since the epoch
 */
export function turnCredential(
  secret: string,
  id: string,
  now: number,
): { username: string; credential: string } {
  const username = `${Math.floor(now / 1000) + TURN_CREDENTIAL_TTL_S}:${id}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}

export interface Relay {
  /**
   * What one visitor may use for one search: an empty list where nothing is configured.
   *
   * @param party whose allocations coturn's `user-quota` counts together; it sees a keyed hash of
   *   it, under a key that lasts an hour and never leaves this process
   * @param now milliseconds since the epoch
   */
  readonly servers: (party: string, now: number) => IceServer[]
}

export function createRelay({ stunUrls, turnUrls, turnSecret }: IceSettings): Relay {
  let key = randomBytes(32)
  let since = -Infinity

  function nameOf(party: string, now: number): string {
    if (now - since >= NAME_MS || now < since) {
      key = randomBytes(32)
      since = now
    }
    return createHmac('sha256', key).update(party).digest().toString('base64url', 0, NAME_BYTES)
  }

  return {
    servers(party, now) {
      const servers: IceServer[] = []
      if (stunUrls.length > 0) servers.push({ urls: [...stunUrls] })
      if (turnUrls.length > 0 && turnSecret !== null)
        servers.push({
          urls: [...turnUrls],
          ...turnCredential(turnSecret, nameOf(party, now), now),
        })
      return servers
    },
  }
}
