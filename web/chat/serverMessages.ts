/** What a message of the server changes on the screen, and what it means to the visit. Pure. */
import type { ServerMessage } from '../../signaling/protocol.ts'
import type { Event } from './session.ts'
import type { View } from './visit.ts'

/** What is shown from now on. */
export function changeOf(message: ServerMessage): Partial<View> {
  switch (message.type) {
    case 'welcome':
      return { online: message.online, ads: message.ads ?? null }
    case 'online':
      return { online: message.count }
    case 'view':
      return { serverView: message }
    case 'refused':
      return message.cause === undefined || message.code === undefined
        ? {}
        : { block: { cause: message.cause, code: message.code }, appeal: 'none' }
    default:
      return {}
  }
}

/**
 * The event of the visit, if it is one.
 *
 * @param now milliseconds since the epoch
 */
export function eventOf(message: ServerMessage, now: number): Event | null {
  switch (message.type) {
    case 'waiting':
      return { type: 'waiting' }
    case 'challenge':
      return { type: 'challenged' }
    case 'matched':
      return { type: 'matched', pair: message.pair, common: message.common }
    case 'partnerLeft':
      return { type: 'partnerLeft', why: message.why, pair: message.pair ?? null, now }
    case 'refused':
      return { type: 'refused', reason: message.reason, until: message.until }
    default:
      return null
  }
}
