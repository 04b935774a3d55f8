/** The visitor's devices: what opens them comes with what a call takes. */
import type { DeviceChoice, DeviceProblem } from './camera.ts'
import type { Media } from './media.ts'
import { loadTransport, type Transport } from './transport.ts'
import type { View } from './visit.ts'

export interface OwnMedia {
  /** `null` before any were asked for. */
  readonly current: () => Media | null
  readonly obtain: (transport: Transport) => Media
  readonly open: (choice: DeviceChoice) => void
  /** Lets go of all, and of what was asked for and has not come. */
  readonly release: () => void
}

/** @param tell what is wrong with a device; `null` for nothing that is known yet */
export function createOwnMedia(
  make: (transport: Transport) => Media,
  tell: (problem: DeviceProblem | null) => void,
): OwnMedia {
  let media: Media | null = null
  /** Counts requests: one that was withdrawn meanwhile opens nothing. */
  let request = 0

  function obtain(transport: Transport): Media {
    media ??= make(transport)
    return media
  }

  return {
    current: () => media,
    obtain,
    open(choice) {
      const mine = (request += 1)
      // What was wrong before is said again only when it is so still.
      tell(null)
      loadTransport().then(
        (transport) => void (mine === request && obtain(transport).open(choice)),
        () => void (mine === request && tell('unknown')),
      )
    },
    release() {
      request += 1
      media?.close()
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
