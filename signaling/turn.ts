/** STUN and TURN servers as browsers want them, with short-lived credentials for coturn. */
import { createHmac, randomBytes } from 'node:crypto'
import type { IceServer } from './protocol.ts'

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
 * @param id opaque and random, because coturn may write it to a log
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

/** Returns what one visitor may use for one search: an empty list where nothing is configured. */
export function iceServers(settings: IceSettings, now: number): IceServer[] {
  const servers: IceServer[] = []
  if (settings.stunUrls.length > 0) servers.push({ urls: [...settings.stunUrls] })
  if (settings.turnUrls.length > 0 && settings.turnSecret !== null) {
    const id = randomBytes(12).toString('base64url')
    servers.push({
      urls: [...settings.turnUrls],
      ...turnCredential(settings.turnSecret, id, now),
    })
  }
  return servers
}
