import fc from 'fast-check'
import { Secret } from 'otpauth'
import { acceptedStep, newSecret, openSecret, sealSecret } from '../../radar/totp.ts'
import { codeAt } from './operatorsHelper.ts'

const STEP_MS = 30_000
const key = Buffer.alloc(32, 7)

describe('codes', () => {
  /** The ASCII secret and, cut to six digits, the SHA-1 values of RFC 6238, appendix B. */
  const published: [number, string][] = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ]
  test.each(published)('[O1] at second %i the code is the published one', (seconds, code) => {
    const secret = Secret.fromLatin1('12345678901234567890').base32
    expect(acceptedStep(secret, code, -1, seconds * 1_000)).toBe(Math.floor(seconds / 30))
  })

  test('[O1] one step before and after is accepted, two are not', () => {
    const secret = newSecret()
    const now = 1_800_000_012_345
    const step = Math.floor(now / STEP_MS)
    const verdicts = [-2, -1, 0, 1, 2].map((steps) =>
      acceptedStep(secret, codeAt(secret, now + steps * STEP_MS), 0, now),
    )
    expect(verdicts).toEqual([null, step - 1, step, step + 1, null])
  })

  test('[O2] no step is accepted twice, and none before the last', () => {
    const secret = newSecret()
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 1 }), { maxLength: 20 }), (drifts) => {
        let last = 0
        drifts.forEach((drift, index) => {
          const now = 1_800_000_000_000 + index * 10_000
          const step = acceptedStep(secret, codeAt(secret, now + drift * STEP_MS), last, now)
          if (step === null) return
          expect(step).toBeGreaterThan(last)
          last = step
        })
      }),
      { numRuns: 200 },
    )
  })

  test.each(['', '12345', '1234567', '12 345', 'abcdef', '१२३४५६', '12345６', '-12345', '1e5   '])(
    'takes no "%s" for a code',
    (text) => {
      expect(acceptedStep(newSecret(), text, 0, 1_800_000_000_000)).toBeNull()
    },
  )

  test('secrets are 160 random bits', () => {
    expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/)
    expect(newSecret()).not.toBe(newSecret())
  })
})

describe('sealed secrets', () => {
  test('[O2] open with the key that is not in the file, for their owner, and for nobody else', () => {
    const secret = newSecret()
    const sealed = sealSecret(key, 'ann', secret)
    expect(sealed).not.toContain(secret)
    expect(openSecret(key, 'ann', sealed)).toBe(secret)
    expect(openSecret(Buffer.alloc(32, 8), 'ann', sealed)).toBeNull()
    expect(openSecret(key, 'bob', sealed)).toBeNull()
    expect(sealSecret(key, 'ann', secret)).not.toBe(sealed)
  })

  test('[O2] a changed or cut one does not open', () => {
    const sealed = Buffer.from(sealSecret(key, 'ann', newSecret()), 'base64url')
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(openSecret(key, 'ann', changed.toString('base64url'))).toBeNull()
      expect(openSecret(key, 'ann', sealed.subarray(0, at).toString('base64url'))).toBeNull()
    }
  })
})
