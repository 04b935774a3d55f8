/** One page that comes back to strangers, with a clock and a conversation of its own. */
import { CODE_MS, createAgain } from '../../web/chat/again.ts'
import type { PeerMessage } from '../../web/chat/peerProtocol.ts'
import type { Seal } from '../../web/chat/sealed.ts'
import type { EndReason, Event, State } from '../../web/chat/session.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'

export const common = { interests: [], languages: [] }
export const TALKING: State = { phase: 'talking', pair: 'p', common, link: 'live' }
export const SEARCHING: State = { phase: 'connecting', since: 0, notice: null }
export const PAIRING: State = { phase: 'pairing', pair: 'q', common, attempt: 0, isMeeting: false }
export const waitingWithWords = (): State => ({
  phase: 'returning',
  way: 'code',
  until: Date.now() + CODE_MS,
  common,
})
export const IDLE: State = { phase: 'idle' }
export const ended = (why: EndReason): State => ({ phase: 'ended', why, until: null })
export const NEXT: Event = { type: 'next', now: 0 }
export const BYE: Event = { type: 'bye', pair: 'p', why: 'skipped' }

/** Derives as a seal does, as far as tests can tell. */
export const sealOf = (seed: number): Promise<Seal> =>
  Promise.resolve({
    derive: (purpose: string) =>
      Promise.resolve(new Uint8Array(32).fill(seed + (purpose === 'undo' ? 1 : 0))),
  } as Seal)

export const secretOf = (seed: number) => new Uint8Array(32).fill(seed)

/** Time stands still in each test of a file, but for the turns that cryptography takes. */
export function holdClock(): void {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] })
  })
  afterEach(() => {
    jest.useRealTimers()
  })
}

/** One page with a clock of its own. */
export function createPage() {
  let view: View = { ...FIRST_VIEW, state: TALKING }
  const sent: PeerMessage[] = []
  const events: Event[] = []
  const openDevices = jest.fn()
  const closeDevices = jest.fn()
  const again = createAgain({
    getView: () => view,
    show: (change) => void (view = { ...view, ...change }),
    send: (message) => void sent.push(message),
    dispatch: (event) => void events.push(event),
    openDevices,
    closeDevices,
  })
  return {
    again,
    sent,
    events,
    openDevices,
    closeDevices,
    set(mode: View['wish']['mode']) {
      view = { ...view, wish: { ...view.wish, mode } }
    },
    see(localStream: View['localStream']) {
      view = { ...view, localStream }
    },
    shown: () => view.again,
    wish: () => view.wish,
    choice: () => view.choice,
    choose(choice: View['choice']) {
      view = { ...view, choice }
    },
    move(after: State, event: Event) {
      const before = view.state
      view = { ...view, state: after }
      again.moved(before, after, event)
    },
    expose(exposure: View['exposure']) {
      view = { ...view, exposure }
    },
    allow(hiding: View['hiding']) {
      view = { ...view, hiding }
    },
    hearWish() {
      view = { ...view, conversation: { ...view.conversation, partnerAgain: true } }
      again.look()
    },
  }
}

/** Lets what was derived arrive: the subtle crypto answers from another thread. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

/** One who talks with a stranger. */
export function talk(seed = 7) {
  const page = createPage()
  page.again.begin(sealOf(seed))
  return page
}
