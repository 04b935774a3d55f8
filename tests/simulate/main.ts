/**
 * `npm run simulate`: populations on a virtual clock, through the server's own judgement.
 *
 * `-- --seed 7` repeats a run. `-- --minutes 60` makes the ordinary day shorter than the 10,000
 * hours that the first goal speaks of. `-- --attack 'fuzzing botnet'` (or `none`, or `all`) says
 * what else happens. `-- --thresholds FILE` tries an operator's own table before it is in force.
 */
import { readFileSync } from 'node:fs'
import { mock } from 'node:test'
import { parseArgs } from 'node:util'
import { readThresholds } from '../../radar/thresholds.ts'
import { createDice } from './dice.ts'
import { ATTACKS, ORDINARY, RESTART_MIN } from './populations.ts'
import { goalsOf, renderGoals, renderRows, rowsOf } from './report.ts'
import { simulate, type Outcome } from './simulate.ts'

const ATTACK_MINUTES = 30
const say = (text: string) => void process.stdout.write(`${text}\n`)

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '700' },
    attack: { type: 'string', default: 'all' },
    thresholds: { type: 'string' },
  },
})
const seed = Number(values.seed)
const minutes = Number(values.minutes)
const attacks = values.attack === 'all' ? Object.keys(ATTACKS) : [values.attack]
if (!Number.isInteger(seed) || !(minutes >= 1) || attacks.some((name) => !ATTACKS[name])) {
  say(`A whole --seed, --minutes of 1 or more, and --attack all|${Object.keys(ATTACKS).join('|')}.`)
  process.exit(2)
}
const table = readThresholds(
  values.thresholds === undefined ? {} : JSON.parse(readFileSync(values.thresholds, 'utf8')),
)
if ('problems' in table) {
  say(table.problems.join('\n'))
  process.exit(2)
}

// Libraries read the machine's clock and roll their own dice.
mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.UTC(2027, 0, 1) })
const clock = { now: () => Date.now(), advance: (ms: number) => mock.timers.tick(ms) }
let missed = 0

for (const attack of attacks) {
  const isOrdinary = attack === 'none'
  const length = isOrdinary ? minutes : Math.min(minutes, ATTACK_MINUTES)
  Math.random = createDice(seed)
  say(`\n${isOrdinary ? 'an ordinary day' : attack}: ${length} minutes, seed ${seed}`)
  const outcome: Outcome = await simulate(
    {
      populations: [...ORDINARY, ...(ATTACKS[attack] ?? [])],
      thresholds: table.thresholds,
      seed,
      minutes: length,
      restartMin: isOrdinary ? RESTART_MIN : null,
      onMinute: (minute) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${minute} of ${length} minutes `)
      },
    },
    clock,
  )
  if (process.stderr.isTTY) process.stderr.write('\r')
  say(renderRows(rowsOf(outcome)))
  if (isOrdinary) {
    const goals = goalsOf(outcome)
    missed += goals.filter(({ isKept }) => !isKept).length
    say(`\n${renderGoals(goals)}`)
  } else say(`the circuit breaker opened ${outcome.breakers} times`)
}
process.exit(missed === 0 ? 0 : 1)
