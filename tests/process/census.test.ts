/** What operators see of two signaling nodes while processes die, freeze and come back. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Alerts } from '../../radar/operatorProtocol.ts'
import type { Counts } from '../../radar/protocol.ts'
import { findMessage, greet, newPair, type Client } from '../helpers/client.ts'
import { watch, type Watch } from '../helpers/operatorWatch.ts'
import { enrol, signIn } from '../helpers/radarOperator.ts'
import {
  createFolder,
  removeFolder,
  startRadar,
  startSignalingBeside,
  type RadarProcess,
} from '../helpers/radarProcess.ts'
import type { SignalingProcess } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'

/** The rule. */
const EXACT_WITHIN_MS = 5_000

type Enrolled = Awaited<ReturnType<typeof enrol>>
type Sums = Pick<Counts, 'online' | 'waiting' | 'inCalls'>

let folder: string
let radar: RadarProcess
let ada: Enrolled
let eyes: Watch
const nodes: SignalingProcess[] = []

beforeAll(async () => {
  folder = createFolder()
  radar = await startRadar(folder)
})
afterAll(async () => {
  for (const node of nodes) {
    node.kill('SIGCONT')
    await node.stop()
  }
  eyes.close()
  await radar.stop()
  removeFolder(folder)
})

async function newNode(): Promise<SignalingProcess> {
  const node = await startSignalingBeside(radar)
  nodes.push(node)
  return node
}

/** So many visitors of each kind, on this node. */
async function fill(
  node: SignalingProcess,
  crowd: { idle: number; waiting: 0 | 1 | 2; pairs: number },
): Promise<Client[]> {
  const pairs = await Promise.all(Array.from({ length: crowd.pairs }, () => newPair(node)))
  const idle = await Promise.all(Array.from({ length: crowd.idle }, () => greet(node)))
  const waiting: Client[] = []
  // One for each mode: after a while two in the same mode would be introduced.
  for (const mode of (['text', 'video'] as const).slice(0, crowd.waiting)) {
    const one = await greet(node)
    one.send(findMessage({ mode }))
    await one.next('waiting')
    waiting.push(one)
  }
  return [...pairs.flat(), ...idle, ...waiting]
}

const sumsOf = ({ online, waiting, inCalls }: Counts): Sums => ({ online, waiting, inCalls })
const latest = () => eyes.latest('counts') as Counts | undefined

const isExact = (counts: Counts | undefined, sums: Sums, howMany: number) =>
  counts?.nodes.length === howMany && JSON.stringify(sumsOf(counts)) === JSON.stringify(sums)

/**
 * Waits until the operator sees exactly this, from so many nodes.
 *
 * @param since when that became true
 */
async function expectExact(sums: Sums, howMany: number, since = performance.now()): Promise<void> {
  await waitUntil(
    EXACT_WITHIN_MS - (performance.now() - since),
    () => isExact(latest(), sums, howMany),
    () => ({ sums, seen: latest() }),
  )
}

/** The same, and it stays so. */
async function expectExactFromNowOn(sums: Sums, howMany: number): Promise<void> {
  await expectExact(sums, howMany)
  const position = eyes.heard.length
  await waitUntil(EXACT_WITHIN_MS, () => eyes.countsSince(position).length >= 2)
  expect(eyes.countsSince(position).filter((seen) => !isExact(seen, sums, howMany))).toEqual([])
}

const SECOND = { online: 5 + 1 + 2, waiting: 1, inCalls: 2 }
const BOTH = { online: 17, waiting: 3, inCalls: 6 }

test('[R13] an operator sees the true sums, through the death, return and silence of nodes', async () => {
  ada = await enrol(radar, radar.firstToken ?? '', 'ada')
  eyes = await watch(radar, ada)
  const first = await newNode()
  const second = await newNode()
  await fill(first, { idle: 3, waiting: 2, pairs: 2 })
  await fill(second, { idle: 5, waiting: 1, pairs: 1 })
  await expectExact(BOTH, 2)

  // Killed: exactly its share goes, and nothing in between is ever shown.
  const position = eyes.heard.length
  first.kill('SIGKILL')
  await expectExactFromNowOn(SECOND, 1)
  const seen = eyes.countsSince(position).map((counts) => JSON.stringify(sumsOf(counts)))
  const known = new Set([BOTH, SECOND].map((sums) => JSON.stringify(sums)))
  expect(seen.filter((sums) => !known.has(sums))).toEqual([])
  expect((eyes.latest('alert') as Alerts).map(({ kind }) => kind)).toContain('nodeLost')

  // Restarted, with others in it: counted anew, from nothing.
  const third = await newNode()
  await fill(third, { idle: 1, waiting: 0, pairs: 0 })
  await expectExact({ ...SECOND, online: 9 }, 2)

  // Frozen with its socket open: gone when its last word ends, and back as it is.
  second.kill('SIGSTOP')
  await expectExact({ online: 1, waiting: 0, inCalls: 0 }, 1)
  second.kill('SIGCONT')
  await expectExact({ ...SECOND, online: 9 }, 2)
}, 60_000)

test('[R13] is exact within 5 s of the return of a radar that was killed', async () => {
  const [, second, third] = nodes
  if (second === undefined || third === undefined) throw new Error('no nodes')
  radar.kill('SIGKILL')
  await eyes.closed
  await radar.exited
  // Meanwhile the world moves on, for so long that the nodes ask ever more rarely.
  await fill(third, { idle: 2, waiting: 1, pairs: 1 })
  await pause(2_000)
  radar = await startRadar(folder, {}, radar)
  const back = performance.now()
  // Sessions end with the process, so the operator has to come in again.
  eyes = await watch(radar, await signIn(radar, ada.name, ada.recoveryCodes[0] ?? ''))
  await expectExact({ online: SECOND.online + 6, waiting: 2, inCalls: 4 }, 2, back)
}, 60_000)
