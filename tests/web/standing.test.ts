import { createStanding } from '../../web/chat/standing.ts'
import type { Verdict } from '../../web/chat/verify.ts'
import type { Verification } from '../../web/chat/visit.ts'

type Symbols = Extract<Verdict, { type: 'symbols' }>['symbols']
const SYMBOLS = [1, 2, 3, 4] as unknown as Symbols
const CERTIFICATE = 'of the stranger'

/** What is shown, one after the other. */
function start() {
  const shown: (Verification['status'] | null)[] = []
  const standing = createStanding((verification) => shown.push(verification?.status ?? null))
  return { standing, shown }
}
const SAME = { type: 'symbols', symbols: SYMBOLS } as const
const FAILED = { type: 'failed' } as Verdict

it('[P11] is looked at once: what was found out holds for the next connection with the same certificate', () => {
  const { standing, shown } = start()
  standing.begin()
  standing.conclude(SAME, CERTIFICATE)
  expect([standing.isKnown(), standing.certificate()]).toEqual([true, CERTIFICATE])
  standing.begin()
  standing.conclude(FAILED, CERTIFICATE)
  expect([shown, standing.isKnown()]).toEqual([['checking', 'ready'], true])
})

it('[P11] is lost when a connection has no certificate, and when there was never any', () => {
  const { standing, shown } = start()
  standing.begin()
  standing.conclude(SAME, CERTIFICATE)
  standing.conclude(FAILED, null)
  expect([shown.at(-1), standing.isKnown()]).toEqual(['failed', false])
  const never = start()
  never.standing.conclude(FAILED, CERTIFICATE)
  expect(never.shown).toEqual(['failed'])
})

it('[P11] expects the first certificate that was seen, whatever comes after', () => {
  const { standing } = start()
  standing.conclude(FAILED, CERTIFICATE)
  standing.conclude(SAME, 'another')
  expect(standing.certificate()).toBe(CERTIFICATE)
})

it('[P11] of one stranger is nothing to the next', () => {
  const { standing, shown } = start()
  standing.conclude(SAME, CERTIFICATE)
  standing.forget()
  expect([standing.isKnown(), standing.certificate(), shown.at(-1)]).toEqual([false, null, null])
  standing.begin()
  expect(shown.at(-1)).toBe('checking')
})
