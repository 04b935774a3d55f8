/** What Esc does between calls; in one it arms, and leaves at a second press (CallScreen.tsx). Pure. */
import type { State } from './session.ts'

/** Presses that follow each other faster are meant for what is gone: nobody is to be met by them. */
const FLURRY_MS = 1_000

/**
 * A wait is given up at the first press, as by Cancel: nothing is lost with a search, and three words
 * stay good. Who left looks for somebody else by one press more; who was left meant the stranger.
 *
 * @param since for how long the state has been shown without a press of Esc, in milliseconds
 */
export function escapeFrom(state: State, since: number): 'cancel' | 'find' | null {
  switch (state.phase) {
    case 'connecting':
    case 'waiting':
    case 'returning':
      return 'cancel'
    case 'ended':
      return state.why === 'stopped' && since >= FLURRY_MS ? 'find' : null
    default:
      return null
  }
}
