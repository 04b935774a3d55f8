import { KEY_NAME_LENGTH } from '../../signaling/protocol.ts'
import { collectGarbage } from '../helpers/garbage.ts'
import { ID, SERVER_EXAMPLES } from '../signaling/protocolExamples.ts'
import { ICE, keysOf, MATCHED, meetingOf, REBUILD_SALT, start } from './connectorHarness.ts'

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }))
afterEach(() => jest.useRealTimers())

it('[P12] makes one connection for one search, whatever the server says and however often', async () => {
  const { connector, made, offers, requests } = start()
  const { matched } = SERVER_EXAMPLES
  const mine = () => ({ ...matched, answers: (keysOf(requests).at(-1) ?? '').slice(0, 12) })
  // Before anybody is looked for, and with the answer to another search.
  connector.prepare([])
  connector.introduce(matched)
  expect([connector.accepts(mine()), made.length]).toEqual([false, 0])
  // And after nobody is looked for any more.
  await connector.search()
  connector.abandon()
  connector.introduce(matched)
  expect([connector.accepts(mine()), made.length]).toEqual([false, 0])
  await connector.search()
  expect(connector.accepts({ ...matched, answers: 'x'.repeat(12) })).toBe(false)
  expect(connector.accepts(mine())).toBe(true)

  for (let times = 0; times < 3; times += 1) connector.prepare([])
  for (const role of ['offer', 'answer'] as const) connector.introduce({ ...matched, role })
  connector.introduce({ ...matched, pair: ID })
  connector.prepare([])
  expect(connector.accepts(mine())).toBe(false)
  expect([made.length, offers.length]).toEqual([1, 1])
  expect(made[0]?.settings.matched.role).toBe('offer')
  connector.close()
})

it.each([
  [true, 'relayed'],
  [false, 'hidden'],
] as const)(
  '[P8] says of the address what one met again knows of it: told before %s, now %s',
  async (isTold, exposure) => {
    const { connector, made, exposures } = start()
    await connector.search(meetingOf(isTold))
    connector.introduce(SERVER_EXAMPLES.matched)
    made[0]?.handlers.onOpen({} as never)
    await jest.advanceTimersByTimeAsync(0)
    expect(exposures).toEqual([exposure])
    connector.hangUp()
    await connector.search()
    connector.introduce({ ...SERVER_EXAMPLES.matched, pair: ID })
    made[1]?.handlers.onOpen({} as never)
    await jest.advanceTimersByTimeAsync(0)
    expect(exposures.slice(1)).toEqual([null, 'hidden'])
    connector.close()
  },
)

it.each([
  ['video', true],
  ['text', false],
] as const)(
  '[C23] agrees to begin blurred where there is a picture: %s',
  async (mode, isBlurred) => {
    const { connector, made } = start({ mode, isBlurred: true })
    await connector.search()
    connector.introduce(SERVER_EXAMPLES.matched)
    expect(made[0]?.settings.isBlurred).toBe(isBlurred)
    connector.close()
  },
)

it('[C27] [C29] [P12] seals for one met before with what only the two know, and for nobody else', async () => {
  const { connector, made } = start()
  const salt = () => made.at(-1)?.settings.salt
  const meeting = meetingOf(false)
  // Nobody came to it, and then anybody was looked for.
  await connector.search(meetingOf(false))
  await connector.search()
  connector.introduce(MATCHED)
  expect(salt()).toBeNull()
  connector.hangUp()
  await connector.search(meeting)
  connector.introduce(MATCHED)
  expect(salt()).toBe(meeting.salt)
  await connector.rebuild()
  connector.introduce({ ...MATCHED, pair: ID })
  expect(salt()).toBe(REBUILD_SALT)
  connector.hangUp()
  await connector.search()
  connector.introduce(MATCHED)
  expect([made.length, salt()]).toEqual([4, null])
  connector.close()
})

it.each(['abandon', 'hangUp'] as const)(
  '[P4] keeps nothing of whom it looked for after %s',
  async (end) => {
    const { connector } = start()
    const meeting = await (async () => {
      const whom = meetingOf(false)
      await connector.search(whom)
      return new WeakRef(whom.salt)
    })()
    connector[end]()
    for (let turns = 0; turns < 100 && meeting.deref() !== undefined; turns += 1) {
      await new Promise(setImmediate)
      collectGarbage()
    }
    expect(meeting.deref()).toBeUndefined()
    connector.close()
  },
)

it('[C56] makes the offer while one waits, and gives that very one to the match', async () => {
  const { connector, made, offers, requests } = start()
  connector.prepare(ICE)
  expect(offers).toEqual([])
  await connector.search()
  connector.prepare(ICE)
  connector.prepare(ICE)
  expect(offers.map(({ settings }) => settings.iceServers)).toEqual([ICE])
  expect(made).toEqual([])
  connector.introduce(MATCHED)
  expect(made[0]?.settings.prepared).toBe(offers[0])
  expect(made[0]?.settings.keys.publicKey).toBe(keysOf(requests).at(-1))
  expect(made[0]?.settings.certificate).toBe(offers[0]?.settings.certificate)
  // It is the call's now, and lives as long.
  await jest.advanceTimersByTimeAsync(600_000)
  expect(offers[0]?.close).not.toHaveBeenCalled()
  connector.close()
})

it('[C56] makes another offer after five minutes of waiting, as what the relay was told lapses after ten', async () => {
  const { connector, made, offers, requests, sent } = start()
  await connector.search()
  connector.prepare(ICE)
  await jest.advanceTimersByTimeAsync(299_999)
  expect(sent).toEqual(['find'])
  await jest.advanceTimersByTimeAsync(1)
  expect([sent, offers[0]?.close.mock.calls.length]).toEqual([['find', 'find'], 0])
  const renewed = ICE.map((server) => ({ ...server, credential: 'new' }))
  connector.prepare(renewed)
  expect(offers.map(({ close }) => close.mock.calls.length)).toEqual([1, 0])
  expect(offers[1]?.settings.iceServers).toBe(renewed)
  await jest.advanceTimersByTimeAsync(300_000)
  connector.prepare(ICE)
  expect(offers.map(({ close }) => close.mock.calls.length)).toEqual([1, 1, 0])
  const [first = '', ...others] = keysOf(requests)
  expect(others).toEqual([first, first])
  connector.introduce({ ...MATCHED, answers: first?.slice(0, KEY_NAME_LENGTH) ?? '' })
  expect(made[0]?.settings.prepared).toBe(offers[2])
  // Whoever talks is not torn out of it.
  await jest.advanceTimersByTimeAsync(600_000)
  expect(sent).toEqual(['find', 'find', 'find'])
  connector.close()
})

it('[C56] [M4] a match that crosses the request for another offer is taken up, with the offer there is', async () => {
  const { connector, made, offers, requests } = start()
  await connector.search()
  connector.prepare(ICE)
  await jest.advanceTimersByTimeAsync(300_000)
  const [key] = keysOf(requests)
  const matched = { ...MATCHED, answers: key?.slice(0, KEY_NAME_LENGTH) ?? '' }
  expect(connector.accepts(matched)).toBe(true)
  connector.introduce(matched)
  expect(made[0]?.settings.keys.publicKey).toBe(key)
  expect(made[0]?.settings.prepared).toBe(offers[0])
  expect(offers[0]?.close).not.toHaveBeenCalled()
  connector.close()
})

it.each([
  ['after its end', 'hangUp'],
  ['when it was taken back', 'abandon'],
] as const)(
  '[M4] a search that the server goes on with %s is taken back, for nobody would answer',
  async (_when, end) => {
    const { connector, offers, sent } = start()
    await connector.search()
    connector[end]()
    connector.prepare(ICE)
    expect([sent, offers]).toEqual([['find', 'stop'], []])
    connector.close()
  },
)

it('[C56] has other keys and another certificate for each search', async () => {
  const { connector, offers, requests } = start()
  for (let searches = 0; searches < 5; searches += 1) {
    await connector.search()
    connector.prepare(ICE)
  }
  expect(new Set(keysOf(requests)).size).toBe(5)
  expect(new Set(offers.map(({ settings }) => settings.certificate)).size).toBe(5)
  expect(offers.map(({ close }) => close.mock.calls.length)).toEqual([1, 1, 1, 1, 0])
  connector.close()
})
