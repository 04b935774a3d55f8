import { PATIENCE_MS, soon } from '../../web/chat/soon.ts'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

const AWAY = () => Promise.reject<string>(new Error('the server is being replaced'))

/** What comes of it, in the order in which it comes. */
function ask(load: () => Promise<string>) {
  const said: string[] = []
  const stop = soon(
    load,
    (made) => said.push(made),
    () => said.push('given up'),
  )
  return { said, stop }
}

describe('a dialog that is loaded when it is opened', () => {
  it('[C54] comes when it is there, and is given up at once when it cannot come', async () => {
    const [there, away] = [ask(() => Promise.resolve('it')), ask(AWAY)]
    await jest.advanceTimersByTimeAsync(0)
    expect([there.said, away.said]).toEqual([['it'], ['given up']])
    expect(jest.getTimerCount()).toBe(0)
  })

  it('[C54] is given up after a while, and does not open later', async () => {
    const { said } = ask(
      () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS + 1, 'late')),
    )
    await jest.advanceTimersByTimeAsync(PATIENCE_MS)
    expect(said).toEqual(['given up'])
    await jest.advanceTimersByTimeAsync(600_000)
    expect(said).toEqual(['given up'])
  })

  it('[C54] comes to nobody who has closed it before', async () => {
    const [there, away] = [ask(() => Promise.resolve('it')), ask(AWAY)]
    there.stop()
    away.stop()
    await jest.advanceTimersByTimeAsync(600_000)
    expect([there.said, away.said]).toEqual([[], []])
  })
})
