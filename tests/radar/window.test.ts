/** Sums over a moving stretch of time. */
import fc from 'fast-check'
import { createWindow } from '../../radar/window.ts'

const SLOTS = 6
const SLOT_MS = 10

it('[R13] sums exactly what came in the slots of the stretch, however time went on', () => {
  const step = fc.record({ elapsedMs: fc.nat(45), amount: fc.nat(30) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const window = createWindow(2, SLOTS, SLOT_MS)
      const came: { stretch: number; amount: number }[] = []
      let now = 1_000
      for (const { elapsedMs, amount } of steps) {
        now += elapsedMs
        window.add([amount, 1], now, now)
        came.push({ stretch: Math.floor(now / SLOT_MS), amount })
        const since = Math.floor(now / SLOT_MS) - SLOTS
        const inside = came.filter(({ stretch }) => stretch > since)
        expect(window.sums(now)).toEqual([
          inside.reduce((sum, one) => sum + one.amount, 0),
          inside.length,
        ])
      }
    }),
  )
})

it('[R13] spreads an amount over the time it took, and loses none of it', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat((SLOTS - 1) * SLOT_MS), (amount, tookMs) => {
      const window = createWindow(1, SLOTS, SLOT_MS)
      window.add([amount], 1_000, 1_000 + tookMs)
      expect(window.sums(1_000 + tookMs)).toEqual([amount])
    }),
  )
  const window = createWindow(1, SLOTS, SLOT_MS)
  window.add([100], 1_000, 1_100)
  expect(window.sums(1_100)).toEqual([60])
})
