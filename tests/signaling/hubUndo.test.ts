/** Next undone: a search that turns into a meeting, as an honest page asks for it. */
import { createWorld, settle, type Person } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

/** What a page says when Undo is pressed. */
function undo(person: Person): void {
  person.say(CLIENT_EXAMPLES.stop)
  person.meet('undo')
}

const whys = (...people: Person[]) => people.map((person) => person.last('partnerLeft').why)

it('[M17] Next, undone by both, brings the same two together, and the search is gone', async () => {
  const world = createWorld()
  const [a, b] = await world.arrivePaired()
  a.find()
  await settle()
  expect(whys(b)).toEqual(['skipped'])
  undo(a)
  undo(b)
  await settle()
  expect(a.last('matched').pair).toBe(b.last('matched').pair)
  const c = world.arrive()
  c.find()
  await settle()
  expect(c.count('matched')).toBe(0)
  expect([a, b, c].flatMap(({ closes }) => closes)).toEqual([])
})

it('[M17] an Undo that crosses the next match tells that stranger at once', async () => {
  const world = createWorld()
  const [a, b] = await world.arrivePaired()
  a.find()
  await settle()
  const c = world.arrive()
  c.find()
  await settle()
  expect(a.last('matched').pair).toBe(c.last('matched').pair)
  undo(a)
  expect(whys(c)).toEqual(['left'])
  undo(b)
  await settle()
  expect(a.last('matched').pair).toBe(b.last('matched').pair)
  c.find()
  await settle()
  expect(c.closes).toEqual([])
})

it.each(['before', 'after'])(
  '[M8] [M17] one who was reported is not met by Undo: it was pressed %s the report',
  async (when) => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    const token = b.last('matched').report
    a.find()
    await settle()
    if (when === 'before') undo(a)
    b.say({ type: 'report', token, reason: 'harassment' })
    await settle()
    if (when === 'after') undo(a)
    // Whatever the page of the one who reported says.
    undo(b)
    await settle()
    expect([a.count('matched'), b.count('matched')]).toEqual([1, 1])
    expect(whys(a, b)).toEqual(['missed', 'missed'])
    for (const person of [a, b]) person.gone()
    world.advance(61_000)
    expect(world.hub.residue()).toBe(0)
  },
)

it('[M17] Undo that nobody answers ends with the next search', async () => {
  const world = createWorld()
  const [a] = await world.arrivePaired()
  a.find()
  await settle()
  undo(a)
  await settle()
  world.advance(5_000)
  a.say(CLIENT_EXAMPLES.stop)
  a.find()
  const c = world.arrive()
  c.find()
  await settle()
  expect(a.last('matched').pair).toBe(c.last('matched').pair)
})
