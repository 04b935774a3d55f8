/** A network that searches too much: a real radar slows it down, and nobody else. */
import type { Feed } from '../../radar/operatorProtocol.ts'
import {
  connect,
  findMessage,
  greet,
  HELLO,
  newAddress,
  type Client,
  type Received,
  type Reply,
} from '../helpers/client.ts'
import { watch, type Watch } from '../helpers/operatorWatch.ts'
import { enrol } from '../helpers/radarOperator.ts'
import {
  createFolder,
  removeFolder,
  startRadar,
  startSignalingBeside,
  writeThresholds,
  type RadarProcess,
} from '../helpers/radarProcess.ts'
import type { SignalingProcess } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'
import { solve } from '../signaling/solver.ts'

const BUSY = '101.55.66.77'
/** The other end of the same /24 is another customer. */
const BESIDE = '101.55.66.78'
/** So few searches are normal here, that a test can make more. */
const FEW = {
  evidence: { buckets: { finds: { capacity: 3, leakMs: 600_000 } } },
  signals: { finds: { points: 60 } },
}
const PATIENCE_MS = 10_000
/** Less than the 20 s of those who do not solve it, and long enough for a busy machine. */
const SOLVED_MS = 15_000

let folder: string
let radar: RadarProcess
let server: SignalingProcess
let eyes: Watch

beforeAll(async () => {
  folder = createFolder()
  radar = await startRadar(folder, writeThresholds(folder, FEW))
  server = await startSignalingBeside(radar)
  const ada = await enrol(radar, radar.firstToken ?? '', 'ada')
  eyes = await watch(radar, ada, ['operator/feed', 'counts'])
})
afterAll(async () => {
  eyes.close()
  await Promise.all([server.stop(), radar.stop()])
  removeFolder(folder)
})

const feed = () => (eyes.latest('operator/feed') as Feed | undefined) ?? []
const isSlowed = () => feed().some(({ verdict }) => verdict === 'throttled')
/** Nobody else looks for this. */
const search = (client: Client, interests: string[]) => client.send(findMessage({ interests }))

/** For what nobody else wants, and something else each time: asking for the same goes on with a search. */
let times = 0
const alone = () => [`alone ${(times += 1)}`]

/** What becomes of a search, before anything else is asked: it waits, or is asked to work. */
async function answerTo(client: Client, interests: string[]): Promise<Received> {
  const before = client.received.length
  const answer = () =>
    client.received.slice(before).find(({ type }) => type === 'waiting' || type === 'challenge')
  search(client, interests)
  await waitUntil(PATIENCE_MS, () => answer() !== undefined)
  return answer() as Received
}

async function challengeOf(client: Client, interests: string[]): Promise<Reply<'challenge'>> {
  const answer = await answerTo(client, interests)
  if (answer.type !== 'challenge') throw new Error('it was not slowed down')
  return answer
}

test('[R22] it waits, works a little and meets somebody, and its neighbours wait for nothing', async () => {
  const busy = await greet(server, { address: BUSY })
  for (let searches = 0; searches < 6; searches += 1) await answerTo(busy, alone())
  await waitUntil(PATIENCE_MS, isSlowed)
  // The list goes out once a second, and a search that comes before it is free.
  let searchAt = 0
  await waitUntil(PATIENCE_MS, async () => {
    if (Date.now() < searchAt) return false
    searchAt = Date.now() + 200
    return (await answerTo(busy, alone())).type === 'challenge'
  })
  expect(busy.ws.readyState).toBe(busy.ws.OPEN)

  const pair = [await greet(server, { address: BESIDE }), await greet(server)] as const
  for (const one of pair) search(one, ['us'])
  await Promise.all(pair.map((one) => one.next('matched')))
  expect(pair.flatMap((one) => one.received).map(({ type }) => type)).not.toContain('challenge')

  // The dice say how long: a short wait is as good a test as a long one.
  let challenge = await challengeOf(busy, ['with me'])
  for (let tries = 0; tries < 30 && challenge.waitMs > 3_500; tries += 1)
    challenge = await challengeOf(busy, ['with me'])
  const since = performance.now()
  const partner = await greet(server)
  search(partner, ['with me'])
  await partner.next('waiting')
  const before = busy.received.length
  busy.send({ type: 'proof', solution: await solve(challenge.puzzle) })
  await busy.next('matched', SOLVED_MS)
  await partner.next('matched')
  // It began a moment before the message came.
  expect(performance.now() - since).toBeGreaterThan(challenge.waitMs - 1_000)
  expect(busy.received.slice(before).map(({ type }) => type)).toEqual(['matched'])
  expect(challenge.waitMs).toBeGreaterThanOrEqual(2_000)

  // Another page on the same network is asked too; on another network nobody is.
  const again = await greet(server, { address: `::ffff:${BUSY}` })
  search(again, ['alone'])
  await again.next('challenge')
  const elsewhere = await greet(server, { address: newAddress() })
  search(elsewhere, ['alone'])
  await elsewhere.next('waiting')

  // What a held search leaves behind when its page is closed is nothing.
  again.ws.close()
  await again.closed
  expect(feed().some(({ verdict }) => verdict.startsWith('blocked'))).toBe(false)
  const counts = () => eyes.latest('counts') as { throttledPerMinute: number }
  await waitUntil(PATIENCE_MS, () => counts().throttledPerMinute > 0)
})

test('[R22] nobody is locked out for sending rubbish instead of a proof', async () => {
  const clumsy = await connect(server, { address: BUSY })
  clumsy.send(HELLO)
  await clumsy.next('welcome')
  search(clumsy, ['alone'])
  await clumsy.next('challenge')
  const wrong = { counter: 0, derivedKey: '0'.repeat(64) }
  for (const solution of [wrong, null, wrong]) clumsy.send({ type: 'proof', solution })
  clumsy.send({ type: 'ping' })
  await clumsy.next('pong')
  clumsy.send({ type: 'stop' })
  search(clumsy, ['alone'])
  await clumsy.next('challenge')
  expect(clumsy.received.some(({ type }) => type === 'refused')).toBe(false)
  clumsy.sendRaw(JSON.stringify({ type: 'proof', solution: { counter: -1, derivedKey: 'x' } }))
  // That is no message at all, here as everywhere.
  expect((await clumsy.closed).code).toBe(4400)
  expect(await server.isHealthy()).toBe(true)
})
