import fc from 'fast-check'
import { createMatchmaker } from '../../signaling/matchmaker.ts'
import type { CreateMatchmaker } from './matchmakerContract.ts'
import { runHistory, VISITORS, type Command, type Judgement } from './matchmakerHarness.ts'
import { actsLater, neverRemoves, removesByVisitor } from './matchmakerMutants.ts'

const who = fc.nat({ max: VISITORS - 1 })
const wish = fc.record({
  // Mostly one mode: in two halves of six there is little to see.
  mode: fc.constantFrom('video', 'video', 'video', 'text'),
  interests: fc.constantFrom([], ['x'], ['y'], ['z'], ['x', 'y'], ['y', 'z']),
  languages: fc.constantFrom([], ['en'], ['de'], ['en', 'de']),
  calm: fc.boolean(),
})
const find: fc.Arbitrary<Command> = fc.record({ type: fc.constant('find'), who, wish })
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: find },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('meet'), who, token: fc.constantFrom('s', 't') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('renew'), who, wish: fc.option(wish, { freq: 3 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constantFrom('cancel', 'lateCancel', 'gone'), who }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('bar'), who, other: who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('tick'),
      ms: fc.constantFrom(0, 250, 1_000, 4_999, 5_000, 20_000, 595_000),
    }),
  },
)
const history = fc.array(command, { maxLength: 24, size: 'max' })

function propertyOf(create: CreateMatchmaker, judgement: Judgement) {
  return fc.property(history, (commands) => runHistory(create, commands, judgement))
}

it('[M1] [M2] [M4] [M5] [M7] [M8] [M9] [M10] [M11] [M16] holds in 20,000 histories of six visitors', () => {
  fc.assert(propertyOf(createMatchmaker, { prompt: true }), { numRuns: 20_000 })
})

describe('the judge', () => {
  const mutants: [string, CreateMatchmaker, string, boolean][] = [
    ['removes by visitor', removesByVisitor, 'M5|M10', true],
    ['never removes', neverRemoves, 'M1|M4|M7', false],
    ['decides now and acts later', actsLater, 'M1|M2|M4|M7|M11', false],
  ]
  it.each(mutants)('[M7] notices a matchmaker that %s', (_how, create, rules, prompt) => {
    const details = fc.check(propertyOf(create, { prompt }), { numRuns: 2_000 })
    expect(details.failed).toBe(true)
    expect(String(details.errorInstance)).toMatch(new RegExp(`\\[(${rules})\\]`))
  })
})
