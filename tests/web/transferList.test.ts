/** How often the screens are shown what a stranger changes, and what of it for how long. */
import {
  createTransferList,
  FIRST_TRANSFER,
  isFileMoving,
  type Transfer,
} from '../../web/chat/transferList.ts'

const work = (id: number) => ({
  id,
  what: { kind: 'file', name: 'f', size: 9 } as const,
  moved: () => 0,
  close: () => undefined,
})

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

function open() {
  const shows: (readonly Transfer[])[] = []
  let order = 0
  const list = createTransferList(
    () => (order += 1),
    (shown) => shows.push(shown),
    () => undefined,
  )
  return { list, shows, last: () => shows.at(-1)?.[0] }
}

it('[C12] a flood of changes is shown now and then only, and its end always', () => {
  const { list, shows, last } = open()
  const entry = list.add(false, work(1), {})
  // The first is shown at once.
  expect(shows).toHaveLength(1)
  for (let nth = 1; nth <= 2_001; nth += 1) list.change(entry, { isHeldByStranger: nth % 2 === 1 })
  expect(shows).toHaveLength(1)
  jest.advanceTimersByTime(50)
  expect(shows).toHaveLength(2)
  expect(last()).toMatchObject({ isHeldByStranger: true })
  // Nothing is under way: nothing more comes by itself.
  expect(jest.getTimerCount()).toBe(0)
  jest.advanceTimersByTime(50)
  list.end(entry, 'cancelled')
  expect(shows).toHaveLength(3)
  expect(last()).toMatchObject({ phase: 'ended' })
})

it('[C12] what ended in vain, or has only been looked at, goes before a file that is to be saved', () => {
  Object.assign(URL, { revokeObjectURL: () => undefined })
  const { list, shows } = open()
  const arrived = { phase: 'done', url: 'blob:1' } as const
  const picture = { kind: 'picture', name: 'p', size: 9, mime: 'image/png' } as const
  list.add(false, work(1), arrived)
  list.add(false, { ...work(2), what: picture }, arrived)
  list.add(false, work(3), { ...arrived, isHanded: true })
  const idsOf = (count: number) => {
    jest.advanceTimersByTime(50)
    return shows
      .at(-1)
      ?.slice(0, count)
      .map(({ id }) => id)
  }
  let id = 3
  for (let nth = 0; nth < 1_000; nth += 1)
    list.end(list.add(false, work((id += 1)), {}), 'cancelled')
  expect(idsOf(4)).toEqual([1, 2, 3, 807])
  for (let nth = 0; nth < 1_000; nth += 1) list.add(false, work((id += 1)), { phase: 'done' })
  expect(idsOf(2)).toEqual([1, 1805])
  // And of those, too, there is an end.
  for (let nth = 0; nth < 1_000; nth += 1) list.add(false, work((id += 1)), arrived)
  expect(shows.at(-1)?.length).toBeLessThanOrEqual(201)
})

it('[C12] what changes nothing is not shown', () => {
  const { list, shows } = open()
  const entry = list.add(false, work(1), {})
  jest.advanceTimersByTime(1_000)
  list.change(entry, { isHeldByStranger: false, phase: 'offered' })
  jest.advanceTimersByTime(1_000)
  expect(shows).toHaveLength(1)
})

it('[C12] progress is shown on while something else is changed, too', () => {
  const { list, shows } = open()
  list.change(list.add(false, work(1), {}), { phase: 'moving' })
  jest.advanceTimersByTime(2_000)
  // At once, after 50 ms, and then twice a second.
  expect(shows).toHaveLength(5)
})

it('[C20] nothing is shown after the conversation', () => {
  const { list, shows } = open()
  const entry = list.add(false, work(1), {})
  list.change(entry, { isHeldByStranger: true })
  list.close()
  expect(jest.getTimerCount()).toBe(0)
  list.change(entry, { isHeldByStranger: false })
  jest.advanceTimersByTime(1_000)
  expect(shows).toHaveLength(1)
})

it.each([
  [true, {}],
  [false, { perSecond: 4_000 }],
  [false, { isHeldByUs: true }],
  [false, { isHeldByStranger: true }],
  [false, { phase: 'checking' }],
  [false, { what: { kind: 'picture', name: 'p', size: 9, mime: 'image/png' } }],
] as const)('[C17] who is away is here (%s) for a transfer that is %j', (isHere, change) => {
  const { what } = work(1)
  const moving = { ...FIRST_TRANSFER, id: 1, mine: false, what, order: 1, phase: 'moving' } as const
  expect(isFileMoving([{ ...moving, perSecond: 5_000, ...change }])).toBe(isHere)
})
