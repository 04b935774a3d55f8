/** Real puzzles, solved as the page's worker does: how much work they are, and what is refused. */
import crypto from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UNSOLVED_WAIT_MS } from '../../signaling/brake.ts'
import { parseClientMessage, parseServerMessage } from '../../signaling/protocol.ts'
import { createPuzzle } from '../../signaling/puzzle.ts'
import { solve, trySolve } from './solver.ts'

describe('a puzzle', () => {
  it('[R22] is understood by the page, and takes 251 to 500 guesses of 2,000 rounds', async () => {
    const dice = jest.spyOn(crypto, 'randomInt')
    for (const counter of [250, 499]) {
      dice.mockImplementationOnce(() => counter)
      const puzzle = await createPuzzle()
      expect(dice).toHaveBeenLastCalledWith(250, 500)
      const challenge = { type: 'challenge', waitMs: 10_000, puzzle: puzzle.shown }
      expect(parseServerMessage(JSON.stringify(challenge))).toEqual(challenge)
      expect(puzzle.shown.cost).toBe(2_000)
      const solution = await solve(puzzle.shown)
      // The page counts its guesses from 0.
      expect(solution.counter).toBe(counter)
      const proof = { type: 'proof', solution }
      expect(parseClientMessage(JSON.stringify(proof))).toEqual(proof)
      expect(await puzzle.check(solution)).toBe(true)
    }
    dice.mockRestore()
  })

  it('[R22] is not solved by what looks like a solution', async () => {
    const [puzzle, another] = await Promise.all([createPuzzle(), createPuzzle()])
    const { counter, derivedKey } = await solve(puzzle.shown)
    const { keyPrefix } = puzzle.shown
    const last = derivedKey.endsWith('0') ? '1' : '0'
    for (const wrong of [
      derivedKey.slice(0, -1) + last,
      keyPrefix.padEnd(64, '0'),
      keyPrefix + keyPrefix,
      '0'.repeat(64),
      keyPrefix,
    ])
      expect([wrong, await puzzle.check({ counter, derivedKey: wrong })]).toEqual([wrong, false])
    // Nor does the work done for one stand for another.
    expect(await another.check({ counter, derivedKey })).toBe(false)
    expect(await puzzle.check({ counter, derivedKey })).toBe(true)
  })

  it('[R22] shows half of the key it asks for and no more, and is new each time', async () => {
    const puzzles = await Promise.all(Array.from({ length: 20 }, () => createPuzzle()))
    const shown = puzzles.map((puzzle) => puzzle.shown)
    for (const one of shown)
      expect(Object.keys(one).toSorted()).toEqual(['cost', 'keyPrefix', 'nonce', 'salt'])
    expect(new Set(shown.map(({ keyPrefix }) => keyPrefix.length))).toEqual(new Set([32]))
    for (const name of ['nonce', 'salt', 'keyPrefix'] as const)
      expect(new Set(shown.map((one) => one[name])).size).toBe(20)
  })

  it('[R22] is given up by a device that is too slow, before its search goes on anyway', async () => {
    const { shown } = await createPuzzle()
    // A device so slow that ten guesses take longer than its patience.
    expect(await trySolve({ ...shown, cost: 20_000, keyPrefix: 'ff'.repeat(16) }, 1)).toBeNull()
    const worker = readFileSync(join(__dirname, '../../web/chat/puzzleWorker.ts'), 'utf8')
    const patience = Number(/PATIENCE_MS = ([\d_]+)/.exec(worker)?.[1]?.replaceAll('_', ''))
    expect(worker).toContain('timeout: PATIENCE_MS')
    expect(patience).toBeLessThan(UNSOLVED_WAIT_MS)
  })
})

describe('the work', () => {
  afterEach(() => void jest.useRealTimers())

  it('[R22] is good for a minute, longer than any search is held', async () => {
    jest.useFakeTimers({ doNotFake: ['performance', 'setImmediate', 'setTimeout', 'nextTick'] })
    const begun = Date.now()
    const puzzle = await createPuzzle()
    const solution = await solve(puzzle.shown)
    jest.setSystemTime(begun + 2 * UNSOLVED_WAIT_MS)
    expect(await puzzle.check(solution)).toBe(true)
    jest.setSystemTime(begun + 62_000)
    expect(await puzzle.check(solution)).toBe(false)
  })
})
