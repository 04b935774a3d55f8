import { startPulse } from '../../web/chat/pulse.ts'
import type { Reach } from '../../web/chat/peerStats.ts'

beforeEach(() => jest.useFakeTimers())
afterEach(() => {
  jest.clearAllTimers()
  jest.useRealTimers()
})

type Way = Pick<Reach, 'route' | 'isTold'>
const DIRECT: Way = { route: 'direct', isTold: true }

/**
 * A call whose statistics say, look by look, how many bytes have come; `null` when they fail.
 *
 * @param ways how they went, look by look
 */
function start(looks: readonly (number | null)[], ways: readonly Way[] = [DIRECT]) {
  const sent: string[] = []
  const seen: Reach[] = []
  let silences = 0
  let turn = 0
  const stop = startPulse(
    {
      send: (text) => sent.push(text),
      reach() {
        const received = looks[Math.min(turn, looks.length - 1)] ?? null
        const way = ways[Math.min(turn, ways.length - 1)] ?? DIRECT
        turn += 1
        return received === null
          ? Promise.reject(new Error('closed'))
          : Promise.resolve({ received, ...way })
      },
    },
    (reach) => seen.push(reach),
    () => (silences += 1),
  )
  return { sent, seen, stop, silences: () => silences }
}

it('[C4] says every second that one is there', async () => {
  const { sent } = start([1, 2, 3, 4, 5, 6])
  await jest.advanceTimersByTimeAsync(3_000)
  expect(sent).toEqual(Array.from({ length: 4 }, () => '{"type":"alive"}'))
})

it('[C4] notices after three seconds that nothing comes any more, once', async () => {
  const { silences } = start([5, 5])
  await jest.advanceTimersByTimeAsync(2_000)
  expect(silences()).toBe(0)
  await jest.advanceTimersByTimeAsync(1_000)
  expect(silences()).toBe(1)
  await jest.advanceTimersByTimeAsync(10_000)
  expect(silences()).toBe(1)
  expect(jest.getTimerCount()).toBe(0)
})

it('[C4] forgives a pause of two seconds', async () => {
  const { silences } = start([1, 1, 1, 2, 2, 2, 3, 3, 3, 4])
  await jest.advanceTimersByTimeAsync(9_000)
  expect(silences()).toBe(0)
})

it('[C4] takes statistics that fail for silence, and goes on when they come back', async () => {
  const back = start([1, null, null, 2, 3, 4, 5])
  await jest.advanceTimersByTimeAsync(6_000)
  expect(back.silences()).toBe(0)
  const gone = start([1, null])
  await jest.advanceTimersByTimeAsync(3_000)
  expect(gone.silences()).toBe(1)
})

it('[P8] says how the packets go at first, and then only what is otherwise', async () => {
  const ways: Way[] = [
    DIRECT,
    DIRECT,
    { route: 'relayed', isTold: true },
    { route: 'relayed', isTold: true },
    { route: 'relayed', isTold: false },
    DIRECT,
  ]
  const { seen } = start([1, 2, 3, 4, 5, 6, 7], ways)
  await jest.advanceTimersByTimeAsync(6_000)
  expect(seen.map(({ received }) => received)).toEqual([1, 3, 5, 6])
})

it('ends when it is told to, in the middle of a look as well', async () => {
  const { sent, seen, silences, stop } = start([1])
  stop()
  await jest.advanceTimersByTimeAsync(10_000)
  expect([sent.length, seen.length, silences()]).toEqual([1, 0, 0])
  expect(jest.getTimerCount()).toBe(0)
})
