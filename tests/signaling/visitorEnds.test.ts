/** What comes late to a visitor, and how a pair and his own visit end. */
import { step, type Phase, type VisitorEvent, type VisitorState } from '../../signaling/visitor.ts'
import { KEY, MESSAGES, say, sketch, STATES } from './visitorStates.ts'

describe('what comes late', () => {
  it('counts the outcome of a pairing once', () => {
    const first = say(STATES.paired, { type: 'outcome', route: 'relayed' })
    expect(first.effects).toEqual([{ type: 'outcome', route: 'relayed' }])
    const second = say(first.state, { type: 'outcome', route: 'failed' })
    expect(second.effects).toEqual([])
    expect(second.state).toBe(first.state)
  })

  it('counts the outcome of the next pairing again', () => {
    const told = say(STATES.paired, MESSAGES.outcome).state
    const next = step(say(told, MESSAGES.find).state, { type: 'matched', pair: 'next', key: KEY })
    expect(next.state).toEqual({ phase: 'paired', pair: 'next', key: KEY, outcome: null })
    expect(say(next.state, MESSAGES.outcome).effects).toHaveLength(1)
  })

  it('tells the partner of one who could not connect that he was lost, not skipped', () => {
    const failed = say(STATES.paired, { type: 'outcome', route: 'failed' }).state
    for (const message of [MESSAGES.find, MESSAGES.stop])
      expect(say(failed, message).effects[0]).toEqual({ type: 'leave', why: 'lost' })
    for (const route of ['direct', 'relayed'] as const) {
      const { state } = say(STATES.paired, { type: 'outcome', route })
      expect(say(state, MESSAGES.find).effects[0]).toEqual({ type: 'leave', why: 'skipped' })
    }
  })

  const stale: [VisitorEvent, Phase[]][] = [
    [{ type: 'matched', pair: 'p', key: KEY }, ['greeting', 'idle', 'paired', 'closed']],
    [{ type: 'partnerLeft', why: 'left' }, ['greeting', 'idle', 'waiting', 'closed']],
    [
      { type: 'refused', ticket: 'older', reason: 'tooManySearches', until: 1 },
      ['greeting', 'idle', 'waiting', 'paired', 'closed'],
    ],
    [{ type: 'missed', ticket: 'older' }, ['greeting', 'idle', 'waiting', 'paired', 'closed']],
    [{ type: 'callOver', why: 'left', pair: 'p' }, ['greeting', 'paired', 'closed']],
    [{ type: 'evict', reason: 'updating' }, ['closed']],
  ]
  it.each(stale)('changes nothing by a stale event: %j', (event, phases) => {
    for (const phase of phases) {
      const after = step(STATES[phase], event)
      expect(after.state).toBe(STATES[phase])
      expect(after.effects).toEqual([])
    }
  })

  it('goes back to idle when the very ticket is refused or missed', () => {
    const event = { type: 'refused', ticket: 'old', reason: 'tooManySearches', until: 7 } as const
    expect(step(STATES.waiting, event)).toEqual({
      state: STATES.idle,
      effects: [
        { type: 'cancel', ticket: 'old' },
        { type: 'tellRefused', reason: 'tooManySearches', until: 7 },
      ],
    })
    expect(step(STATES.waiting, { type: 'missed', ticket: 'old' })).toEqual({
      state: STATES.idle,
      effects: [
        { type: 'conclude', why: null },
        { type: 'tellLeft', why: 'missed', pair: null },
      ],
    })
  })

  it.each([
    ['skipped', [{ type: 'conclude', why: null }]],
    ['left', [{ type: 'conclude', why: null }]],
    // The call may go on.
    ['lost', []],
  ] as const)('is idle after the partner has %s, and says why', (why, before) => {
    expect(step(STATES.paired, { type: 'partnerLeft', why })).toEqual({
      state: STATES.idle,
      effects: [...before, { type: 'tellLeft', why, pair: 'pair' }],
    })
  })
})

describe('the end', () => {
  const over = { type: 'callOver', why: 'skipped', pair: 'p' } as const
  const told = [
    { type: 'conclude', why: null },
    { type: 'tellLeft', why: 'skipped', pair: 'p' },
  ]

  it('[M18] of a call that outlived its socket is told, and no longer waited for', () => {
    for (const consent of [true, false]) {
      const state: VisitorState = { phase: 'idle', consent }
      expect(step(state, over)).toEqual({ state, effects: told })
    }
    expect(step(STATES.waiting, over)).toEqual({
      state: STATES.idle,
      effects: [{ type: 'cancel', ticket: 'old' }, ...told],
    })
  })

  it('[M18] is said by whoever is not in a pair, and otherwise by that pair', () => {
    const concludes = (state: VisitorState, event: VisitorEvent) =>
      step(state, event).effects.filter(({ type }) => type === 'conclude')
    const find: VisitorEvent = { type: 'message', message: MESSAGES.find, ticket: 'new' }
    const stop: VisitorEvent = { type: 'message', message: MESSAGES.stop, ticket: 'new' }
    const gone: VisitorEvent = { type: 'gone', clean: true }
    const blocked: VisitorEvent = { type: 'evict', reason: 'blocked' }
    for (const phase of ['idle', 'waiting', 'paired'] as const)
      for (const [event, why] of [
        [find, 'skipped'],
        [stop, 'left'],
        [gone, 'left'],
        [blocked, 'left'],
      ] as const)
        expect([phase, event, concludes(STATES[phase], event)]).toEqual([
          phase,
          event,
          [{ type: 'conclude', why: phase === 'paired' ? null : why }],
        ])
    expect(concludes(STATES.closed, gone)).toEqual([])
  })

  it.each([true, false])('[M4] lets go of everything when gone (clean: %s)', (clean) => {
    const effects: Record<Phase, object[]> = {
      greeting: [],
      idle: [],
      waiting: [{ type: 'cancel', ticket: 'old' }],
      paired: [{ type: 'leave', why: clean ? 'left' : 'lost' }],
      closed: [],
    }
    for (const phase of Object.keys(effects) as Phase[])
      expect(step(STATES[phase], { type: 'gone', clean })).toEqual({
        state: STATES.closed,
        effects: [
          ...effects[phase],
          expect.objectContaining({
            type: clean && phase !== 'closed' ? 'conclude' : 'release',
          }) as object,
        ],
      })
  })

  it('[M4] lets go of everything when evicted', () => {
    const evict = (phase: Phase) =>
      sketch(step(STATES[phase], { type: 'evict', reason: 'tooManyFrames' }))
    expect(evict('greeting')).toBe('closed: release close')
    expect(evict('idle')).toBe('closed: release close')
    expect(evict('waiting')).toBe('closed: cancel release close')
    expect(evict('paired')).toBe('closed: leave release close')
  })
})
