import { createAllowance } from '../../web/chat/allowance.ts'

it('[C3] hears a burst, then only as much as refills', () => {
  const mayHear = createAllowance(200, 20)
  const heard = (count: number, now: number) =>
    Array.from({ length: count }, () => mayHear(now)).filter(Boolean).length
  expect(heard(6_000, 1_000)).toBe(200)
  expect(heard(6_000, 2_000)).toBe(20)
  expect(heard(6_000, 2_040)).toBe(0)
  expect(heard(6_000, 60_000)).toBe(200)
})
