/** A search from a throttled network: it is asked for a little work, waits, and goes on. */
import { signList } from '../../radar/signedList.ts'
import { createEnforcer } from '../../signaling/enforcer.ts'
import type { Party } from '../../signaling/evidence.ts'
import { createPuzzle, type Puzzle } from '../../signaling/puzzle.ts'
import type { Solution } from '../../signaling/visitor.ts'
import { createWorld, settle, type Person } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'
import { solve } from './solver.ts'

const KEY = 'the key that radar and signaling share'
/** Where the harness begins. */
const NOW = Date.UTC(2027, 0, 1)
const BUSY = '101.55.66.77'
const CALM = '103.9.9.9'
const { stop } = CLIENT_EXAMPLES
const RIGHT = { counter: 1, derivedKey: '1'.repeat(64) }
const WRONG = { counter: 1, derivedKey: '2'.repeat(64) }

const at = (prefix: string): { key: Party } => ({
  key: { key: `key of ${prefix}`, hood: `hood of ${prefix}`, prefix },
})
const prove = (person: Person, solution: Solution) => person.say({ type: 'proof', solution })

const easy = (): Promise<Puzzle> =>
  Promise.resolve({
    shown: { nonce: 'aa', salt: 'bb', keyPrefix: 'cc', cost: 1 },
    check: ({ derivedKey }) => Promise.resolve(derivedKey === RIGHT.derivedKey),
  })

function createBusyWorld({ everyone = false, makePuzzle = easy } = {}) {
  const enforcer = createEnforcer(KEY, [])
  const world = createWorld({ enforcer, makePuzzle })
  const entries = [[BUSY, NOW / 1_000 + 3_600]]
  const list = { version: 1, issuedAt: NOW, everyone, entries }
  enforcer.takeThrottles(signList(KEY, 'throttles', list), NOW)
  return {
    ...world,
    /** Somebody from the busy network whose search is being held, and what he was asked for. */
    async arriveHeld() {
      const person = world.arrive(at(BUSY))
      person.find()
      await settle()
      return { person, ...person.last('challenge') }
    },
  }
}

describe('a search from a throttled network', () => {
  it('[R22] is asked for a proof, waits 2 to 10 s and no more, and then meets somebody', async () => {
    const { advance, arrive, arriveHeld, hub, tally } = createBusyWorld()
    const partner = arrive(at(CALM))
    partner.find()
    await settle()
    const { person, waitMs, puzzle } = await arriveHeld()
    expect(waitMs).toBeGreaterThanOrEqual(2_000)
    expect(waitMs).toBeLessThanOrEqual(10_000)
    expect(puzzle).toEqual((await easy()).shown)
    expect([person.count('waiting'), person.count('matched')]).toEqual([0, 0])
    expect(person.visitor.state.phase).toBe('waiting')
    prove(person, RIGHT)
    await settle()
    advance(waitMs - 1)
    expect(person.count('matched')).toBe(0)
    advance(1)
    expect(person.last('matched').pair).toBe(partner.last('matched').pair)
    expect(tally.throttled).toBe(1)
    for (const one of [person, partner]) one.gone()
    advance(60_000)
    expect(hub.residue()).toBe(0)
  })

  it('[R22] waits like any other afterwards when nobody is there', async () => {
    const { advance, arrive, arriveHeld } = createBusyWorld()
    const { person, waitMs } = await arriveHeld()
    prove(person, RIGHT)
    await settle()
    advance(waitMs)
    expect([person.count('waiting'), person.count('matched')]).toEqual([1, 0])
    const partner = arrive(at(CALM))
    partner.find()
    await settle()
    expect(person.last('matched').pair).toBe(partner.last('matched').pair)
  })

  it.each<[string, Solution | undefined, number]>([
    ['a wrong solution', WRONG, 20_000],
    ['none, from a device too slow', null, 20_000],
    ['no answer at all', undefined, 40_000],
  ])('[R22] goes on later with %s, but goes on', async (_name, solution, ms) => {
    const { advance, arriveHeld } = createBusyWorld()
    const { person } = await arriveHeld()
    if (solution !== undefined) prove(person, solution)
    await settle()
    advance(ms - 1)
    expect(person.count('waiting')).toBe(0)
    advance(1)
    expect([person.count('waiting'), person.closes]).toEqual([1, []])
  })

  it('[R22] is not hurried by a proof sent again, nor by that of an earlier search', async () => {
    const shown = easy
    let made = 0
    const makePuzzle = async (): Promise<Puzzle> => {
      const own = String((made += 1)).padStart(64, '0')
      return { ...(await shown()), check: ({ derivedKey }) => Promise.resolve(derivedKey === own) }
    }
    const { advance, arriveHeld } = createBusyWorld({ makePuzzle })
    const first = { counter: 1, derivedKey: '1'.padStart(64, '0') }
    const { person } = await arriveHeld()
    prove(person, first)
    await settle()
    // Next, before the wait is over: a new search, a new puzzle, and the old proof is worth nothing.
    person.find()
    await settle()
    const { waitMs } = person.last('challenge')
    expect(person.count('challenge')).toBe(2)
    for (let times = 0; times < 3; times += 1) prove(person, first)
    await settle()
    advance(waitMs)
    expect(person.count('waiting')).toBe(0)
    advance(20_000 - waitMs)
    expect(person.count('waiting')).toBe(1)
    prove(person, first)
    await settle()
    expect([person.count('waiting'), person.closes]).toEqual([1, []])
  })

  it.each<[string, (person: Person) => void]>([
    ['cancelled', (person) => person.say(stop)],
    ['left by who closes the page', (person) => person.gone()],
  ])('[R22][M7] %s while it is held never goes on', async (_name, end) => {
    const { advance, arrive, arriveHeld, hub } = createBusyWorld()
    const { person } = await arriveHeld()
    prove(person, RIGHT)
    end(person)
    await settle()
    const partner = arrive(at(CALM))
    partner.find()
    advance(60_000)
    expect([person.count('waiting'), partner.count('matched')]).toEqual([0, 0])
    person.gone()
    partner.gone()
    advance(60_000)
    expect(hub.residue()).toBe(0)
  })

  it('[R22][M9] taken back before its puzzle was made is asked for nothing', async () => {
    const { arrive, hub } = createBusyWorld()
    const person = arrive(at(BUSY))
    person.find()
    person.say(stop)
    await settle()
    expect(person.count('challenge')).toBe(0)
    person.gone()
    expect(hub.residue()).toBe(0)
  })

  it('[R22][V10] is told to come back later while the server is being updated', async () => {
    const { arriveHeld, hub } = createBusyWorld()
    const { person } = await arriveHeld()
    hub.drain(5_000)
    expect(person.closes).toEqual(['updating'])
    person.gone()
    expect(hub.residue()).toBe(0)
  })

  it('[R22] is held anew when it is asked for again, and not once it goes on', async () => {
    const { advance, arriveHeld } = createBusyWorld()
    const { person } = await arriveHeld()
    person.find()
    await settle()
    expect([person.count('challenge'), person.count('waiting')]).toEqual([2, 0])
    prove(person, RIGHT)
    await settle()
    advance(10_000)
    // As a page does with each offer that it makes anew.
    person.find()
    await settle()
    expect([person.count('challenge'), person.count('waiting')]).toEqual([2, 2])
  })

  it('[R22] takes a proof that nobody asked for as nothing', async () => {
    const { arrive } = createBusyWorld()
    const person = arrive(at(CALM))
    prove(person, RIGHT)
    person.find()
    await settle()
    prove(person, WRONG)
    await settle()
    expect([person.count('waiting'), person.count('challenge'), person.closes]).toEqual([1, 0, []])
  })

  it('[R22] really works: a real puzzle, solved as the page does', async () => {
    const { advance, arrive, hub } = createBusyWorld({ makePuzzle: createPuzzle })
    const person = arrive(at(BUSY))
    person.find()
    while (person.count('challenge') === 0) await settle()
    const { puzzle, waitMs } = person.last('challenge')
    prove(person, await solve(puzzle))
    // The clock stands at the end of the wait: only a proof that was checked and found right ends it.
    advance(waitMs)
    const patience = Date.now() + 20_000
    while (person.count('waiting') === 0 && Date.now() < patience) {
      await settle()
      advance(0)
    }
    expect(person.count('waiting')).toBe(1)
    person.gone()
    expect(hub.residue()).toBe(0)
  })
})

describe('those who are not throttled', () => {
  it('[R22] meet at once, whatever the others have to do', async () => {
    const { arrive, arriveHeld, tally } = createBusyWorld()
    for (let times = 0; times < 20; times += 1) await arriveHeld()
    const pair = [arrive(at(CALM)), arrive(at('103.9.9.10'))]
    for (const one of pair) {
      one.find()
      await settle()
    }
    expect(pair.map((one) => one.count('matched'))).toEqual([1, 1])
    expect(pair.map((one) => one.count('challenge'))).toEqual([0, 0])
    expect(tally.throttled).toBe(20)
  })

  it('[R22] are in a storm those alone who have talked with somebody from elsewhere', async () => {
    const { advance, arrive } = createBusyWorld({ everyone: true })
    const pair = [arrive(at(CALM)), arrive(at('104.1.1.1'))]
    for (const one of pair) {
      one.find()
      await settle()
      prove(one, RIGHT)
      await settle()
    }
    advance(10_000)
    expect(pair.map((one) => one.count('challenge'))).toEqual([1, 1])
    expect(pair.map((one) => one.count('matched'))).toEqual([1, 1])
    advance(15_000)
    for (const one of pair) {
      one.find({ interests: ['again'] })
      await settle()
    }
    expect(pair.map((one) => one.count('challenge'))).toEqual([1, 1])
  })
})

describe('a clock that somebody sets', () => {
  const HOUR_MS = 3_600_000

  it.each([
    ['back', -HOUR_MS],
    ['on', HOUR_MS],
  ])('[P4] [M5] [M15] [R22] an hour %s changes no span of time', async (_way, byMs) => {
    const { advance, arrive, arriveHeld, arrivePaired, setTime } = createBusyWorld()
    const { person: held } = await arriveHeld()
    const [a, b] = await arrivePaired()
    a.say(stop)
    const [one, other, alone] = [arrive(), arrive(), arrive()]
    one.find({ interests: ['chess'] })
    other.find({ interests: ['tea'] })
    alone.meet('token')
    await settle()
    setTime(byMs)
    const report = async (person: Person) => {
      const { report: token } = person.last('matched')
      person.say({ type: 'report', token, reason: 'spam' })
      await settle()
      return person.last('reported').accepted
    }
    advance(4_999)
    expect(one.count('matched')).toBe(0)
    advance(1)
    expect(one.count('matched')).toBe(1)
    advance(14_999)
    expect(alone.count('partnerLeft')).toBe(0)
    advance(1)
    expect(alone.count('partnerLeft')).toBe(1)
    advance(19_999)
    expect(held.count('waiting')).toBe(0)
    advance(1)
    expect(held.count('waiting')).toBe(1)
    advance(19_999)
    expect(await report(a)).toBe(true)
    advance(1)
    expect(await report(b)).toBe(false)
  })

  it('[V5] [R21] [V15] says when something ends as it stands now, and reads lists by it', async () => {
    const seen: number[] = []
    const see = <T>(value: T) => {
      return (_: string, at: number): T => {
        seen.push(at)
        return value
      }
    }
    const { arrivePaired, hub, setTime } = createWorld({
      iceServers: see([]),
      enforcer: { blockOf: see(null), isThrottled: see(false) },
    })
    setTime(HOUR_MS)
    const [a, b] = await arrivePaired()
    a.say({ type: 'report', token: a.last('matched').report, reason: 'spam' })
    await settle()
    hub.enforce()
    // Two searches, three lists of servers, one report and two looks at the blocklist.
    expect(seen).toEqual(Array.from({ length: 8 }, () => NOW + HOUR_MS))
    hub.refuse(b.visitor, 'full')
    expect(b.last('refused').until).toBe(NOW + HOUR_MS + 30_000)
  })
})
