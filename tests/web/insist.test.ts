import { FIRST_PAUSE_MS, insist, PAUSE_MAX_MS } from '../../web/chat/insist.ts'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

const AWAY = () => Promise.reject<string>(new Error('the server is being replaced'))

describe('what is loaded when it is needed', () => {
  it('[C4] is asked for again until it is there, less and less often', async () => {
    const load = jest.fn(AWAY)
    const take = jest.fn()
    insist(load, take)
    await jest.advanceTimersByTimeAsync(FIRST_PAUSE_MS)
    expect(load).toHaveBeenCalledTimes(2)
    await jest.advanceTimersByTimeAsync(600_000)
    expect(load.mock.calls.length).toBeGreaterThan(15)
    expect(load.mock.calls.length).toBeLessThan(30)
    expect(take).not.toHaveBeenCalled()
    load.mockResolvedValue('it')
    await jest.advanceTimersByTimeAsync(PAUSE_MAX_MS)
    expect(take.mock.calls).toEqual([['it']])
    expect(jest.getTimerCount()).toBe(0)
  })

  it('[C2] comes to nobody who has stopped waiting, and is not asked for any more', async () => {
    const load = jest.fn(AWAY)
    const take = jest.fn()
    const stop = insist(load, take)
    await jest.advanceTimersByTimeAsync(FIRST_PAUSE_MS)
    stop()
    expect(jest.getTimerCount()).toBe(0)
    insist(() => Promise.resolve('it'), take)()
    insist(load, take)()
    await jest.advanceTimersByTimeAsync(600_000)
    expect(load).toHaveBeenCalledTimes(3)
    expect(take).not.toHaveBeenCalled()
  })
})
