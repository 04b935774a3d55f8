/** The end of the process: everybody is told, nobody new is paired, and it does end. */
import {
  connect,
  exchange,
  findMessage,
  greet,
  handshake,
  newAddress,
  newPair,
} from '../helpers/client.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { BEHIND_PROXY, startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'

const DRAIN_MAX_MS = 15_000

let server: SignalingProcess
beforeEach(async () => {
  server = await startSignaling(BEHIND_PROXY)
})
afterEach(() => server.stop())

const health = async () => fetch(`http://127.0.0.1:${server.port}/healthz`)

test('[V10] tells everybody, lets a fresh introduction finish, pairs nobody, and ends with 0', async () => {
  const waiting = await greet(server)
  waiting.send(findMessage({ interests: ['patience'] }))
  await waiting.next('waiting')
  const idle = await greet(server)
  const mute = await connect(server, { address: newAddress() })
  const [one, other] = await newPair(server)

  const since = performance.now()
  server.kill('SIGTERM')
  const told = { code: 4503, reason: 'updating' }
  expect(await Promise.all([waiting, idle, mute].map(({ closed }) => closed))).toMatchObject([
    told,
    told,
    told,
  ])
  expect(performance.now() - since).toBeLessThan(3_000)

  const unhealthy = await health()
  expect([unhealthy.status, await unhealthy.text()]).toEqual([503, 'updating\n'])
  expect(await handshake(server, { address: newAddress() })).toMatchObject({
    status: 503,
    retryAfter: '5',
  })
  await exchange(one, other)
  other.send(findMessage())
  expect(await one.next('partnerLeft')).toMatchObject({ why: 'skipped' })
  expect(await Promise.all([one.closed, other.closed])).toMatchObject([told, told])

  expect(await server.exited).toEqual({ code: 0, signal: null })
  expect(performance.now() - since).toBeLessThan(DRAIN_MAX_MS)
  expect(server.stderr()).toBe('')
}, 25_000)

test('[V10] does not wait for introductions that stay', async () => {
  const [one, other] = await newPair(server)
  const since = performance.now()
  server.kill('SIGTERM')
  expect(await Promise.all([one.closed, other.closed])).toMatchObject([
    { code: 4503 },
    { code: 4503 },
  ])
  expect(await server.exited).toEqual({ code: 0, signal: null })
  expect(performance.now() - since).toBeLessThan(DRAIN_MAX_MS)
}, 25_000)

test('[V10] ends at once on a second signal, but not on the same one twice', async () => {
  await newPair(server)
  server.kill('SIGINT')
  server.kill('SIGINT')
  await pause(1_500)
  expect((await health()).status).toBe(503)
  const since = performance.now()
  server.kill('SIGINT')
  expect(await server.exited).toEqual({ code: 0, signal: null })
  expect(performance.now() - since).toBeLessThan(2_000)
}, 15_000)
