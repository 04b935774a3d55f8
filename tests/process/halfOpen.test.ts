/** Somebody whose network went away without a word: to the millisecond in `socket.test.ts`. */
import { join } from 'node:path'
import { exchange, findMessage, greet, newPair, type Client } from '../helpers/client.ts'
import { BEHIND_PROXY, startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'

/** By the clock of this server, which goes five times as fast: 35 s. */
const UNANSWERED_MAX_MS = 7_000
const HASTY = { NODE_OPTIONS: `--require=${join(__dirname, '../helpers/hastyClock.cjs')}` }
/** A busy machine may be this much later. */
const LATE_MS = 3_000
const DEAF = { options: { autoPong: false } }

let server: SignalingProcess
beforeAll(async () => {
  server = await startSignaling({ ...BEHIND_PROXY, ...HASTY })
})
afterAll(() => server.stop())

async function introduceDeaf(): Promise<[deaf: Client, partner: Client]> {
  const [deaf, partner] = await Promise.all([greet(server, DEAF), greet(server)])
  const interests = [`deaf ${Math.random()}`]
  deaf.send(findMessage({ interests }))
  await deaf.next('waiting')
  partner.send(findMessage({ interests }))
  await partner.next('matched')
  return [deaf, partner]
}

test('[V7] who answers no ping is gone and the partner is told; who answers stays', async () => {
  const since = performance.now()
  const [deaf, partner] = await introduceDeaf()
  const [quiet, other] = await newPair(server)
  const waiting = await greet(server, DEAF)
  waiting.send(findMessage({ mode: 'video' }))
  const idle = await greet(server, DEAF)

  const within = UNANSWERED_MAX_MS + LATE_MS
  expect(await partner.next('partnerLeft', within)).toMatchObject({ why: 'lost' })
  const ends = await Promise.all([deaf, waiting, idle].map(({ closed }) => closed))
  for (const { code, at } of ends) {
    expect(code).toBe(1006)
    expect(at - since).toBeLessThan(within)
  }
  // These two have been silent just as long, but their browsers answered the pings.
  await exchange(quiet, other)
  expect(partner.ws.readyState).toBe(partner.ws.OPEN)
}, 20_000)
