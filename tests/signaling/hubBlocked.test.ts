/** What the hub does with those whom the blocklist names, and with those around them. */
import { parsePrefix } from '../../radar/prefix.ts'
import { appealCode, signList } from '../../radar/signedList.ts'
import { createEnforcer } from '../../signaling/enforcer.ts'
import type { Party } from '../../signaling/evidence.ts'
import { CLOSE_REASONS } from '../../signaling/protocol.ts'
import { createWorld, settle, type Person, type WorldChange } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

const KEY = 'the key that radar and signaling share'
/** Where the harness begins. */
const NOW = Date.UTC(2027, 0, 1)
const SINCE = NOW / 1_000
const MINUTE_S = 60

const at = (prefix: string): { key: Party } => ({
  key: { key: `key of ${prefix}`, hood: `hood of ${prefix}`, prefix },
})
const VICTIM = '101.55.66.77'
const NEIGHBOUR = '101.55.66.78'

function createBlockedWorld(change: WorldChange = {}) {
  const enforcer = createEnforcer(KEY, [])
  const world = createWorld({ ...change, enforcer })
  let version = 0
  return {
    ...world,
    /** A list comes, as `radar.ts` passes it on. */
    publish(prefixes: readonly string[], now = NOW): void {
      const entries = prefixes.map((text) => [
        parsePrefix(text)?.text,
        'app',
        'manual',
        SINCE,
        SINCE + MINUTE_S,
      ])
      const list = { version: (version += 1), issuedAt: now, entries }
      if (!enforcer.takeBlocklist(signList(KEY, 'blocklist', list), now))
        throw new Error('the list was not taken')
      world.hub.enforce()
    },
  }
}

const told = {
  type: 'refused',
  reason: 'blocked',
  until: NOW + MINUTE_S * 1_000,
  cause: 'operator',
  code: appealCode(KEY, VICTIM, SINCE),
}

/** The last words of a visitor who is let go. */
function expectCut(person: Person): void {
  expect(person.inbox.at(-1)).toEqual(told)
  expect(person.count('refused')).toBe(1)
  expect(person.closes).toEqual(['blocked'])
  expect(person.visitor.state.phase).toBe('closed')
}

it('[R21] a blocked visitor is closed with 4403, and the page does not come back by itself', () => {
  expect(CLOSE_REASONS.blocked).toEqual({ code: 4403, retry: false })
})

describe('a list that names visitors who are here', () => {
  it('[R21] cuts them in every phase, tells each why, until when and a code, and nobody else', async () => {
    const { arrive, hub, publish, tally } = createBlockedWorld()
    const greeting = arrive({ greets: false, ...at(VICTIM) })
    const idle = arrive(at(VICTIM))
    const waiting = arrive(at(VICTIM))
    waiting.find({ interests: ['alone'] })
    const others = [arrive(at(NEIGHBOUR)), arrive(at(NEIGHBOUR))]
    for (const one of others) one.find({ interests: ['us'] })
    const meeting = arrive(at(VICTIM))
    meeting.meet('nobodyElseHasThis')
    await settle()
    publish([VICTIM])
    for (const one of [greeting, idle, waiting, meeting]) expectCut(one)
    for (const one of others) {
      expect([one.closes, one.count('refused'), one.count('partnerLeft')]).toEqual([[], 0, 0])
      one.signal(Buffer.from('still here'))
    }
    expect(others.map(({ frames }) => frames.length)).toEqual([1, 1])
    expect([tally.refusals.blocked, tally.closes.blocked]).toEqual([4, 4])
    for (const one of [greeting, idle, waiting, meeting, ...others]) one.gone()
    for (let times = 0; times < 2; times += 1) hub.tick()
    expect(hub.headcount()).toEqual({ greeting: 0, idle: 0, waiting: 0, paired: 0 })
  })

  it('[R21][M4] ends a call too, and the stranger may go on with somebody else', async () => {
    const { advance, arrive, hub, publish } = createBlockedWorld()
    const [blocked, stranger] = [arrive(at(VICTIM)), arrive(at(NEIGHBOUR))]
    for (const one of [blocked, stranger]) {
      one.find()
      await settle()
    }
    publish([VICTIM])
    expectCut(blocked)
    expect(stranger.last('partnerLeft').why).toBe('left')
    blocked.signal(Buffer.from('too late'))
    expect(stranger.frames).toEqual([])
    const third = arrive(at(NEIGHBOUR))
    for (const one of [third, stranger]) {
      one.find()
      await settle()
    }
    expect(stranger.last('matched').pair).toBe(third.last('matched').pair)
    for (const one of [blocked, stranger, third]) one.gone()
    advance(60_000)
    expect(hub.residue()).toBe(0)
  })

  it('[R21] tells it once, however often it is repeated, and hears nothing more from them', async () => {
    const { arrive, publish, tally } = createBlockedWorld()
    const victim = arrive(at(VICTIM))
    publish([VICTIM])
    publish([VICTIM])
    for (const message of Object.values(CLIENT_EXAMPLES)) victim.say(message)
    await settle()
    expectCut(victim)
    expect(tally.refusals.blocked).toBe(1)
  })

  it('[R21] cuts the pair of two who are both named, without telling either of the other', async () => {
    const { arrive, hub, publish } = createBlockedWorld()
    const pair = [arrive(at(VICTIM)), arrive(at(VICTIM))]
    for (const one of pair) {
      one.find()
      await settle()
    }
    publish([VICTIM])
    expect(pair.map(({ closes }) => closes)).toEqual([['blocked'], ['blocked']])
    expect(pair.map((one) => one.count('refused'))).toEqual([1, 1])
    for (const one of pair) one.gone()
    expect(hub.headcount().paired).toBe(0)
  })

  it.each([
    ['a /64', '2a0f:e8b4:3c71:d529::/64', '2a0f:e8b4:3c71:d529::', '2a0f:e8b4:3c71:d52a::'],
    ['a mapped address', `::ffff:${VICTIM}`, VICTIM, NEIGHBOUR],
    ['a /24', '101.55.66.0/24', VICTIM, '101.55.67.77'],
  ])('[R21] holds for %s and leaves the one beside it alone', (_name, prefix, inside, outside) => {
    const { arrive, publish } = createBlockedWorld()
    const [victim, neighbour] = [arrive(at(inside)), arrive(at(outside))]
    publish([prefix])
    expect([victim.closes, neighbour.closes]).toEqual([['blocked'], []])
  })
})

describe('a blocked visitor who comes anew', () => {
  it('[R21] is told the same before he has said a word, and is let in when the block ends', async () => {
    const { advance, arrive, hub, publish } = createBlockedWorld()
    publish([VICTIM])
    const early = arrive({ greets: false, ...at(VICTIM) })
    expect(hub.refuseBlocked(early.visitor)).toBe(true)
    expectCut(early)
    expect(early.inbox).toHaveLength(1)
    advance(MINUTE_S * 1_000 - 1)
    expect(hub.refuseBlocked(arrive({ greets: false, ...at(VICTIM) }).visitor)).toBe(true)
    advance(1)
    const late = arrive({ greets: false, ...at(VICTIM) })
    expect(hub.refuseBlocked(late.visitor)).toBe(false)
    late.say(CLIENT_EXAMPLES.hello)
    late.find()
    await settle()
    expect([late.count('welcome'), late.count('waiting'), late.closes]).toEqual([1, 1, []])
  })

  it('[R21] is let in when the block is lifted', () => {
    const { arrive, hub, publish } = createBlockedWorld()
    publish([VICTIM])
    expect(hub.refuseBlocked(arrive(at(VICTIM)).visitor)).toBe(true)
    publish([])
    expect(hub.refuseBlocked(arrive(at(VICTIM)).visitor)).toBe(false)
  })

  it('[R21] leaves nothing behind', () => {
    const { advance, arrive, hub, publish } = createBlockedWorld()
    publish([VICTIM])
    for (let times = 0; times < 50; times += 1) {
      const one = arrive({ greets: false, ...at(VICTIM) })
      hub.refuseBlocked(one.visitor)
      one.gone(false)
    }
    advance(1)
    expect(hub.residue()).toBe(0)
  })
})

it('an operator can be told how many a prefix would hit', () => {
  const { arrive, hub } = createBlockedWorld()
  const people = [VICTIM, VICTIM, NEIGHBOUR].map((prefix) => arrive(at(prefix)))
  expect(hub.countWhere((prefix) => prefix === VICTIM)).toBe(2)
  people[0]?.gone()
  expect(hub.countWhere((prefix) => prefix === VICTIM)).toBe(1)
})
