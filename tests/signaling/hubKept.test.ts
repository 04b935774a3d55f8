/** A call that outlived a socket of one of the two, or of both: its end is told all the same. */
import type { ClientMessage, LeaveReason } from '../../signaling/protocol.ts'
import { createWorld, settle, type Person, type World } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

const HOUR_MS = 3_600_000
const tokenOf = (person: Person): string => person.last('matched').report
const reportOf = (person: Person): ClientMessage => ({
  ...CLIENT_EXAMPLES.report,
  token: tokenOf(person),
})

/** The next socket of one whose socket broke in a call, which he says. */
function comeBack(world: World, person: Person): Person {
  const again = world.arrive()
  again.say({ type: 'keep', token: tokenOf(person) })
  return again
}

/** One of two who talk has lost his socket, and kept the call over another. */
async function breakOff(options: { isNoticed?: boolean } = {}) {
  const world = createWorld()
  const [a, b] = await world.arrivePaired()
  if (options.isNoticed !== false) a.gone(false)
  const again = comeBack(world, a)
  return { world, a, b, again, pair: a.last('matched').pair }
}

const ENDS: [string, LeaveReason, (person: Person) => void][] = [
  ['goes on', 'skipped', (person) => person.find()],
  ['stops', 'left', (person) => person.say(CLIENT_EXAMPLES.stop)],
  ['closes the page', 'left', (person) => person.gone()],
  ['is blocked', 'left', ({ visitor }) => visitor.link.close('blocked')],
]

describe('the end of a call that outlived a socket', () => {
  const byHub = (end: string, world: World, person: Person, act: (person: Person) => void) =>
    end === 'is blocked' ? world.hub.evict(person.visitor, 'blocked') : act(person)

  it.each(ENDS)('[M18] is told when the stranger %s: %s', async (how, why, act) => {
    const { world, b, again, pair } = await breakOff()
    world.advance(HOUR_MS)
    expect(again.count('partnerLeft')).toBe(0)
    byHub(how, world, b, act)
    expect(again.inbox.at(-1)).toEqual({ type: 'partnerLeft', why, pair })
    // Once, and his last minute to report has begun.
    b.gone()
    expect([again.count('partnerLeft'), again.visitor.reportToken]).toEqual([1, ''])
    world.advance(60_000)
    again.gone()
    expect(world.hub.residue()).toBe(0)
  })

  it.each(ENDS)(
    '[M18] is told to the one who stayed when the other %s: %s',
    async (how, why, act) => {
      const { world, b, again, pair } = await breakOff()
      byHub(how, world, again, act)
      expect(b.last('partnerLeft')).toEqual({ type: 'partnerLeft', why, pair })
      expect(b.visitor.reportToken).toBe('')
    },
  )

  it.each(ENDS)('[M18] is told between two new sockets when one %s: %s', async (how, why, act) => {
    const { world, b, again, pair } = await breakOff()
    b.gone(false)
    const other = comeBack(world, b)
    byHub(how, world, other, act)
    expect(again.inbox.at(-1)).toEqual({ type: 'partnerLeft', why, pair })
  })

  it('[M18] [P4] is told to who is reported', async () => {
    const { b, again, pair } = await breakOff()
    b.say(reportOf(b))
    await settle()
    expect(b.last('reported').accepted).toBe(true)
    expect(again.inbox.at(-1)).toEqual({ type: 'partnerLeft', why: 'left', pair })
  })

  it('[M18] is told to who waits for this stranger, and waits no longer', async () => {
    const { world, b, again, pair } = await breakOff()
    again.meet('ofTheTwo')
    await settle()
    b.find()
    expect(again.inbox.at(-1)).toEqual({ type: 'partnerLeft', why: 'skipped', pair })
    expect(again.visitor.state.phase).toBe('idle')
    b.meet('ofTheTwo')
    await settle()
    expect(again.count('matched')).toBe(0)
    for (const person of [again, b]) person.gone()
    world.advance(60_000)
    expect(world.hub.residue()).toBe(0)
  })

  it('[M18] [C5] is told to who saw the connection break first, when the page was closed', async () => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    a.meet('ofTheTwo')
    await settle()
    b.gone()
    const { pair } = a.last('matched')
    expect(a.inbox.at(-1)).toEqual({ type: 'partnerLeft', why: 'left', pair })
    expect(a.visitor.state.phase).toBe('idle')
  })

  it.each(ENDS)('[M18] is told when he comes back to a stranger who %s', async (how, _why, act) => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    a.gone(false)
    byHub(how, world, b, act)
    world.advance(59_000)
    const again = comeBack(world, a)
    const { pair } = a.last('matched')
    // Whether he stopped or went on is known to nobody by now.
    expect(again.inbox.slice(1)).toEqual([
      { type: 'partnerLeft', why: 'left', pair },
      { type: 'kept', known: true },
    ])
    expect(again.visitor.reportToken).toBe('')
    again.say(reportOf(a))
    await settle()
    expect(again.last('reported').accepted).toBe(true)
  })

  it('[M18] [C4] is not told when a socket alone is gone, or a connection is made anew', async () => {
    const { world, b, again } = await breakOff()
    b.gone(false)
    expect(again.count('partnerLeft')).toBe(0)
    const other = comeBack(world, b)
    for (const person of [again, other]) {
      person.meet('ofTheTwo')
      await settle()
    }
    expect(other.last('matched').pair).toBe(again.last('matched').pair)
    expect([again, other].map((person) => person.count('partnerLeft'))).toEqual([0, 0])
    // It has tokens of its own by now, and the end of those before is nobody's end.
    again.say(CLIENT_EXAMPLES.stop)
    expect(other.count('partnerLeft')).toBe(1)
  })

  it('[M18] is not told to who is with somebody else by now', async () => {
    const { world, b, again } = await breakOff()
    const c = world.arrive()
    for (const person of [again, c]) {
      person.find()
      await settle()
    }
    expect(again.visitor.state.phase).toBe('paired')
    b.say(CLIENT_EXAMPLES.stop)
    expect([again, c].map((person) => person.count('partnerLeft'))).toEqual([0, 0])
  })
})

describe('a socket in whose place another keeps the call', () => {
  it('[M18] is closed, and the stranger told of the socket alone', async () => {
    const { a, b, again, pair } = await breakOff({ isNoticed: false })
    expect([a.closes, again.closes]).toEqual([['replaced'], []])
    expect(b.last('partnerLeft')).toEqual({ type: 'partnerLeft', why: 'lost', pair })
    // As it goes at last, however it does.
    a.gone()
    expect(again.count('partnerLeft')).toBe(0)
    b.find()
    expect(again.last('partnerLeft').why).toBe('skipped')
  })
})
