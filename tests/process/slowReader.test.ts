/** Somebody who does not read what he is sent. */
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { FRAME_BYTES_MAX } from '../../signaling/protocol.ts'
import { exchange, findMessage, greet, newPair, type Client } from '../helpers/client.ts'
import { BEHIND_PROXY, startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'

/** The system takes about 4 MB for a socket before the server has to keep anything itself. */
const PARTNERS_MAX = 12
/** Less than a burst, so that a partner is cut for nothing of his own. */
const FRAMES = 55
const RSS_GROWTH_MAX = 20 * 1_048_576

let server: SignalingProcess
beforeAll(async () => {
  server = await startSignaling(BEHIND_PROXY)
})
afterAll(() => server.stop())

/** Everything sent before is handled when the second answer is here, and so is its effect. */
async function settle(client: Client): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    client.send({ type: 'ping' })
    await client.next('pong')
  }
}

test('[V8] who stops reading is cut, his partner is told, and nobody waits for him', async () => {
  const slow = await greet(server)
  const honest = await newPair(server)
  slow.ws.pause()
  const before = server.rss()
  let told: string | null = null
  for (let count = 0; count < PARTNERS_MAX && told === null; count += 1) {
    const interests = [randomBytes(8).toString('hex')]
    const partner = await greet(server)
    slow.send(findMessage({ interests }))
    partner.send(findMessage({ interests }))
    await partner.next('matched')
    for (let sent = 0; sent < FRAMES; sent += 1) partner.sendRaw(randomBytes(FRAME_BYTES_MAX))
    await settle(partner)
    await exchange(...honest)
    const left = partner.received.find((message) => message.type === 'partnerLeft')
    if (left?.type === 'partnerLeft') told = left.why
    expect(partner.ws.readyState).toBe(partner.ws.OPEN)
    partner.ws.close()
    await partner.closed
  }
  expect(told).toBe('lost')
  expect(server.rss() - before).toBeLessThan(RSS_GROWTH_MAX)
  slow.ws.resume()
  expect((await slow.closed).code).toBe(1006)
  await exchange(...honest)
}, 30_000)

test('[V8] a burst that comes all at once is not held against who reads it', async () => {
  const [one, other] = await newPair(server)
  const sent = Array.from({ length: FRAMES }, () => randomBytes(FRAME_BYTES_MAX))
  server.kill('SIGSTOP')
  for (const frame of sent) one.sendRaw(frame)
  await pause(200)
  server.kill('SIGCONT')
  for (const frame of sent) expect((await other.nextFrame()).equals(frame)).toBe(true)
  await exchange(one, other)
})
