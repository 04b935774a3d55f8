import { EVENTS, STATES, stale, summary, type EventName, type StateName } from './sessionTable.ts'
import { TABLE } from './sessionAnswers.ts'
import { step, type State } from '../../web/chat/session.ts'

const stateNames = Object.keys(STATES) as StateName[]
const eventNames = Object.keys(EVENTS) as EventName[]

describe.each(stateNames)('a visit that is %s', (name) => {
  const state = STATES[name]
  const acted = eventNames.filter((event) => TABLE[name][event] !== undefined)
  const ignored = eventNames.filter((event) => TABLE[name][event] === undefined)

  it.each(acted)('[C5] acts on %s as the table says', (event) => {
    expect(summary(step(state, EVENTS[event]))).toBe(TABLE[name][event])
  })

  it.each(ignored)('[C2] is not changed by %s', (event) => {
    const { state: after, effects } = step(state, EVENTS[event])
    expect(after).toBe(state)
    expect(effects).toEqual([])
  })

  it.each(eventNames)('[C2] is not changed by %s of an earlier pair', (event) => {
    const late = stale(EVENTS[event])
    if (late === null) {
      // A match brings a pair of its own, a missed meeting has none.
      expect(['matched', 'partnerMissed']).toContain('pair' in EVENTS[event] ? event : 'matched')
      return
    }
    const { state: after, effects } = step(state, late)
    expect(after).toBe(state)
    expect(effects).toEqual([])
  })
})

function walk(state: State, ...events: EventName[]): string[] {
  let now = state
  return events.map((event) => {
    const taken = step(now, EVENTS[event])
    now = taken.state
    return summary(taken)
  })
}

describe('a pairing', () => {
  it('takes the pair and the common ground of its match', () => {
    const { state } = step(STATES.waiting, EVENTS.matched)
    expect(state).toEqual({
      phase: 'pairing',
      pair: 'second',
      common: { interests: ['go'], languages: [] },
      attempt: 0,
      isMeeting: false,
    })
  })

  it('keeps the common ground of the first match on the second try', () => {
    const { state } = step(STATES.meeting, EVENTS.matched)
    expect(state).toEqual({ ...STATES.secondTry, pair: 'second' })
  })

  it('[C2] belongs to the new pair once the two have met again', () => {
    const { state } = step(STATES.meeting, EVENTS.matched)
    expect(step(state, { type: 'peerDown', pair: 'first', now: 9 }).state).toBe(state)
    expect(step(state, { type: 'peerOpen', pair: 'second' }).state).toMatchObject({
      phase: 'talking',
      pair: 'second',
    })
  })

  it('[C2] is not given up because the stranger, too, gave up the old connection', () => {
    expect(step(STATES.meeting, EVENTS.partnerLost)).toEqual({ state: STATES.meeting, effects: [] })
  })

  it('is tried twice, and then the next stranger is looked for', () => {
    expect(walk(STATES.firstTry, 'peerDown', 'peerDown', 'waiting')).toEqual([
      'pairing(1) rebuild',
      'connecting(couldNotConnect) tellOutcome:false hangUp search',
      'waiting(couldNotConnect)',
    ])
  })
})

describe('a call', () => {
  it('[C2] takes no second match while it lives (P12)', () => {
    const { state, effects } = step(STATES.live, EVENTS.matched)
    expect(state).toBe(STATES.live)
    expect(effects).toEqual([])
  })

  it('[C4] is not changed by what befalls the socket', () => {
    for (const event of ['socketLost', 'socketUpdating', 'socketRefused', 'partnerLost'] as const)
      for (const state of [STATES.live, STATES.recovering])
        expect(step(state, EVENTS[event])).toEqual({ state, effects: [] })
  })

  it('[C4] breaks, asks again when the socket is back, meets again and lives', () => {
    const broken = step(STATES.live, EVENTS.peerDown)
    expect(summary(broken)).toBe('talking(recovering) startRecovery rebuild')
    expect(summary(step(broken.state, EVENTS.socketOpen))).toBe('talking(recovering) rebuild')
    const met = step(broken.state, EVENTS.matched)
    expect(met.state).toMatchObject({ pair: 'second', link: 'rejoining' })
    const back = step(met.state, { type: 'peerOpen', pair: 'second' })
    expect(back.state).toEqual({ ...STATES.live, pair: 'second' })
    expect(back.effects).toEqual([])
  })

  it('[C4] starts the time for coming back once, however often it breaks meanwhile', () => {
    expect(walk(STATES.live, 'peerDown', 'peerDown', 'recoveryExpired')).toEqual([
      'talking(recovering) startRecovery rebuild',
      'talking(recovering) rebuild',
      'ended(lost) hangUp withdraw',
    ])
  })
})

describe('two who wish to come back', () => {
  it.each([
    ['meetingAgain', 'ended(apart) tellOutcome:false hangUp withdraw'],
    ['goingBack', 'ended(skipped) tellOutcome:false hangUp withdraw'],
    ['undoing', 'connecting(notBack) tellOutcome:false hangUp withdraw search'],
  ] as const)('[C29] are not given to strangers when no path is found: %s', (name, end) => {
    const down = { type: 'peerDown', pair: 'second', now: 7 } as const
    const met = step(STATES[name], EVENTS.matched)
    const first = step(met.state, down)
    expect(summary(first)).toBe('pairing(1) rebuild')
    expect(summary(step(first.state, down))).toBe(end)
    const second = step(first.state, EVENTS.matched)
    expect(summary(step(second.state, down))).toBe(end)
  })
})

describe('two who come back', () => {
  it.each(['undoing', 'goingBack', 'meetingAgain'] as const)(
    '[C29] [C27] know what they share as before, though the server does not say it again: %s',
    (name) => {
      const { common } = STATES[name]
      const none = { ...EVENTS.matched, common: { interests: [], languages: [] } }
      const met = step(STATES[name], none)
      expect(met.state).toMatchObject({ phase: 'pairing', pair: 'second', common })
      const down = step(met.state, { type: 'peerDown', pair: 'second', now: 7 })
      const again = step(down.state, { ...none, pair: 'third' })
      const talking = step(again.state, { type: 'peerOpen', pair: 'third' })
      expect(talking.state).toMatchObject({ phase: 'talking', common })
    },
  )
})

describe('a search', () => {
  it('counts from when it began, whatever the socket does meanwhile', () => {
    for (const event of ['socketLost', 'socketUpdating', 'waiting', 'full'] as const)
      expect(step(STATES.waiting, EVENTS[event]).state).toMatchObject({ since: 1 })
  })

  it('counts anew for the next stranger', () => {
    expect(step(STATES.live, EVENTS.next).state).toMatchObject({ since: 7 })
    expect(step(STATES.secondTry, EVENTS.peerDown).state).toMatchObject({ since: 7 })
  })

  it.each([
    ['reconnecting', null],
    ['updating', null],
    ['crowded', null],
    ['couldNotConnect', 'couldNotConnect'],
    ['notBack', 'notBack'],
  ] as const)('shows %s as %s once the server is back', (notice, after) => {
    const { state } = step({ phase: 'connecting', since: 1, notice }, EVENTS.waiting)
    expect(state).toEqual({ phase: 'waiting', since: 1, notice: after })
  })

  it('[C5] is crowded for as long as the server says so, and no longer once it is gone', () => {
    const after = (...events: (keyof typeof EVENTS)[]) => {
      let state: State = STATES.waiting
      for (const event of events) ({ state } = step(state, EVENTS[event]))
      return 'notice' in state ? state.notice : null
    }
    expect(after('full')).toBe('crowded')
    expect(after('full', 'socketLost')).toBe('crowded')
    expect(after('full', 'socketLost', 'socketOpen', 'full', 'socketLost')).toBe('crowded')
    expect(after('full', 'socketLost', 'socketLost')).toBe('reconnecting')
    expect(after('full', 'socketLost', 'socketOpen', 'socketLost')).toBe('reconnecting')
    expect(after('full', 'socketUpdating')).toBe('updating')
  })

  it('that is refused says until when', () => {
    expect(step(STATES.waiting, EVENTS.tooManySearches).state).toEqual({
      phase: 'ended',
      why: 'tooManySearches',
      until: 99,
    })
  })
})
