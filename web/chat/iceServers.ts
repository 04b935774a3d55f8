/** STUN and TURN servers as WebRTC wants them, and what it says of a full relay. */
import type { IceServer } from '../../signaling/protocol.ts'

/** "Allocation Quota Reached" (RFC 8656, section 19). */
export const QUOTA_REACHED = 486

/** A copy without the fields that are not there: some browsers refuse `undefined`. */
export const rtcServers = (servers: readonly IceServer[]): RTCIceServer[] =>
  servers.map(({ urls, username, credential }) => ({
    urls,
    ...(username !== undefined && { username }),
    ...(credential !== undefined && { credential }),
  }))
