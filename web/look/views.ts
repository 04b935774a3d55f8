/** What the screens can be asked to show: views of the real type, with made-up people in them. */
import type { Line } from '../chat/conversation.ts'
import type { Question } from '../chat/icebreaking.ts'
import type { EndReason, State } from '../chat/session.ts'
import { FIRST_TRANSFER, type Transfer } from '../chat/transferList.ts'
import type { Offered } from '../chat/transferProtocol.ts'
import { FIRST_VIEW, type Verification, type View } from '../chat/visit.ts'
import type { Paintings } from './paintings.ts'

/** A moment that is always the same: clocks on screens would change them. */
export const NOON = Date.UTC(2026, 0, 15, 12)

export const OPEN: View = { ...FIRST_VIEW, socket: { status: 'open' }, online: 24 }

const COMMON = { interests: ['jazz', 'chess'], languages: ['en'] }
export const PAIRING: State = {
  phase: 'pairing',
  pair: 'p',
  common: COMMON,
  attempt: 0,
  isMeeting: false,
}
export const TALKING = { phase: 'talking', pair: 'p', common: COMMON, link: 'live' } satisfies State
export const RECOVERING: State = { ...TALKING, link: 'recovering' }

export const ended = (
  why: EndReason,
  until: number | null,
): Extract<State, { phase: 'ended' }> => ({ phase: 'ended', why, until })

export const READY: Verification = {
  status: 'ready',
  symbols: [3, 17, 42, 60],
  isCompared: false,
}

export const DEVICES: View['media']['list'] = {
  cameras: [
    { id: 'a', label: 'Front camera' },
    { id: 'b', label: 'Desk camera' },
  ],
  microphones: [{ id: 'a', label: 'Headset' }],
  speakers: [{ id: 'a', label: 'Headset' }],
}

/** Things in a chat get their ids and places from their order. */
type Said = Pick<Line, 'mine' | 'text'> & Partial<Pick<Line, 'delivery'>>
type Sent = Pick<Transfer, 'what'> & Partial<Omit<Transfer, 'id' | 'order' | 'what'>>
type Asked = Pick<Question, 'question'>
export type Item = Said | Sent | Asked

/** The parts of a view that hold what was said and sent, in that order. */
export function chatOf(
  items: readonly Item[],
  change: Partial<View['conversation']> = {},
): Pick<View, 'conversation' | 'transfers' | 'questions'> {
  const lines: Line[] = []
  const transfers: Transfer[] = []
  const questions: Question[] = []
  for (const [order, item] of items.entries())
    if ('question' in item) questions.push({ order, mine: false, ...item })
    else if ('text' in item) lines.push({ id: order + 1, order, delivery: 'delivered', ...item })
    else transfers.push({ ...FIRST_TRANSFER, id: order + 1, order, mine: false, ...item })
  const conversation = { ...OPEN.conversation, lines, count: items.length, ...change }
  return { conversation, transfers, questions }
}

export const FILE: Offered = { kind: 'file', name: 'evening-walk.pdf', size: 4_812_000 }
export const PROGRAM: Offered = { kind: 'file', name: 'setup.exe', size: 91_000_000 }
export const PICTURE: Offered = {
  kind: 'picture',
  name: 'picture.jpg',
  size: 240_000,
  mime: 'image/jpeg',
}
export const VOICE: Extract<Offered, { kind: 'voice' }> = {
  kind: 'voice',
  name: 'voice',
  size: 31_000,
  mime: 'audio/webm',
  seconds: 7,
  levels: Array.from({ length: 48 }, (_, at) => (at * 7 + ((at * at) % 5)) % 16),
}

/** A call with picture and voice, on a good connection. */
export const callOf = ({ stranger, own }: Paintings): View => ({
  ...OPEN,
  state: TALKING,
  localStream: own,
  remoteStream: stranger,
  choice: 'video',
  subject: 's',
  exposure: 'direct',
  verification: READY,
  quality: { level: 'good', rtt: 48, loss: 0.002, rateIn: 1_450_000, rateOut: 1_380_000 },
  again: { ...OPEN.again, wish: 'open' },
  ...chatOf(
    [
      { mine: false, text: 'Good evening!' },
      { mine: true, text: 'Good evening. What are you listening to?' },
      { question: 4 },
      { mine: false, text: 'A record my aunt left me. Rain on the roof, and a slow piano.' },
      { mine: true, text: 'That sounds like a good room to be in.' },
    ],
    { partnerNickname: 'Mira', partnerTyping: true },
  ),
})
