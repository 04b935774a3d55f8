/** The visitor's devices: what opens them comes with what a call takes. */
import type { DeviceChoice, DeviceProblem } from './camera.ts'
import type { Media } from './media.ts'
import { loadTransport, type Transport } from './transport.ts'
import { createTimers } from './timers.ts'
import type { View, Wish } from './visit.ts'

/** After a stranger has left, the camera stays ready for the next one for this long. */
const LINGER_MS = 30_000

export interface OwnMedia {
  /** `null` before any were asked for. */
  readonly current: () => Media | null
  readonly obtain: (transport: Transport) => Media
  readonly open: (choice: DeviceChoice) => void
  /** Nobody is looked for: they stay ready for the next search, for a while. */
  readonly linger: (isResting: boolean) => void
  /** Nothing is opened yet, but can be chosen; what is returned lets go of what was opened then. */
  readonly tryOut: (wish: Wish) => () => void
  /** Lets go of all, and of what was asked for and has not come. */
  readonly release: () => void
}

/** @param tell what is wrong with a device; `null` for nothing that is known yet */
export function createOwnMedia(
  make: (transport: Transport) => Media,
  tell: (problem: DeviceProblem | null) => void,
  show: (change: Partial<View>) => void,
): OwnMedia {
  const timers = createTimers<'linger'>()
  let media: Media | null = null
  /** Counts requests: one that was withdrawn meanwhile opens nothing. */
  let request = 0

  function obtain(transport: Transport): Media {
    media ??= make(transport)
    return media
  }

  function open(choice: DeviceChoice | null): void {
    const mine = (request += 1)
    // What was wrong before is said again only when it is so still.
    tell(null)
    loadTransport().then(
      (transport) => {
        if (mine !== request) return
        const obtained = obtain(transport)
        if (choice === null) tell(null)
        else obtained.open(choice)
      },
      () => void (mine === request && tell('unknown')),
    )
  }

  function release(): void {
    request += 1
    timers.clear('linger')
    media?.close()
  }

  function linger(isResting: boolean): void {
    if (isResting) timers.set('linger', LINGER_MS, release)
    else timers.clear('linger')
  }

  return {
    current: () => media,
    obtain,
    open,
    release,
    linger,
    tryOut(wish) {
      linger(false)
      show({ wish, isTryingOut: true })
      open(null)
      return () => {
        show({ isTryingOut: false })
        release()
      }
    },
  }
}

/** Whether a search can begin without asking for a device. */
export const needsNoDevice = ({ wish, choice, localStream, socket }: View): boolean =>
  wish.mode === 'text' ||
  choice === 'none' ||
  localStream !== null ||
  // Nobody's camera is opened for a search that cannot begin.
  (socket.status === 'refused' && socket.reason !== 'blocked')
