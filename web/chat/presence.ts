/** Tells the stranger when this page is out of sight, and ends a conversation nobody comes back to. */
import type { PeerMessage } from './peerProtocol.ts'
import { createTimers } from './timers.ts'

/** As long as it takes to look something up, or to answer the door. */
export const AWAY_MAX_MS = 120_000
/** However slowly something moves meanwhile. */
export const AWAY_MOVING_MAX_MS = 1_800_000

/** The part of the document that is looked at. */
export interface Sight {
  readonly visibilityState: DocumentVisibilityState
  /** Missing where the browser has none. */
  readonly pictureInPictureElement?: Element | null | undefined
  addEventListener(type: string, listener: () => void): void
  removeEventListener(type: string, listener: () => void): void
}

export interface PresenceOptions {
  readonly sight: Sight
  readonly send: (message: PeerMessage) => void
  /** Who shows his screen is elsewhere on purpose. */
  readonly isSharing: () => boolean
  /** Something that both agreed to is on its way: the end waits while it moves, up to a bound. */
  readonly isMoving: () => boolean
  readonly onTooLong: () => void
}

export interface Presence {
  /** Over a new connection: where we are. */
  tell(): void
  /** Looks again, when something besides the page's visibility has changed. */
  look(): void
  close(): void
}

/** Looks from now on. */
export function createPresence(options: PresenceOptions): Presence {
  const { sight, send, isSharing, isMoving, onTooLong } = options
  const timers = createTimers<'limit'>()
  let isAway = false
  let awaySince = 0

  /** The end comes so long after now, or at the bound of all that puts it off. */
  function putOff(): void {
    const left = awaySince + AWAY_MOVING_MAX_MS - performance.now()
    timers.set('limit', Math.min(AWAY_MAX_MS, left), onTooLong)
  }

  function look(): void {
    const isHidden = sight.visibilityState === 'hidden'
    // A floating picture stays in view when the page does not.
    const isFloating = (sight.pictureInPictureElement ?? null) !== null
    const now = isHidden && !isSharing() && !isFloating
    if (now === isAway) {
      if (isAway && isMoving()) putOff()
      return
    }
    isAway = now
    awaySince = performance.now()
    send({ type: 'away', away: isAway })
    if (isAway) putOff()
    else timers.clear('limit')
  }

  sight.addEventListener('visibilitychange', look)
  look()

  return {
    // Also that we are here: a word that the old connection lost would stick.
    tell: () => send({ type: 'away', away: isAway }),
    look,
    close() {
      sight.removeEventListener('visibilitychange', look)
      timers.clearAll()
    },
  }
}
