/** One visitor in each phase, and what he can say. */
import { PROTOCOL_VERSION, TERMS_DATE, type ClientMessage } from '../../signaling/protocol.ts'
import { step } from '../../signaling/visitor.ts'
import type { Phase, Step, VisitorState } from '../../signaling/visitor.ts'

export const KEY = 'k'.repeat(87)

export const STATES: Readonly<Record<Phase, VisitorState>> = {
  greeting: { phase: 'greeting' },
  idle: { phase: 'idle', consent: true },
  waiting: { phase: 'waiting', ticket: 'old' },
  paired: { phase: 'paired', pair: 'pair', key: 'o'.repeat(87), outcome: null },
  closed: { phase: 'closed' },
}

export const MESSAGES: {
  readonly [T in ClientMessage['type']]: Extract<ClientMessage, { type: T }>
} = {
  hello: { type: 'hello', version: PROTOCOL_VERSION, adult: true, terms: TERMS_DATE },
  find: { type: 'find', mode: 'video', camera: true, interests: [], languages: [], key: KEY },
  meet: { type: 'meet', token: 't'.repeat(43), key: KEY },
  stop: { type: 'stop' },
  report: { type: 'report', token: 'r'.repeat(22), reason: 'spam' },
  keep: { type: 'keep', token: 'r'.repeat(22) },
  outcome: { type: 'outcome', route: 'direct' },
  noMedia: { type: 'noMedia' },
  proof: { type: 'proof', solution: null },
  checkRelay: { type: 'checkRelay' },
  view: { type: 'view' },
  ping: { type: 'ping' },
}

export function say(state: VisitorState, message: ClientMessage, ticket = 'new'): Step {
  return step(state, { type: 'message', message, ticket })
}

/** The phase after it, and the effects. */
export const sketch = ({ state, effects }: Step) =>
  [`${state.phase}:`, ...effects.map((effect) => effect.type)].join(' ')
