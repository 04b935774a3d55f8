import { PROTOCOL_VERSION, TERMS_DATE, type ClientMessage } from '../../signaling/protocol.ts'
import { ANSWERS, step } from '../../signaling/visitor.ts'
import type { Input, Phase, VisitorEvent, VisitorState } from '../../signaling/visitor.ts'
import { MESSAGES, say, sketch, STATES } from './visitorStates.ts'

/**
 * The phase and the effects that follow, written out by hand: were it derived from ANSWERS, a
 * wrong cell there would agree with itself.
 */
const TABLE: Readonly<Record<Phase, Readonly<Record<Input, string>>>> = {
  greeting: {
    hello: 'idle: welcome',
    find: 'closed: release close',
    meet: 'closed: release close',
    stop: 'closed: release close',
    report: 'closed: release close',
    keep: 'closed: release close',
    outcome: 'closed: release close',
    noMedia: 'closed: release close',
    proof: 'closed: release close',
    checkRelay: 'closed: release close',
    view: 'closed: release close',
    ping: 'closed: release close',
    signal: 'closed: release close',
    malformed: 'closed: release close',
  },
  idle: {
    hello: 'idle: welcome',
    find: 'waiting: conclude enqueue',
    meet: 'waiting: present',
    stop: 'idle: conclude',
    report: 'idle: report',
    keep: 'idle: keep',
    outcome: 'idle:',
    noMedia: 'idle:',
    proof: 'idle:',
    checkRelay: 'idle: lendRelay',
    view: 'idle: tellView',
    ping: 'idle: pong',
    signal: 'idle:',
    malformed: 'closed: release close',
  },
  waiting: {
    hello: 'closed: cancel release close',
    find: 'waiting: conclude renew',
    meet: 'waiting: cancel present',
    stop: 'idle: cancel conclude',
    report: 'waiting: report',
    keep: 'waiting:',
    outcome: 'waiting:',
    noMedia: 'waiting:',
    proof: 'waiting: proof',
    checkRelay: 'waiting:',
    view: 'waiting: tellView',
    ping: 'waiting: pong',
    signal: 'closed: cancel release close',
    malformed: 'closed: cancel release close',
  },
  paired: {
    hello: 'closed: leave release close',
    find: 'waiting: leave conclude enqueue',
    meet: 'waiting: leave present',
    stop: 'idle: leave conclude',
    report: 'paired: report',
    keep: 'paired:',
    outcome: 'paired: outcome',
    noMedia: 'paired: noMedia',
    proof: 'paired:',
    checkRelay: 'paired:',
    view: 'paired: tellView',
    ping: 'paired: pong',
    signal: 'paired:',
    malformed: 'closed: leave release close',
  },
  closed: {
    hello: 'closed:',
    find: 'closed:',
    meet: 'closed:',
    stop: 'closed:',
    report: 'closed:',
    keep: 'closed:',
    outcome: 'closed:',
    noMedia: 'closed:',
    proof: 'closed:',
    checkRelay: 'closed:',
    view: 'closed:',
    ping: 'closed:',
    signal: 'closed:',
    malformed: 'closed:',
  },
}

function eventOf(input: Input): VisitorEvent {
  if (input === 'signal' || input === 'malformed') return { type: input }
  return { type: 'message', message: MESSAGES[input], ticket: 'new' }
}

const CELLS = (Object.keys(TABLE) as Phase[]).flatMap((phase) =>
  (Object.keys(TABLE[phase]) as Input[]).map((input) => [phase, input, TABLE[phase][input]]),
) as [Phase, Input, string][]

describe('the table', () => {
  it.each(CELLS)('[V1] while %s answers %s with "%s"', (phase, input, expected) => {
    expect(sketch(step(STATES[phase], eventOf(input)))).toBe(expected)
  })

  it('[V1] covers every pair, no more and no less', () => {
    expect(CELLS).toHaveLength(5 * 14)
    for (const phase of Object.keys(TABLE) as Phase[])
      expect(Object.keys(ANSWERS[phase]).sort()).toEqual(Object.keys(TABLE[phase]).sort())
  })

  it('[V1] leaves the very state in place when it ignores', () => {
    for (const [phase, input] of CELLS) {
      if (ANSWERS[phase][input] !== 'ignore') continue
      const after = step(STATES[phase], eventOf(input))
      expect(after.state).toBe(STATES[phase])
      expect(after.effects).toEqual([])
    }
  })

  it('[V1] closes a message out of turn and an unreadable one for different reasons', () => {
    for (const phase of ['greeting', 'idle', 'waiting', 'paired'] as const)
      expect(step(STATES[phase], { type: 'malformed' }).effects).toContainEqual({
        type: 'close',
        reason: 'badMessage',
      })
    expect(say(STATES.waiting, MESSAGES.hello).effects).toEqual([
      { type: 'cancel', ticket: 'old' },
      { type: 'release' },
      { type: 'close', reason: 'outOfTurn' },
    ])
    expect(step(STATES.greeting, { type: 'signal' }).effects).toContainEqual({
      type: 'close',
      reason: 'outOfTurn',
    })
  })

  it('[V1] goes on with the newer ticket in the place of the older', () => {
    const { state, effects } = say(STATES.waiting, MESSAGES.find)
    expect(state).toEqual({ phase: 'waiting', ticket: 'new' })
    expect(effects.slice(1)).toEqual([
      { type: 'renew', was: 'old', ticket: 'new', find: MESSAGES.find },
    ])
  })

  it('[V1] tells the partner what happened: skipped, left or lost', () => {
    const why = (message: ClientMessage) => say(STATES.paired, message).effects[0]
    expect(why(MESSAGES.find)).toEqual({ type: 'leave', why: 'skipped' })
    // Said once more before its page knew of the match.
    expect(why({ ...MESSAGES.find, key: 'o'.repeat(87) })).toBeUndefined()
    expect(why(MESSAGES.stop)).toEqual({ type: 'leave', why: 'left' })
    // Recovery: the call may still work, so the partner must not hear that it is over.
    expect(why(MESSAGES.meet)).toEqual({ type: 'leave', why: 'lost' })
    expect(why(MESSAGES.hello)).toEqual({ type: 'leave', why: 'lost' })
  })
})

describe('the gate', () => {
  const refusals: [string, ClientMessage][] = [
    ['says he is no adult', { ...MESSAGES.hello, adult: false }],
    ['names older terms', { ...MESSAGES.hello, terms: '2020-01-01' }],
    ['names no terms', { ...MESSAGES.hello, terms: '' }],
    ['names the terms with a space', { ...MESSAGES.hello, terms: ` ${TERMS_DATE}` }],
  ]

  it.each(refusals)('[P9] never queues a visitor who %s', (_who, hello) => {
    const greeted = say(STATES.greeting, hello)
    expect(greeted.state).toEqual({ phase: 'idle', consent: false })
    for (const wish of [MESSAGES.find, MESSAGES.meet]) {
      const after = say(greeted.state, wish)
      expect(after.state).toEqual({ phase: 'closed' })
      expect(after.effects).toContainEqual({ type: 'close', reason: 'consentRequired' })
    }
  })

  it('[P9] lets a visitor consent later, and take it back', () => {
    const unready = say(STATES.greeting, { ...MESSAGES.hello, adult: false })
    const ready = say(unready.state, MESSAGES.hello)
    expect(sketch(say(ready.state, MESSAGES.find))).toBe('waiting: conclude enqueue')
    const again = say(ready.state, { ...MESSAGES.hello, adult: false })
    expect(sketch(say(again.state, MESSAGES.find))).toBe('closed: release close')
  })

  it('[P9] remembers the consent of whoever comes back from a search or a call', () => {
    for (const state of [STATES.waiting, STATES.paired])
      expect(say(state, MESSAGES.stop).state).toEqual({ phase: 'idle', consent: true })
  })

  it('[P9] lets a visitor without consent ping, stop, report and keep a call', () => {
    const state: VisitorState = { phase: 'idle', consent: false }
    for (const type of ['ping', 'stop', 'report', 'keep', 'outcome'] as const)
      expect(say(state, MESSAGES[type]).state).toBe(state)
  })

  it.each([0, -1, PROTOCOL_VERSION - 1, PROTOCOL_VERSION + 1])(
    'sends a page of version %i away as outdated',
    (version) => {
      for (const state of [STATES.greeting, STATES.idle]) {
        const after = say(state, { ...MESSAGES.hello, version })
        expect(after.state).toEqual({ phase: 'closed' })
        expect(after.effects).toContainEqual({ type: 'close', reason: 'outdatedPage' })
      }
    },
  )
})
