/** What a conversation has besides its connection; made with its first connection, gone with its last. */
import { createIcebreaking, type Icebreaking } from './icebreaking.ts'
import { createInspect } from './inspection.ts'
import type { Media } from './media.ts'
import { createMuteWatch } from './muteWatch.ts'
import type { Peer } from './peer.ts'
import type { PeerMessage } from './peerProtocol.ts'
import { createPictures } from './pictures.ts'
import { createPresence } from './presence.ts'
import { createQualityWatch } from './qualityWatch.ts'
import { createTalk, type Talk } from './talk.ts'
import { isFileMoving } from './transferList.ts'
import { createTransfers, type Transfers } from './transfers.ts'
import type { Seal } from './sealed.ts'
import type { ByeReason } from './session.ts'
import type { View } from './visit.ts'
import { playableVoice } from './voice.ts'
import { keepAwake } from './wakeLock.ts'

export interface Extras {
  readonly talk: Talk
  readonly icebreaking: Icebreaking
  readonly transfers: Transfers
  /** A connection is open, the first or another one. */
  connect(peer: Peer): void
  /** The connection has gone, and perhaps comes back. */
  interrupt(): void
  close(): void
}

export interface ExtrasOptions {
  /** The place in the chat of what begins now. */
  readonly nextOrder: () => number
  readonly getView: () => View
  readonly show: (change: Partial<View>) => void
  readonly send: (message: PeerMessage) => void
  readonly media: Media
  /** What these two share. */
  readonly seal: Promise<Seal>
  /** The page has been out of sight for too long. */
  readonly onAwayTooLong: () => void
  /** The stranger says that he goes. */
  readonly onBye: (why: ByeReason) => void
}

export function createExtras(options: ExtrasOptions): Extras {
  const { nextOrder, getView, show, send, media } = options
  const talk = createTalk(send, getView, show, {
    onBye: options.onBye,
    onReveal: (ready) => media.cover.hear(ready),
    onQuestion: (count) => icebreaking.hear(count),
  })
  const seed = options.seal.then((one) => one.derive('questions'))
  const icebreaking = createIcebreaking({ seed, nextOrder, getView, show, send })
  const pictures = createPictures()
  const transfers = createTransfers({
    nextOrder,
    show: (list) => show({ transfers: list }),
    plays: playableVoice(),
    inspect: createInspect(
      async (file, mime) => (await pictures.make({ task: 'open', file, mime })).picture,
    ),
  })
  const presence = createPresence({
    sight: document,
    send,
    isSharing: () => getView().media.screen !== null,
    isMoving: () => isFileMoving(getView().transfers),
    onTooLong: options.onAwayTooLong,
  })
  const muteWatch = createMuteWatch(getView, show)
  const quality = createQualityWatch(getView, show, media, () => {
    // Both depend on more than anybody tells them of.
    presence.look()
    muteWatch.look()
  })
  const letSleep = keepAwake()
  return {
    talk,
    icebreaking,
    transfers,
    connect(peer) {
      talk.resume()
      transfers.connect(peer.bulk)
      media.tell()
      media.cover.tell()
      icebreaking.tell()
      presence.tell()
      quality.connect(peer)
    },
    interrupt() {
      transfers.interrupt()
      quality.interrupt()
    },
    close() {
      letSleep()
      icebreaking.close()
      muteWatch.close()
      presence.close()
      quality.close()
      media.stopSharing()
      transfers.close()
      pictures.close()
    },
  }
}
