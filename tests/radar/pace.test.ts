import { RateLimiterMemory } from 'rate-limiter-flexible'
import { createPace } from '../../radar/pace.ts'

const HERE = '203.0.113.7'
const THERE = '198.51.100.9'

beforeEach(() => jest.useFakeTimers())
afterEach(() => {
  jest.useRealTimers()
  jest.restoreAllMocks()
})

function start() {
  const pressure = jest.fn()
  const pace = createPace(pressure)
  const wrong = async (account: string, prefix: string): Promise<boolean> => {
    const verdict = await pace.signIn.ask(account, prefix)
    if (verdict.allowed) await pace.signIn.failed(account, prefix)
    return verdict.allowed
  }
  return { ...pace, pressure, wrong }
}

describe('signing in', () => {
  test('[R16] [O5] the sixth try within half a minute is told to wait', async () => {
    const { signIn } = start()
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await signIn.ask('ann', HERE)).toEqual({ allowed: true })
      jest.advanceTimersByTime(5_000)
    }
    expect(await signIn.ask('ann', HERE)).toEqual({ allowed: false, retryAfterMs: 5_000 })
    jest.advanceTimersByTime(5_000)
    expect(await signIn.ask('ann', HERE)).toEqual({ allowed: true })
  })

  test('[R16] one prefix has five tries for all accounts together', async () => {
    const { wrong } = start()
    const tries: boolean[] = []
    for (const name of ['a1', 'b2', 'c3', 'd4', 'e5', 'f6']) tries.push(await wrong(name, HERE))
    expect(tries).toEqual([true, true, true, true, true, false])
  })

  test('[R16] one account has five tries from all unknown prefixes together', async () => {
    const { wrong, pressure } = start()
    const tries: boolean[] = []
    for (let host = 1; host <= 6; host += 1) tries.push(await wrong('ann', `192.0.2.${host}`))
    expect(tries).toEqual([true, true, true, true, true, false])
    expect(pressure).toHaveBeenCalledTimes(1)
  })

  test('[R16] failing on and on is slower each time, up to a quarter of an hour, never locked', async () => {
    const { wrong, signIn } = start()
    for (let tries = 0; tries < 4; tries += 1) await wrong('ann', HERE)
    const waits: number[] = []
    for (let round = 0; round < 9; round += 1) {
      expect(await wrong('ann', HERE)).toBe(true)
      const verdict = await signIn.ask('ann', HERE)
      const wait = verdict.allowed ? 0 : verdict.retryAfterMs
      waits.push(wait)
      jest.advanceTimersByTime(wait)
    }
    expect(waits.slice(0, 6)).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 900_000])
    expect(Math.max(...waits)).toBe(900_000)
  })

  test('[R16] whoever hammers at an account from his prefix cannot keep its owner out', async () => {
    const { wrong, signIn } = start()
    let longest = 0
    let waited = 0
    for (let second = 0; second < 3_600; second += 1) {
      await wrong('ann', HERE)
      const { allowed } = await signIn.ask('ann', THERE)
      if (allowed) await signIn.succeeded('ann', `${THERE}x${second}`)
      waited = allowed ? 0 : waited + 1
      longest = Math.max(longest, waited)
      jest.advanceTimersByTime(1_000)
    }
    expect(longest).toBeLessThanOrEqual(30)
  })

  test('[R16] from where the owner has been before, a thousand others do not even slow him', async () => {
    const { wrong, signIn } = start()
    expect(await signIn.ask('ann', THERE)).toEqual({ allowed: true })
    await signIn.succeeded('ann', THERE)
    for (let host = 0; host < 1_000; host += 1)
      await wrong('ann', `10.0.${host >> 8}.${host & 255}`)
    expect(await wrong('ann', '10.9.9.9')).toBe(false)
    expect(await signIn.ask('ann', THERE)).toEqual({ allowed: true })
  })

  test('[R16] a success elsewhere does not speed up the guessing of another account', async () => {
    const { wrong, signIn } = start()
    for (let tries = 0; tries < 4; tries += 1) await wrong('ann', HERE)
    expect((await signIn.ask('mallory', HERE)).allowed).toBe(true)
    await signIn.succeeded('mallory', HERE)
    expect(await wrong('ann', HERE)).toBe(true)
    expect(await signIn.ask('ann', HERE)).toMatchObject({ allowed: false })
  })

  test('[O5] a limiter that breaks refuses', async () => {
    const { signIn, spend } = start()
    jest.spyOn(RateLimiterMemory.prototype, 'consume').mockRejectedValue(new Error('broken'))
    await expect(signIn.ask('ann', HERE)).rejects.toThrow('broken')
    await expect(spend('request', HERE)).rejects.toThrow('broken')
  })
})

test('[O5] every other limit counts for itself and opens again', async () => {
  const { spend } = start()
  for (let calls = 0; calls < 20; calls += 1)
    expect(await spend('enrol', HERE)).toEqual({ allowed: true })
  expect(await spend('enrol', HERE)).toEqual({ allowed: false, retryAfterMs: 60_000 })
  expect(await spend('enrol', THERE)).toEqual({ allowed: true })
  expect(await spend('feed', HERE)).toEqual({ allowed: true })
  jest.advanceTimersByTime(60_000)
  expect(await spend('enrol', HERE)).toEqual({ allowed: true })
})

test('[P5] neither addresses nor names are in the limiters', async () => {
  const keys: string[] = []
  for (const method of ['consume', 'penalty', 'block', 'reward', 'delete'] as const) {
    const original = RateLimiterMemory.prototype[method] as (...args: unknown[]) => unknown
    jest.spyOn(RateLimiterMemory.prototype, method).mockImplementation(function (
      this: RateLimiterMemory,
      ...args: unknown[]
    ) {
      keys.push(String(args[0]))
      return original.apply(this, args) as never
    })
  }
  const { wrong, signIn, spend } = start()
  for (let tries = 0; tries < 6; tries += 1) await wrong('annabel', HERE)
  await signIn.succeeded('annabel', HERE)
  await spend('request', HERE)
  expect(keys.length).toBeGreaterThan(10)
  expect(keys.filter((key) => !/^[\w-]{22}$/.test(key))).toEqual([])
})
