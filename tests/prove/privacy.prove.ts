/**
 * The promise that nothing is kept, by search: hundreds of marked visits to the whole system as it is
 * deployed, and then a look at its whole disk, at all it said, and at what its memory still holds.
 */
import { needRoot } from '../helpers/asRoot.ts'
import type { Operator } from '../helpers/radarOperator.ts'
import { waitUntil } from '../helpers/wait.ts'
import type { ProgramName } from '../network/publicHost.ts'
import { plant, PLANTED, plantOnDisk, type Planted } from './controls.ts'
import { VIEW, type Held } from './heap.ts'
import { IN_MEMORY } from './image.ts'
import { leaks, unguard } from './leaks.ts'
import { KERNEL, openMachine, PROGRAMS, WIRE, type Machine } from './machine.ts'
import { createMarks, formsOf, needlesOf, type Marks } from './marks.ts'
import { createSearch, hayOf, needZstd, type Finding, type Search } from './search.ts'
import { findingsAt, formsFound, tell, tellHeld } from './verdict.ts'
import { openVisits, unblock, type Visits } from './visits.ts'

needRoot('npm run prove:privacy')
needZstd()

const VISITS = 300
const PAIRS = 80
const FAILURES = 170
/** Pairs and failures before each program is killed, in the middle of a visit. */
const BEFORE_KILL = { pairs: 3, failures: 12 } as const
const KILLED: readonly (readonly [ProgramName, 'SIGKILL' | 'SIGABRT'])[] = [
  // First, because nobody stays signed in over its end.
  ['radar', 'SIGKILL'],
  ['signaling', 'SIGKILL'],
  ['signaling', 'SIGABRT'],
  ['firewall', 'SIGKILL'],
  ['nginx', 'SIGKILL'],
  ['turn', 'SIGKILL'],
]
const LEAKY = { pairs: 4, failures: 30 } as const
/** The last partner can be reported for a minute. */
const FORGOTTEN_MS = 120_000
const PROOF_MS = 1_200_000
const AFTERWARDS = 'topics after the block'

const searchFor = (...marks: readonly Marks[]): Search =>
  createSearch(marks.flatMap(({ all }) => all.flatMap(needlesOf)))

async function foundIn(
  places: ReadonlyMap<string, Buffer>,
  search: Search,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const all = new Map<string, readonly Finding[]>()
  for (const [place, bytes] of places) all.set(place, await search.look(hayOf(bytes)))
  return all
}

async function untilForgotten(machine: Machine): Promise<void> {
  await waitUntil(FORGOTTEN_MS, () => machine.measure('signaling_residue') === 0)
}

/** Everything goes wrong that can: programs are killed, and what they wrote is put away. */
async function suffer(machine: Machine, visits: Visits): Promise<Operator> {
  let operator: Operator | null = null
  for (const [name, signal] of KILLED) {
    machine.rotate()
    await visits.meet(BEFORE_KILL.pairs)
    const pair = await visits.stay()
    machine.scrape()
    await machine.restart(name, signal, () => visits.fail(BEFORE_KILL.failures))
    await pair.leave()
    await visits.served()
    operator ??= await machine.laboratory.operator()
  }
  if (operator === null) throw new Error('nothing was killed')
  return operator
}

describe('nothing is kept', () => {
  let machine: Machine
  const marks = createMarks()
  let planted: Planted
  let blocked: ReadonlyMap<string, readonly Finding[]>
  let held: Readonly<Record<'signaling' | 'radar', readonly Held[]>>
  let said: ReadonlyMap<string, readonly Finding[]>
  let files: ReadonlyMap<string, readonly Finding[]>
  let raw: readonly Finding[]

  beforeAll(async () => {
    machine = await openMachine()
    const visits = await openVisits(machine.laboratory, marks)
    const operator = await suffer(machine, visits)
    await visits.meet(PAIRS)
    await visits.accuse()
    await visits.browse()
    await visits.fail(FAILURES)

    const flooder = await visits.flood()
    machine.scrape()
    await machine.listen(operator, 'topics during the block')
    blocked = await machine.disk.files(searchFor(marks))
    await visits.appeal(operator)
    await unblock(machine.laboratory, operator, flooder)
    await untilForgotten(machine)
    expect(visits.count()).toBeGreaterThanOrEqual(VISITS)

    const all = searchFor(marks)
    held = {
      signaling: await machine.held('signaling', all),
      radar: await machine.held('radar', all),
    }
    await machine.listen(operator, AFTERWARDS)
    machine.scrape()
    planted = await plant(machine, operator)
    await machine.stop()
    plantOnDisk(machine.disk, planted)
    const search = searchFor(marks, planted.marks)
    said = await foundIn(machine.said(), search)
    files = await machine.disk.files(search)
    machine.disk.settle()
    const since = performance.now()
    raw = await machine.disk.raw(search)
    const { all: bytes, written } = machine.disk.bytes()
    process.stdout.write(
      `${visits.count()} visits, ${marks.all.length} marks in ${search.needles} forms; ` +
        `searched ${machine.disk.kind} of ${bytes} bytes, ${written} of them written, ` +
        `in ${Math.round(performance.now() - since)} ms\n`,
    )
  }, PROOF_MS)
  afterAll(() => machine.close())

  test('[P3][P4][P5] on the disk, deleted or not', () => {
    expect(tell(raw)).toEqual([])
    expect(
      [...files].flatMap(([path, findings]) => tell(findings).map((text) => `${path}: ${text}`)),
    ).toEqual([])
  })

  test('[P5][P6] of one who is blocked, but in the list that nginx reads from memory while it lasts', () => {
    const where = machine.disk.kind === 'image' ? IN_MEMORY : ''
    const list = `${where}host/run/deny.conf`
    expect([...blocked.keys()]).toEqual([list])
    expect(tell(findingsAt(blocked, list)).length).toBeGreaterThan(0)
    expect(tell(findingsAt(blocked, list), ['blocked'])).toEqual([])
  })

  test('[P3][P4][P5] in any output or metric, nor said from process to process of who did nothing', () => {
    for (const [place, findings] of said) {
      const mayName = /topics during|wire/.test(place) ? (['blocked', 'accused'] as const) : []
      expect([place, tell(findings, mayName)]).toEqual([place, []])
    }
    expect([...said.keys()].toSorted()).toEqual(
      [
        ...PROGRAMS.map((name) => `output of ${name}`),
        'metrics of radar',
        'metrics of signaling',
        KERNEL,
        WIRE,
        PLANTED,
        'topics during the block',
        AFTERWARDS,
      ].toSorted(),
    )
  })

  test('[P4][P5] in what the memory of signaling leads to when all have gone', () => {
    expect(tellHeld(held.signaling)).toEqual([])
  })

  test('[P5][P6] in that of the radar, but who abused or is said to be under 18', () => {
    expect(tellHeld(held.radar, ['blocked', 'accused'])).toEqual([])
  })

  test('[P5] and what was planted is found: in every form, deleted, packed, said, kept by the broker', () => {
    for (const mark of planted.plain)
      expect([mark.kind, formsFound(raw, mark)]).toEqual([mark.kind, formsOf(mark)])
    expect([...planted.packed.keys()]).toEqual(['gzip', 'zstd'])
    for (const [packer, mark] of planted.packed)
      expect(raw).toContainEqual(
        expect.objectContaining({ mark, inside: expect.stringContaining(`${packer} at`) }),
      )
    for (const [place, mark] of planted.places)
      expect([place, formsFound(findingsAt(said, place), mark).size]).not.toEqual([place, 0])
  })
})

/** A small one, of a machine that lets go of nothing: each of the searches has to say so. */
describe('what is kept is found', () => {
  const marks = createMarks()
  let machine: Machine
  const found = new Map<string, readonly Finding[]>()

  beforeAll(async () => {
    machine = await openMachine({ edit: unguard, leaks: true, allOnDisk: true })
    const operator = await machine.laboratory.operator()
    const visits = await openVisits(machine.laboratory, marks)
    await visits.meet(LEAKY.pairs)
    await machine.restart('signaling', 'SIGABRT', () => visits.fail(BEFORE_KILL.failures))
    await visits.served()
    await visits.meet(LEAKY.pairs)
    await visits.fail(LEAKY.failures)
    const flooder = await visits.flood()
    const keepFiles = async () => {
      for (const [place, findings] of await machine.disk.files(searchFor(marks)))
        found.set(place, findings)
    }
    // nginx's list names nobody any more once the block is over.
    await keepFiles()
    await unblock(machine.laboratory, operator, flooder)
    await machine.listen(operator, AFTERWARDS)
    machine.scrape()
    const search = searchFor(marks)
    for (const name of ['signaling', 'radar'] as const) {
      const held = await machine.held(name, search)
      const isView = ({ path }: Held) => path === VIEW
      found.set(
        `memory of ${name}`,
        held.filter((one) => !isView(one) && one.path !== null).map(({ finding }) => finding),
      )
      found.set(
        `memory of ${name}, bytes`,
        held.filter(isView).map(({ finding }) => finding),
      )
    }
    await machine.stop()
    for (const [place, findings] of await foundIn(machine.said(), search))
      found.set(place, findings)
    await keepFiles()
  }, PROOF_MS)
  afterAll(() => machine.close())

  test('[P4][P5] in each of the places where one of the defaults, or a defect, keeps it', () => {
    const rows = leaks(machine.disk.kind)
    expect(rows.length).toBeGreaterThan(5)
    for (const { name, place, kinds, mayBe } of rows) {
      const findings = findingsAt(found, place)
      const kindsFound = new Set(findings.map(({ mark: { kind } }) => kind))
      expect({
        name,
        found: tell(findings, mayBe).length > 0,
        missing: kinds.filter((kind) => !kindsFound.has(kind)),
      }).toEqual({ name, found: true, missing: [] })
    }
  })
})
