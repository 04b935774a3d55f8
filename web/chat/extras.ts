/** What a conversation has besides text; made with its first connection, gone with its last. */
import { createInspect } from './inspection.ts'
import type { Peer } from './peer.ts'
import { createPictures } from './pictures.ts'
import { createTransfers, type Transfers } from './transfers.ts'
import type { View } from './visit.ts'
import { playableVoice } from './voice.ts'

export interface Extras {
  readonly transfers: Transfers
  /** A connection is open, the first or another one. */
  connect(peer: Peer): void
  /** The connection has gone, and perhaps comes back. */
  interrupt(): void
  close(): void
}

/** @param nextOrder the place in the chat of what begins now */
export function createExtras(
  nextOrder: () => number,
  show: (change: Partial<View>) => void,
): Extras {
  const pictures = createPictures()
  const transfers = createTransfers({
    nextOrder,
    show: (list) => show({ transfers: list }),
    plays: playableVoice(),
    inspect: createInspect(
      async (file, mime) => (await pictures.make({ task: 'open', file, mime })).picture,
    ),
  })
  return {
    transfers,
    connect: (peer) => transfers.connect(peer.bulk),
    interrupt: () => transfers.interrupt(),
    close() {
      transfers.close()
      pictures.close()
    },
  }
}
