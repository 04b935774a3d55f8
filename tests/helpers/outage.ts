/** Strangers who keep meeting while the radar is killed, comes back, and freezes. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Blocks } from '../../radar/operatorProtocol.ts'
import type { Counts } from '../../radar/protocol.ts'
import { exchange, findMessage, greet, handshake, newPair, type Client } from './client.ts'
import { valueOf } from './metrics.ts'
import { watch, type Watch } from './operatorWatch.ts'
import { enrol, signIn } from './radarOperator.ts'
import { createFolder, removeFolder, startRadar, startSignalingBeside } from './radarProcess.ts'
import type { SignalingProcess } from './signalingProcess.ts'
import { measureStalls, waitUntil } from './wait.ts'

/** Pairs that are being made at any time. */
const LANES = 6
const THINK_MS = 60
const PLACES = 500
const BEFORE_MS = 2_500
const EXACT_WITHIN_MS = 5_000
const SWEPT_MS = 500
/** Run before the server: it sweeps when it is told to. */
const SWEEPING = `
  import v8 from 'node:v8'
  import vm from 'node:vm'
  v8.setFlagsFromString('--expose-gc')
  const sweep = vm.runInNewContext('gc')
  process.on('SIGUSR2', () => sweep())
`
const GROWTH_MAX_BYTES = 30 * 1_048_576
/** Somebody who misbehaves while nobody is there to judge him. */
const FLOODER = '101.33.44.55'
/** Handshakes of another page: enough for a block. */
const FLOOD = 20

let visits = 0

interface Meetings {
  readonly asked: number
  /** From the second one's search to the moment when both know, in milliseconds; sorted. */
  readonly tookMs: readonly number[]
  /** What should never have come. */
  readonly wrong: readonly string[]
  /** How long this process was held up meanwhile, at the worst. */
  readonly stallMs: number
}

/** A new visitor from a place where others have come from: places are remembered for a while. */
function comeAgain(server: SignalingProcess): Promise<Client> {
  visits += 1
  const place = visits % PLACES
  return greet(server, { address: `198.19.${place >> 8}.${place & 255}` })
}

/** Two who have never met look for each other's interest, talk, and go. Returns how long it took. */
async function meetOnce(server: SignalingProcess, interest: string): Promise<number> {
  const pair = await Promise.all([comeAgain(server), comeAgain(server)])
  const [first, second] = pair
  const interests = [interest]
  first.send(findMessage({ interests }))
  await first.next('waiting')
  const since = performance.now()
  second.send(findMessage({ interests }))
  const [here, there] = await Promise.all([first.next('matched'), second.next('matched')])
  const tookMs = performance.now() - since
  if (here.pair !== there.pair) throw new Error('another partner')
  await exchange(first, second)
  const said = new Set(pair.flatMap(({ received }) => received.map(({ type }) => type)))
  for (const type of ['refused', 'challenge', 'partnerLeft'] as const)
    if (said.has(type)) throw new Error(`there came ${type}`)
  for (const one of pair) one.ws.close()
  await Promise.all(pair.map(({ closed }) => closed))
  return tookMs
}

/** Meetings in several lanes for a while. */
async function keepMeeting(server: SignalingProcess, forMs: number): Promise<Meetings> {
  const stalls = measureStalls()
  const until = performance.now() + forMs
  const tookMs: number[] = []
  const wrong: string[] = []
  let asked = 0
  async function live(lane: number): Promise<void> {
    while (performance.now() < until) {
      asked += 1
      await meetOnce(server, `lane ${lane} ${asked}`).then(
        (took) => tookMs.push(took),
        (error: unknown) => wrong.push(String(error)),
      )
      await pause(THINK_MS * Math.random() * 2)
    }
  }
  await Promise.all(Array.from({ length: LANES }, (_, lane) => live(lane)))
  return { asked, tookMs: tookMs.toSorted((a, b) => a - b), wrong, stallMs: stalls.stop() }
}

const p99 = ({ tookMs }: Meetings) => tookMs[Math.floor(tookMs.length * 0.99)] ?? Infinity

/** What the server holds once the rubbish is gone. */
async function heldBy(server: SignalingProcess): Promise<number> {
  server.kill('SIGUSR2')
  await pause(SWEPT_MS)
  const metrics = await server.metrics()
  return (
    valueOf(metrics, 'signaling_nodejs_heap_size_used_bytes') +
    valueOf(metrics, 'signaling_nodejs_external_memory_bytes')
  )
}

/** Nobody was refused or lost, and nobody waited for the radar. */
function expectUndisturbed(meetings: Meetings, before: Meetings): void {
  const { asked, tookMs, wrong, stallMs } = meetings
  expect(wrong).toEqual([])
  expect(tookMs).toHaveLength(asked)
  expect(asked).toBeGreaterThan(LANES)
  expect(p99(meetings)).toBeLessThanOrEqual(5 * p99(before) + 250 + 3 * stallMs)
}

/** The operator sees exactly these visitors on one node within 5 s of `since`. */
async function expectExact(eyes: Watch, online: number, inCalls: number, since: number) {
  const seen = () => eyes.latest('counts') as Counts | undefined
  await waitUntil(
    EXACT_WITHIN_MS - (performance.now() - since),
    () => seen()?.nodes.length === 1 && seen()?.online === online && seen()?.inCalls === inCalls,
    () => ({ online, inCalls, seen: seen() }),
  )
}

/** Kills the radar for `downMs`, later freezes it for `frozenMs`, while strangers keep meeting. */
export async function outage(downMs: number, frozenMs: number): Promise<void> {
  const folder = createFolder()
  let radar = await startRadar(folder)
  const server = await startSignalingBeside(radar, {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(SWEEPING)}`,
  })
  try {
    const ada = await enrol(radar, radar.firstToken ?? '', 'ada')
    const [leaver, partner] = await newPair(server)
    await newPair(server)
    await greet(server)
    const before = await keepMeeting(server, BEFORE_MS)
    const heldBefore = await heldBy(server)
    expectUndisturbed(before, before)

    await radar.stop()
    const down = keepMeeting(server, downMs)
    leaver.ws.close()
    await partner.next('partnerLeft')
    await greet(server)
    expectUndisturbed(await down, before)
    for (let times = 0; times < FLOOD; times += 1)
      await handshake(server, {
        address: FLOODER,
        options: { origin: 'https://elsewhere.example' },
      })
    expect((await heldBy(server)) - heldBefore).toBeLessThan(GROWTH_MAX_BYTES)

    radar = await startRadar(folder, {}, radar)
    let back = performance.now()
    let eyes = await watch(radar, await signIn(radar, ada.name, ada.recoveryCodes[0] ?? ''))
    await expectExact(eyes, 5, 2, back)
    // What he did meanwhile is judged now.
    await waitUntil(
      EXACT_WITHIN_MS,
      () => (eyes.latest('operator/blocks') as Blocks).some(({ prefix }) => prefix === FLOODER),
      () => eyes.latest('operator/feed'),
    )
    eyes.close()

    radar.kill('SIGSTOP')
    const frozen = keepMeeting(server, frozenMs)
    await greet(server)
    expectUndisturbed(await frozen, before)
    expect((await heldBy(server)) - heldBefore).toBeLessThan(GROWTH_MAX_BYTES)
    radar.kill('SIGCONT')
    back = performance.now()
    eyes = await watch(radar, await signIn(radar, ada.name, ada.recoveryCodes[1] ?? ''))
    await expectExact(eyes, 6, 2, back)
    eyes.close()
    expect(server.stderr()).toBe('')
  } finally {
    radar.kill('SIGCONT')
    await Promise.all([server.stop(), radar.stop()])
    removeFolder(folder)
  }
}
