import { KEY_NAME_LENGTH, type ClientMessage } from '../../signaling/protocol.ts'
import { ID, TOKEN } from '../signaling/protocolExamples.ts'
import { ICE, keysOf, MATCHED, meetingOf, start } from './connectorHarness.ts'

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }))
afterEach(() => jest.useRealTimers())

describe('a match with a request of one’s own, whose socket died unnoticed', () => {
  /** What the server says of a match of the latest request with the one before. */
  const withOwn = (requests: readonly ClientMessage[], back = 2) => {
    const keys = keysOf(requests)
    const [mine, other] = [keys.at(-1) ?? '', keys.at(-back) ?? '']
    return { ...MATCHED, key: other, answers: mine.slice(0, KEY_NAME_LENGTH) }
  }

  it('[C2] is none: the search is asked anew, and a meeting, and a rebuild', async () => {
    const { connector, made, requests, sent } = start()
    const findOwn = async (): Promise<boolean> => {
      const isTaken = connector.accepts(withOwn(requests))
      await jest.advanceTimersByTimeAsync(0)
      return isTaken
    }
    await connector.search()
    await connector.search()
    expect([await findOwn(), sent]).toEqual([false, ['find', 'find', 'find']])
    await connector.search(meetingOf(true))
    // To the server a meeting with the same key is the same one.
    expect([await findOwn(), sent.slice(3)]).toEqual([false, ['meet', 'meet']])
    connector.introduce(MATCHED)
    await connector.rebuild()
    expect([await findOwn(), sent.slice(5)]).toEqual([false, ['meet', 'meet']])
    expect([await findOwn(), sent.slice(7)]).toEqual([false, ['meet']])
    expect(new Set(keysOf(requests)).size).toBe(sent.length)
    expect(made).toHaveLength(1)
    connector.close()
  })

  it('[P12] is one all the same when the server names only those, or the very key that asked', async () => {
    const { connector, requests } = start()
    await connector.search()
    expect(connector.accepts(withOwn(requests, 1))).toBe(true)
    const taken: boolean[] = []
    for (let times = 0; times < 4; times += 1) {
      await connector.search()
      taken.push(connector.accepts(withOwn(requests)))
      await jest.advanceTimersByTimeAsync(0)
    }
    expect(taken).toEqual([false, false, false, true])
    connector.close()
  })

  it('[C2] is known for as long as such a socket can wait, and no list grows', async () => {
    const { connector, requests } = start()
    for (let searches = 0; searches < 17; searches += 1) await connector.search()
    expect(connector.accepts(withOwn(requests, 17))).toBe(true)
    expect(connector.accepts(withOwn(requests, 16))).toBe(false)
    connector.close()
  })
})

describe('a connection that breaks', () => {
  const WITHOUT_RELAY = [{ urls: ['stun:stun.example.org:3478'] }]
  /** It lives so long, or never opens; then both build another, which may be by the relay alone. */
  async function rebuild(
    { connector, made }: ReturnType<typeof start>,
    livedMs: number | null,
    ice = ICE,
    isBroken = true,
  ): Promise<boolean | undefined> {
    if (livedMs !== null) {
      made.at(-1)?.handlers.onOpen({} as never)
      await jest.advanceTimersByTimeAsync(livedMs)
    }
    if (isBroken) made.at(-1)?.handlers.onClosed()
    await connector.rebuild()
    connector.introduce({ ...MATCHED, ice, pair: String(made.length).padStart(22, 'p') })
    return made.at(-1)?.settings.relayOnly
  }

  it.each<[string, (number | null)[], boolean[]]>([
    ['never opened', [null], [true]],
    ['opened, but not for long', [14_999], [true]],
    ['had lasted', [15_000], [false]],
    ['failed by the relay as well', [null, null, null], [true, false, true]],
    ['lasted by the relay', [null, 15_000], [true, false]],
  ])('[C4] tries the relay next when it %s', async (_what, lives, byRelay) => {
    const started = start({}, false)
    await started.connector.search()
    started.connector.introduce(MATCHED)
    expect(started.made[0]?.settings.relayOnly).toBe(false)
    const tried: (boolean | undefined)[] = []
    for (const life of lives) tried.push(await rebuild(started, life))
    expect(tried).toEqual(byRelay)
    expect(started.sent).toEqual(['find', ...lives.map(() => 'meet')])
    started.connector.close()
  })

  it('[C4] is not taken for one where only the server was lost: the direct way is tried again', async () => {
    const started = start({}, false)
    await started.connector.search()
    started.connector.introduce(MATCHED)
    expect(await rebuild(started, null, ICE, false)).toBe(false)
    expect(await rebuild(started, null)).toBe(true)
    started.connector.close()
  })

  it('[C4] goes on without a relay where there is none', async () => {
    const started = start({}, false)
    await started.connector.search()
    started.connector.introduce({ ...MATCHED, ice: WITHOUT_RELAY })
    expect(await rebuild(started, null, WITHOUT_RELAY)).toBe(false)
    started.connector.close()
  })

  it('[C4] is no reason to try the relay first with the next stranger', async () => {
    const started = start({}, false)
    const { connector, made } = started
    await connector.search()
    connector.introduce(MATCHED)
    expect(await rebuild(started, null)).toBe(true)
    connector.hangUp()
    await connector.search()
    connector.introduce(MATCHED)
    expect(made.at(-1)?.settings.relayOnly).toBe(false)
    connector.close()
  })

  it('[C4] is asked to be met again every six seconds, with the same token, until somebody is met', async () => {
    const started = start({}, false)
    const { connector, events, requests } = started
    await connector.search()
    connector.introduce(MATCHED)
    for (let times = 1; times <= 3; times += 1) {
      await connector.rebuild()
      expect(events).toHaveLength(times - 1)
      await jest.advanceTimersByTimeAsync(5_999)
      expect(events).toHaveLength(times - 1)
      await jest.advanceTimersByTimeAsync(1)
      expect(events.at(-1)).toMatchObject({ type: 'peerDown', pair: MATCHED.pair })
    }
    const meets = requests.filter(({ type }) => type === 'meet')
    expect(meets.map((meet) => 'token' in meet && meet.token)).toEqual([TOKEN, TOKEN, TOKEN])
    expect(new Set(keysOf(meets)).size).toBe(3)
    await connector.rebuild()
    connector.introduce({ ...MATCHED, pair: ID })
    await jest.advanceTimersByTimeAsync(9_999)
    expect(events).toHaveLength(3)
    connector.hangUp()
    await jest.advanceTimersByTimeAsync(60_000)
    expect(events).toHaveLength(3)
  })

  it('[C4] after one that had lasted is no reason to leave out the relay with the next stranger', async () => {
    const started = start({}, false)
    const { connector } = started
    await connector.search()
    connector.introduce(MATCHED)
    started.made.at(-1)?.handlers.onOpen({} as never)
    await jest.advanceTimersByTimeAsync(20_000)
    connector.hangUp()
    await connector.search()
    connector.introduce(MATCHED)
    expect(await rebuild(started, null)).toBe(true)
    connector.close()
  })

  it('[P11] keeps its certificate, and takes other keys', async () => {
    const started = start({}, false)
    const { connector, made } = started
    await connector.search()
    connector.introduce(MATCHED)
    await rebuild(started, null)
    const [before, after] = made.map(({ settings }) => settings)
    expect(after?.certificate).toBe(before?.certificate)
    expect(after?.keys.publicKey).not.toBe(before?.keys.publicKey)
    connector.close()
  })

  it('[P11] knows the stranger by what was found out before, and the next one by nothing', async () => {
    const started = start({}, false)
    const { connector, made, events } = started
    const known = () => {
      const settings = made.at(-1)?.settings
      return [settings?.known, settings?.expected]
    }
    await connector.search()
    connector.introduce(MATCHED)
    expect(known()).toEqual([false, null])
    made[0]?.handlers.onVerdict({ type: 'symbols', symbols: [1, 2, 3, 4] }, 'c')
    await rebuild(started, null)
    expect(known()).toEqual([true, 'c'])
    // With another certificate it is somebody else who answers.
    made[1]?.handlers.onStranger()
    const pair = made[1]?.settings.matched.pair
    expect(events.at(-1)).toEqual({ type: 'sealBroken', pair })
    connector.hangUp()
    await connector.search()
    connector.introduce(MATCHED)
    expect(known()).toEqual([false, null])
    connector.close()
  })
})

it('[P9] what only the two know is told while a connection is open, and not while one is made', async () => {
  const { connector, made } = start()
  const open = () => made.at(-1)?.handlers.onOpen({} as never)
  await connector.search()
  connector.introduce(MATCHED)
  expect(connector.live()).toBeNull()
  open()
  const seal = connector.live()
  expect(seal).not.toBeNull()
  void connector.rebuild()
  expect(connector.live()).toBeNull()
  await jest.advanceTimersByTimeAsync(0)
  connector.introduce({ ...MATCHED, pair: 'q'.repeat(22) })
  expect(connector.live()).toBeNull()
  open()
  // That of the first introduction stays the one of the call.
  expect(connector.live()).toBe(seal)
  connector.hangUp()
  expect(connector.live()).toBeNull()
  connector.close()
})
