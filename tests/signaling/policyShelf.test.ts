/** When the policy pages are printed anew: when something else holds, and once a second at most. */
import type { Choices } from '../../radar/protocol.ts'
import type { PolicyPage } from '../../signaling/policies.ts'
import { createPolicyShelf } from '../../signaling/policyShelf.ts'

const CHOICES: Choices = { alerts: false, dryRun: false, automaticMaxMs: 3_600_000, reportsMs: 1 }

function createRig() {
  const clock = { now: 0 }
  const written: (Choices | null)[] = []
  const shelf = createPolicyShelf(
    (choices): PolicyPage[] => {
      written.push(choices)
      return []
    },
    () => clock.now,
  )
  return { clock, written, shelf }
}

it('[S3] are printed when somebody asks for them, as the radar spoke last', () => {
  const { clock, written, shelf } = createRig()
  const first = shelf.pages()
  expect([shelf.pages() === first, written]).toEqual([true, [null]])
  shelf.take({ ...CHOICES, alerts: true })
  shelf.take(CHOICES)
  expect(written).toHaveLength(1)
  clock.now = 1_000
  const next = shelf.pages()
  expect([next === first, shelf.pages() === next, written]).toEqual([false, true, [null, CHOICES]])
})

it('[R14] [S3] are not printed for what is said again, nor each time by whoever says always something else', () => {
  const { clock, written, shelf } = createRig()
  clock.now = 1_000
  for (let times = 0; times < 1_000; times += 1) {
    shelf.take({ ...CHOICES, automaticMaxMs: 1 + times })
    shelf.pages()
  }
  expect(written).toHaveLength(2)
  clock.now = 2_000
  shelf.pages()
  expect(written.at(-1)).toEqual({ ...CHOICES, automaticMaxMs: 1_000 })
  clock.now = 9_000
  shelf.take({ ...CHOICES, automaticMaxMs: 1_000 })
  shelf.pages()
  expect(written).toHaveLength(3)
})
