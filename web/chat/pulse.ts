/** Says every second that we are there, and finds out whether the stranger's page still is. */
import type { Reach } from './peerStats.ts'
import type { PeerMessage } from './peerProtocol.ts'

const PULSE_MS = 1_000
/** After so many looks at nothing new the path is lost; browsers notice some 4 s later. */
const SILENT_PULSES = 3
const ALIVE = JSON.stringify({ type: 'alive' } satisfies PeerMessage)

export interface Pulsing {
  send(text: string): void
  reach(): Promise<Reach>
}

/**
 * Begins at once.
 *
 * @param onReach how the packets go, at the first look and whenever it is otherwise than before
 * @param onSilent comes once
 * @returns ends it
 */
export function startPulse(
  call: Pulsing,
  onReach: (reach: Reach) => void,
  onSilent: () => void,
): () => void {
  let received = -1
  let known: Reach | null = null
  let silent = 0
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(): Promise<void> {
    call.send(ALIVE)
    const reach = await call.reach().catch(() => null)
    if (isOver) return
    // Statistics that do not come say as much as statistics that do not change.
    const heard = reach?.received ?? received
    silent = heard > received ? 0 : silent + 1
    received = heard
    if (reach !== null) {
      const isOther = reach.route !== known?.route || reach.isTold !== known.isTold
      known = reach
      if (isOther) onReach(reach)
    }
    if (isOver) return
    if (silent < SILENT_PULSES) timer = setTimeout(() => void look(), PULSE_MS)
    else onSilent()
  }
  void look()

  return () => {
    isOver = true
    clearTimeout(timer)
  }
}
