/** Carries out the agreement of reveal.ts: blurs before it says so, and says so before it is clear. */
import type { PeerMessage } from './peerProtocol.ts'
import { hearReveal, isCovered, NOT_REVEALED, press, takeBack, type Reveal } from './reveal.ts'
import type { View } from './visit.ts'

export interface Cover {
  /** The stranger has chosen to begin blurred: both do. */
  agree(): void
  press(): void
  takeBack(): void
  hear(ready: boolean): void
  /** Over a new connection: whether we have pressed. */
  tell(): void
  /** There is no conversation: the next one begins as the visitor has chosen. */
  reset(): void
}

/** @param onChange the picture is to be covered, or no more, or for somebody new */
export function createCover(
  getView: () => View,
  show: (change: Partial<View>) => void,
  send: (message: PeerMessage) => void,
  onChange: (isNew: boolean) => void,
): Cover {
  function put(reveal: Reveal): void {
    const before = getView()
    const wasCovered = isCovered(before)
    show({ reveal })
    if (isCovered(getView()) !== wasCovered) onChange(false)
    if (reveal.mine !== (before.reveal?.mine ?? false)) tell()
  }

  /** Where nobody chose to begin blurred there is nothing to reveal. */
  function move(change: (reveal: Reveal) => Reveal): void {
    const view = getView()
    if (view.reveal !== null || isCovered(view)) put(change(view.reveal ?? NOT_REVEALED))
  }

  function tell(): void {
    const { reveal } = getView()
    if (reveal !== null) send({ type: 'reveal', ready: reveal.mine })
  }

  return {
    agree() {
      const { reveal, wish } = getView()
      if (reveal === null && wish.mode === 'video') put(NOT_REVEALED)
    },
    press: () => move(press),
    takeBack: () => move(takeBack),
    hear: (ready) => move((reveal) => hearReveal(reveal, ready)),
    tell,
    reset() {
      show({ reveal: null })
      onChange(true)
    },
  }
}
