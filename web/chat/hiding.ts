/** Whether the visitor's address can be hidden now: asks the relay before anything depends on it. */
import type { ClientMessage, Hiding, IceServer } from '../../signaling/protocol.ts'
import { createTimers } from './timers.ts'
import { asTold, type View } from './visit.ts'

/** What the relay said is believed for this long. */
const FRESH_MS = 60_000
/** The server, the check's code and the check itself have to come within this. */
const PATIENCE_MS = 15_000

export interface HidingControl {
  /** The server has said what it allows. */
  welcome(hiding: Hiding): void
  /** The server has lent what a check needs. */
  lend(ice: readonly IceServer[]): void
  /** The socket is gone, and with it the answer; the next welcome asks again. */
  lost(): void
  /** A search has found out that the relay gives no place. */
  miss(isFull: boolean): void
  /** Looks again, unless it has just done so. */
  check(): void
  close(): void
}

export function createHiding(
  send: (message: ClientMessage) => boolean,
  getView: () => View,
  show: (change: Partial<View>) => void,
): HidingControl {
  const timers = createTimers<'patience'>()
  let checkedAt = -Infinity
  /** Counts checks: what an earlier one finds out is dropped. */
  let turn = 0

  function settle(relay: View['relay']): void {
    timers.clear('patience')
    checkedAt = performance.now()
    show({ relay })
  }

  function check(): void {
    const { hiding, relay } = getView()
    const isFresh = relay === 'works' && performance.now() - checkedAt < FRESH_MS
    if ((hiding !== 'choice' && hiding !== 'always') || relay === 'checking' || isFresh) return
    turn += 1
    show({ relay: 'checking' })
    timers.set('patience', PATIENCE_MS, () => settle('away'))
    if (!send({ type: 'checkRelay' })) settle('away')
  }

  return {
    check,
    welcome(hiding) {
      show({ hiding })
      const view = getView()
      // Who was told so in a visit keeps it (P8).
      if (view.state.phase !== 'idle') show({ wish: asTold(view, view.wish) })
      check()
    },
    lend(ice) {
      if (getView().relay !== 'checking') return
      const mine = turn
      const found = (relay: View['relay']) => {
        if (mine === turn && getView().relay === 'checking') settle(relay)
      }
      import('./relayCheck.ts')
        .then((chunk) => chunk.checkRelay(ice))
        .then(found, () => found('away'))
    },
    lost() {
      if (getView().relay !== 'checking') return
      timers.clear('patience')
      show({ relay: 'unknown' })
    },
    miss: (isFull) => settle(isFull ? 'full' : 'away'),
    close: () => timers.clearAll(),
  }
}
