/** What the server costs beside the bare relay: CPU for an introduction, memory, time to match. */
import { setTimeout as pause } from 'node:timers/promises'
import { startFloor, startLoad, startOurs } from './processes.js'

const VISITORS = 1_600
/** Searches of one visitor: with the frames between them less than one burst of the frame limit. */
const QUOTA = 12
const INTRODUCTIONS = Math.floor(((VISITORS * QUOTA) / 2) * 0.9)
const REPETITIONS = 5
const IDLE = 10_000
const RATE = 100
const LATENCY_SECONDS = 4

/** Relayed frames: as our page sends them; offer, answer and 10 candidates each way; and fifty. */
const COMPACT = 2
const TRICKLE = 22
const FIFTY = 50

export const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Microseconds of the server's CPU for one introduction. */
export async function costOfNext(server, load, frames) {
  await load.ask({ type: 'gather', port: server.port, count: VISITORS })
  const before = server.cpuMs()
  await load.ask({
    type: 'next',
    port: server.port,
    frames,
    quota: QUOTA,
    total: INTRODUCTIONS,
  })
  const cost = ((server.cpuMs() - before) * 1000) / INTRODUCTIONS
  await load.ask({ type: 'leave' })
  await pause(200)
  return cost
}

/**
 * Every job has a server of its own, so that each has done as much before as the others; and they
 * take turns at going first, so that what else the machine does hits all alike.
 */
async function benchNext() {
  const load = startLoad()
  const jobs = [
    { key: 'ours', frames: COMPACT, server: await startOurs(), costs: [] },
    { key: 'floor', frames: COMPACT, server: await startFloor(), costs: [] },
    { key: 'floor22', frames: TRICKLE, server: await startFloor(), costs: [] },
    { key: 'floor50', frames: FIFTY, server: await startFloor(), costs: [] },
  ]
  // The first round warms all up, and is not counted.
  for (let round = 0; round <= REPETITIONS; round += 1)
    for (let turn = 0; turn < jobs.length; turn += 1) {
      const { server, frames, costs } = jobs[(turn + round) % jobs.length]
      const cost = await costOfNext(server, load, frames)
      if (round > 0) costs.push(cost)
    }
  await Promise.all([load, ...jobs.map(({ server }) => server)].map((one) => one.stop()))
  return Object.fromEntries(jobs.map(({ key, costs }) => [key, costs]))
}

/** Bytes of resident memory for one visitor who has greeted and waits for nothing. */
async function costOfIdling(server) {
  const loads = [startLoad(), startLoad()]
  const settle = async () => {
    server.collect()
    await pause(1_500)
    return server.rss()
  }
  // A few come and go first, so that what is loaded once is not counted as theirs.
  await loads[0].ask({ type: 'gather', port: server.port, count: 200 })
  await loads[0].ask({ type: 'leave' })
  const before = await settle()
  const count = IDLE / loads.length
  await Promise.all(loads.map((load) => load.ask({ type: 'gather', port: server.port, count })))
  const bytes = ((await settle()) - before) / IDLE
  await Promise.all(loads.map((load) => load.stop()))
  return bytes
}

/** Each round in fresh processes: what one has grown to it does not give back. */
async function benchMemory() {
  const memory = { floor: [], ours: [] }
  for (let round = 0; round < REPETITIONS; round += 1)
    for (const [name, start] of [
      ['floor', startFloor],
      ['ours', startOurs],
    ]) {
      const server = await start()
      memory[name].push(await costOfIdling(server))
      await server.stop()
    }
  return memory
}

/** The time from Find to matched that so large a share of the visitors of a round waited at most. */
async function benchLatency(floor, ours) {
  const load = startLoad()
  const rounds = { floor: [], ours: [] }
  for (let round = 0; round < REPETITIONS; round += 1)
    for (const server of [floor, ours]) {
      const job = { type: 'latency', port: server.port, rate: RATE, seconds: LATENCY_SECONDS }
      const { samples } = await load.ask(job)
      rounds[server.name].push(samples.toSorted((one, other) => one - other))
    }
  await load.stop()
  const at = (share) => {
    const of = (all) => all.map((samples) => samples[Math.floor(samples.length * share)])
    return { floor: of(rounds.floor), ours: of(rounds.ours) }
  }
  return { p50: at(0.5), p99: at(0.99) }
}

/** `ours` and `floor` are a figure for each round: the median of the ratios counts. */
function line(what, unit, ours, floor, goal) {
  const ratio = median(ours.map((value, round) => value / floor[round]))
  const number = (values) => {
    const value = median(values)
    return value.toFixed(value < 10 ? 2 : 0).padStart(8)
  }
  const verdict =
    goal === undefined ? '' : `${goal.toFixed(2)}  ${ratio <= goal ? 'kept' : 'MISSED'}`
  return `${what.padEnd(48)}${unit.padEnd(6)}${number(ours)}${number(floor)}   ${ratio.toFixed(2)}   ${verdict}\n`
}

/** Runs everything and returns the table. */
export async function benchServer() {
  const next = await benchNext()
  const [floor, ours] = [await startFloor(), await startOurs()]
  const latency = await benchLatency(floor, ours)
  await Promise.all([floor.stop(), ours.stop()])
  const memory = await benchMemory()
  return [
    `${'server, beside a bare ws relay'.padEnd(54)}${'ours'.padStart(8)}${'floor'.padStart(8)}  ratio  goal\n`,
    line('CPU for an introduction, 2 frames', 'µs', next.ours, next.floor, 1.1),
    line('  the relay forwards 22 (a candidate a frame)', 'µs', next.ours, next.floor22),
    line('  the relay forwards 50', 'µs', next.ours, next.floor50, 0.35),
    line('memory for an idle visitor of 10,000', 'bytes', memory.ours, memory.floor, 1.15),
    line('Find to matched at 100 arrivals/s, p50', 'ms', latency.p50.ours, latency.p50.floor),
    line('Find to matched at 100 arrivals/s, p99', 'ms', latency.p99.ours, latency.p99.floor),
  ].join('')
}
