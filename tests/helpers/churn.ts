/** Five hundred visitors who come, search, part, report, recover and vanish, judged from their histories. */
import { setTimeout as pause } from 'node:timers/promises'
import { join, seeded, type Member } from './crowd.ts'
import { judge } from './histories.ts'
import { valueOf, visitorsIn } from './metrics.ts'
import { exchange, greet, newPair } from './client.ts'
import type { SignalingProcess } from './signalingProcess.ts'

const CROWD = 500
/** Between two acts of one visitor, on average. */
const THINK_MS = 1_200
const PROBE_MS = 250
/** The rules say 1 s. */
const TOLD_MS = 2_000

/** Lets a crowd live for a while on a server behind a proxy, and judges what everybody saw. */
export async function churn(server: SignalingProcess, runMs: number): Promise<void> {
  const seed = Date.now() % 1_000_000
  const random = seeded(seed)
  const members: Member[] = []
  const until = performance.now() + runMs

  /** One place in the crowd: whoever goes is followed by somebody new. */
  async function live(): Promise<void> {
    // Not all in one moment: that would measure handshakes, and excuse slow answers afterwards.
    await pause(random() * 2_000)
    while (performance.now() < until) {
      const member = await join(server, random)
      members.push(member)
      do await pause(random() * 2 * THINK_MS)
      while (performance.now() < until && member.act())
    }
  }
  /** How slow this machine is today: the slowest answer to a ping, over and over. */
  async function measure(): Promise<number> {
    const probe = await greet(server)
    let slowest = 0
    while (performance.now() < until) {
      const since = performance.now()
      probe.send({ type: 'ping' })
      await probe.next('pong', runMs)
      slowest = Math.max(slowest, performance.now() - since)
      await pause(PROBE_MS)
    }
    probe.ws.close()
    return slowest
  }
  const [slowest] = await Promise.all([measure(), ...Array.from({ length: CROWD }, live)])
  const late = TOLD_MS + 3 * slowest

  // Nobody acts any more: what is owed to anybody arrives, and then all go.
  await pause(late)
  await Promise.all(members.map((member) => member.finish()))
  let metrics = await server.metrics()
  for (let attempt = 0; attempt < 40 && visitorsIn(metrics) > 0; attempt += 1) {
    await pause(100)
    metrics = await server.metrics()
  }
  expect(visitorsIn(metrics)).toBe(0)

  const { violations, pairs, unseen } = judge(
    members.map(({ history }) => history),
    { toldMs: late, waitMs: late, until },
  )
  expect({ seed, violations }).toEqual({ seed, violations: [] })
  expect(pairs).toBeGreaterThan(1_000)
  expect(members.length).toBeGreaterThan(CROWD * 1.5)
  const introduced = valueOf(metrics, 'signaling_introductions_total')
  expect(introduced).toBeGreaterThanOrEqual(pairs)
  expect(introduced).toBeLessThanOrEqual(pairs + Math.floor(unseen / 2))
  expect(server.stderr()).toBe('')
  const last = await newPair(server)
  await exchange(...last)
  for (const client of last) client.ws.close()
}
