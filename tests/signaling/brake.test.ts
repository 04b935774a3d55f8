/** Searches that are held back: how long, what lets them go, and what becomes of the rest. */
import { createBrake, UNSOLVED_WAIT_MS } from '../../signaling/brake.ts'
import type { Puzzle } from '../../signaling/puzzle.ts'

const RIGHT = { counter: 1, derivedKey: 'right' }
const WRONG = { counter: 1, derivedKey: 'wrong' }
const SHOWN = { nonce: 'aa', salt: 'bb', keyPrefix: 'cc', cost: 1 }

function createRig({
  random = 0,
  makePuzzle = undefined as (() => Promise<Puzzle>) | undefined,
} = {}) {
  const released: string[] = []
  let checks = 0
  const puzzle: Puzzle = {
    shown: SHOWN,
    check(solution) {
      checks += 1
      return Promise.resolve(solution === RIGHT)
    },
  }
  const brake = createBrake<string>(
    makePuzzle ?? (() => Promise.resolve(puzzle)),
    (ticket, search) => released.push(`${ticket} ${search}`),
    () => random,
  )
  /** The first of these times, in milliseconds, at which it lets somebody go. */
  const goesAt = (...times: number[]) =>
    times.find((time) => {
      brake.tick(time)
      return released.length > 0
    })
  return { ...brake, released, goesAt, checks: () => checks }
}

describe('a search that is held', () => {
  it.each([
    [0, 2_000],
    [0.5, 6_000],
    [1, 10_000],
  ])(
    '[R22] with the dice at %d goes on after %d ms with the right solution',
    async (random, ms) => {
      const { answer, goesAt, hold, released, residue } = createRig({ random })
      expect(await hold('t', 'search', 0)).toEqual({ waitMs: ms, puzzle: SHOWN })
      await answer('t', RIGHT, 100)
      expect(goesAt(ms - 1, ms)).toBe(ms)
      expect(released).toEqual(['t search'])
      expect(residue()).toBe(0)
    },
  )

  it('[R22] goes on at once when the answer comes after the wait', async () => {
    const { answer, hold, released, tick } = createRig()
    await hold('t', 'search', 0)
    tick(3_000)
    expect(released).toEqual([])
    await answer('t', RIGHT, 3_000)
    expect(released).toEqual(['t search'])
  })

  it.each([
    ['a wrong solution', WRONG],
    ['none, because the device is too slow', null],
  ])('[R22] goes on with %s too, after 20 s', async (_name, solution) => {
    const { answer, goesAt, hold } = createRig()
    await hold('t', 'search', 0)
    await answer('t', solution, 100)
    expect(goesAt(10_000, UNSOLVED_WAIT_MS - 1, UNSOLVED_WAIT_MS)).toBe(20_000)
  })

  it('[R22] goes on with no answer at all, but later than with a wrong one', async () => {
    const { goesAt, hold } = createRig()
    await hold('t', 'search', 0)
    expect(goesAt(UNSOLVED_WAIT_MS, 2 * UNSOLVED_WAIT_MS - 1, 2 * UNSOLVED_WAIT_MS)).toBe(40_000)
  })

  it('[R22] is answered once: more of it makes it neither shorter nor longer', async () => {
    const { answer, checks, goesAt, hold } = createRig()
    await hold('t', 'search', 0)
    await answer('t', RIGHT, 100)
    for (const solution of [RIGHT, WRONG, null]) await answer('t', solution, 200)
    expect(checks()).toBe(1)
    expect(goesAt(1_999, 2_000)).toBe(2_000)
  })

  it('[R22] is not sped up by a right one after a wrong one, nor by two at once', async () => {
    const { answer, goesAt, hold } = createRig()
    await hold('t', 'search', 0)
    await Promise.all([answer('t', WRONG, 100), answer('t', RIGHT, 100)])
    expect(goesAt(2_000, 19_999, 20_000)).toBe(20_000)
  })

  it('[R22] is let go once, whatever comes together', async () => {
    const { answer, hold, released, tick } = createRig()
    await hold('t', 'search', 0)
    const late = answer('t', RIGHT, 50_000)
    tick(50_000)
    await late
    tick(60_000)
    expect(released).toEqual(['t search'])
  })

  it('[R22] that was taken back never goes on, whenever that was', async () => {
    const puzzles: ((puzzle: Puzzle) => void)[] = []
    const makePuzzle = () => new Promise<Puzzle>((resolve) => puzzles.push(resolve))
    const { answer, cancel, hold, released, residue, tick } = createRig({ makePuzzle })
    const check = () => Promise.resolve(true)
    const early = hold('early', 'search', 0)
    cancel('early')
    puzzles[0]?.({ shown: SHOWN, check })
    expect(await early).toBeNull()
    const late = hold('late', 'search', 0)
    puzzles[1]?.({ shown: SHOWN, check })
    await late
    const answered = answer('late', RIGHT, 5_000)
    cancel('late')
    await answered
    cancel('late')
    tick(100_000)
    expect([released, residue()]).toEqual([[], 0])
  })

  it('[R22] knows only its own ticket', async () => {
    const { answer, goesAt, hold, checks } = createRig()
    await hold('t', 'search', 0)
    await answer('another', RIGHT, 100)
    expect(checks()).toBe(0)
    expect(goesAt(39_999, 40_000)).toBe(40_000)
  })
})

describe('many searches', () => {
  const MOST = 10_000

  it('[R10][R22] are held up to a bound: then the oldest goes on, for nobody is locked out', async () => {
    const { cancel, hold, released, residue } = createRig()
    for (let count = 0; count < MOST; count += 1) void hold(String(count), 'search', count)
    expect([residue(), released]).toEqual([MOST, []])
    cancel('0')
    for (const ticket of ['a', 'b', 'c']) void hold(ticket, 'search', MOST)
    expect([residue(), released]).toEqual([MOST, ['1 search', '2 search']])
  })

  it('[R10] leave nothing behind', async () => {
    const { answer, hold, released, residue, tick } = createRig()
    for (let count = 0; count < 300; count += 1) {
      const ticket = String(count)
      await hold(ticket, 'search', count)
      if (count % 3 > 0) await answer(ticket, count % 3 === 1 ? RIGHT : WRONG, count)
    }
    tick(39_999)
    expect(residue()).toBe(100)
    tick(300 + 2 * UNSOLVED_WAIT_MS)
    expect([residue(), released.length]).toEqual([0, 300])
  })

  it('[R22] wait apart from each other', async () => {
    const { answer, hold, released, tick } = createRig()
    await hold('first', 'search', 0)
    await hold('second', 'search', 1_000)
    await answer('second', RIGHT, 1_100)
    tick(3_000)
    expect(released).toEqual(['second search'])
    await answer('first', RIGHT, 3_100)
    expect(released).toEqual(['second search', 'first search'])
  })
})
