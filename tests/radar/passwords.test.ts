import fc from 'fast-check'
import { isCommonPassword } from '../../radar/commonPasswords.ts'
import { createPasswords, passwordProblem, TooBusyError } from '../../radar/passwords.ts'

const COMMON = [
  'passwordpassword',
  'Password1234!',
  'P@ssw0rd1234',
  'Welcome2026!!',
  'Sommer2026!!!',
  'qwertyuiop12',
  'qwertyuiop[]',
  '123456789012',
  'abcdefghijkl',
  'abcabcabcabc',
  'aaaaaaaaaaaaaaaa',
  'xyzxyzxyzxyz',
  '1qaz2wsx3edc',
  'iloveyouforever',
  'ILoveYou12345',
  'letmeinletmein',
  'adminadmin2024',
  'correcthorsebatterystaple',
  'correct horse battery staple',
  'May the force be with you',
  'radar-radar-radar',
  'p2pchat-radar-2026',
  'dragon monkey 1987',
  '987654321987654321',
  'zyxwvutsrqponmlk',
  'administrator1',
]
const FINE = [
  'vQ7#mZp2!xLw',
  'purple lamp eats tuesday gravel',
  'ein Fahrrad fliegt nach Norden',
  'моя собака не умеет петь',
  'krabbe-teller-uhr-wiese',
  'tall-giraffes-sip-9-teas',
  'jkx mwq rtz pvb',
  '🦊🌵🎻🧊🍋🛶🪁🎲🧦🪴🔭🥁',
]

describe('what a password may be', () => {
  test.each(COMMON)('[O2] refuses "%s", which everybody tries', (password) => {
    expect(passwordProblem(password, 'nora')).toBe('passwordCommon')
  })

  test.each(FINE)('accepts "%s" without a rule about symbols', (password) => {
    expect(passwordProblem(password, 'nora')).toBeNull()
  })

  test('leaves random passwords alone', () => {
    const character = fc.constantFrom(
      ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.split(''),
    )
    const password = fc.string({ unit: character, minLength: 14, maxLength: 14 })
    const seen = fc.sample(password, { numRuns: 5_000, seed: 7 })
    expect(seen.filter((password) => isCommonPassword(password, 'nora'))).toEqual([])
  })

  test("refuses what hardly adds anything to the operator's name", () => {
    expect(passwordProblem('Bartholomew-77', 'bartholomew')).toBe('passwordCommon')
    expect(isCommonPassword('Bartholomew-77', 'nora')).toBe(false)
  })

  test('counts code points, after normalising', () => {
    const eleven = '🦊🌵🎻🧊🍋🛶🪁🎲🧦🪴🔭'
    expect(passwordProblem(eleven, 'nora')).toBe('passwordShort')
    expect(passwordProblem(`${eleven}🥁`, 'nora')).toBeNull()
    // Twelve as typed, six once the accents have joined their letters.
    expect(passwordProblem('a\u0301e\u0301i\u0301o\u0301u\u0301n\u0303', 'nora')).toBe(
      'passwordShort',
    )
    // One character that unfolds into eighteen is still one key.
    expect(passwordProblem('\uFDFA', 'nora')).toBe('passwordShort')
    const word = 'vQ7#mZp2!xLw'
    const long = word.repeat(21) + 'abcd'
    expect(Array.from(long)).toHaveLength(256)
    expect(passwordProblem(`x${long}`, 'nora')).toBe('passwordLong')
    expect(passwordProblem(long, 'nora')).not.toBe('passwordLong')
    expect(passwordProblem('\uFDFA'.repeat(20), 'nora')).toBe('passwordLong')
  })
})

describe('hashes', () => {
  test('[O2] are Argon2id at 19 MiB, two passes, one lane, and match their password in every spelling', async () => {
    const passwords = createPasswords()
    const hashed = await passwords.hash('caf\u00e9 an der Brücke')
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(await passwords.verify(hashed, 'cafe\u0301 an der Bru\u0308cke')).toBe(true)
    expect(await passwords.verify(hashed, 'cafe an der Brücke')).toBe(false)
    expect(await passwords.verify(null, 'café an der Brücke')).toBe(false)
    expect(await passwords.hash('café an der Brücke')).not.toBe(hashed)
  })

  test('[R16] at most two are computed at once, sixteen wait, and more are turned away', async () => {
    const passwords = createPasswords()
    const tries = Array.from({ length: 20 }, () => passwords.verify(null, 'vQ7#mZp2!xLw'))
    const results = await Promise.allSettled(tries)
    const turnedAway = results.filter((result) => result.status === 'rejected')
    expect(turnedAway).toHaveLength(2)
    expect(turnedAway.every(({ reason }) => reason instanceof TooBusyError)).toBe(true)
    // The places are free again.
    expect(await passwords.verify(null, 'vQ7#mZp2!xLw')).toBe(false)
  })
})
