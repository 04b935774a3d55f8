/** Plays populations through the system, and adds up what became of them. */
import type { Thresholds } from '../../radar/thresholds.ts'
import { createAgenda, STEP_MS } from './agenda.ts'
import { createDice } from './dice.ts'
import { createFuzzer, createTalker, type Fate, type Person, type World } from './person.ts'
import type { Population } from './populations.ts'
import { createSystem } from './system.ts'

/** What stands for the machine's clock while a run lasts. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly advance: (ms: number) => void
}

export interface Run {
  readonly populations: readonly Population[]
  readonly thresholds: Thresholds
  readonly seed: number
  readonly minutes: number
  /** The server restarts once, after so many minutes. */
  readonly restartMin: number | null
  readonly onMinute?: (minute: number) => void
}

export interface Outcome {
  readonly fates: readonly Fate[]
  /** How often the circuit breaker opened. */
  readonly breakers: number
}

/** Whoever came later than this before the end has not had his chance. */
const LAST_MS = 5 * 60_000

const MINUTE = 60_000

/** Lets every promise settle that needs no more than microtasks. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** @param clock the machine's, which libraries read; it is moved along */
export async function simulate(run: Run, clock: Clock): Promise<Outcome> {
  const dice = createDice(run.seed)
  const start = clock.now()
  const agenda = createAgenda(start)
  const system = createSystem(agenda.now, dice, run.thresholds)
  const world: World = { agenda, door: system, dice, pairs: new Map() }
  const people: Person[] = run.populations.flatMap((row) =>
    Array.from({ length: row.people }, (_, nth) => {
      const address = row.address(nth)
      return row.kind === 'talker'
        ? createTalker(row, address, world)
        : createFuzzer(row, address, world)
    }),
  )
  for (const person of people) person.start()

  const steps = (run.minutes * MINUTE) / STEP_MS
  const restartAt = run.restartMin === null ? null : start + run.restartMin * MINUTE
  for (let step = 1; step <= steps; step += 1) {
    clock.advance(STEP_MS)
    if (agenda.now() === restartAt) {
      system.restart()
      for (const person of people) person.cut()
    }
    agenda.step()
    await settle()
    system.tick(agenda.now())
    if (step % (MINUTE / STEP_MS) === 0) run.onMinute?.((step * STEP_MS) / MINUTE)
  }
  for (const person of people) person.cut()
  const last = agenda.now() - LAST_MS
  const fates = people
    .map(({ fate }) => fate)
    .filter(({ startedAt }) => startedAt !== null && startedAt < last)
  return { fates, breakers: system.breakers() }
}
