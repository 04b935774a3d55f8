import { KEY_NAME_LENGTH, type ClientMessage } from '../../signaling/protocol.ts'
import { requestOf } from '../../web/chat/asking.ts'
import { createConnector } from '../../web/chat/connector.ts'
import type { Meeting } from '../../web/chat/meeting.ts'
import { startPulse } from '../../web/chat/pulse.ts'
import type { Seal } from '../../web/chat/sealed.ts'
import { loadTransport, type Transport } from '../../web/chat/transport.ts'
import { FIRST_VIEW, type Exposure, type Wish } from '../../web/chat/visit.ts'
import { collectGarbage } from '../helpers/garbage.ts'
import { ID, KEY, SERVER_EXAMPLES, TOKEN } from '../signaling/protocolExamples.ts'

jest.mock('../../web/chat/transport.ts', () => ({ loadTransport: jest.fn() }))
const load = jest.mocked(loadTransport)

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }))
afterEach(() => {
  jest.useRealTimers()
  load.mockReset()
})

type CallSettings = Parameters<Transport['createCall']>[0]
type CallHandlers = Parameters<Transport['createCall']>[1]

interface Offer {
  readonly settings: Parameters<Transport['prepareOffer']>[0]
  readonly onNoRelay: Parameters<Transport['prepareOffer']>[1]
  readonly close: jest.Mock
}

const SEAL = {
  meetToken: () => Promise.resolve(TOKEN),
  meetSalt: () => Promise.resolve(new Uint8Array(32)),
} as unknown as Seal

const keyOf = (number: number): string => String(number).padEnd(KEY.length, 'k')
let identities = 0

/** A connector whose calls are made by hand, and whose certificates are numbers. */
function start(chosen: Partial<Wish> = {}, isHidden = true) {
  const made: { settings: CallSettings; handlers: CallHandlers }[] = []
  const offers: Offer[] = []
  const requests: ClientMessage[] = []
  const sent: string[] = []
  const exposures: (Exposure | null)[] = []
  const loaded = jest.fn()
  const nothing = () => undefined
  const transport = {
    requestOf,
    startPulse,
    createIdentity: () => {
      const number = (identities += 1)
      return Promise.resolve({ keys: { publicKey: keyOf(number) }, certificate: number })
    },
    renewIdentity: ({ certificate }: { certificate: number }) => {
      const number = (identities += 1)
      return Promise.resolve({ keys: { publicKey: keyOf(number) }, certificate })
    },
    prepareOffer(settings: Offer['settings'], onNoRelay: Offer['onNoRelay']) {
      const offer = { settings, onNoRelay, close: jest.fn(), setTrack: nothing }
      offers.push(offer)
      return offer
    },
    createCall(settings: CallSettings, handlers: CallHandlers) {
      made.push({ settings, handlers })
      return {
        pair: settings.matched.pair,
        seal: Promise.resolve(SEAL),
        receive: nothing,
        send: nothing,
        setTrack: nothing,
        // All of this connection goes through the relay.
        reach: () => Promise.resolve({ received: 1, route: 'relayed', isTold: false }),
        hasPicture: () => Promise.resolve(true),
        close: nothing,
      }
    },
  } as unknown as Transport
  load.mockResolvedValue(transport)
  const connector = createConnector({
    send: (message) => {
      requests.push(message)
      return sent.push(message.type) > 0
    },
    sendFrame: nothing,
    probe: nothing,
    dispatch: nothing,
    getWish: () => ({ ...FIRST_VIEW.wish, hidden: true, ...chosen }),
    getTracks: () => ({ audio: null, video: null }),
    isLan: () => false,
    isHidden: () => isHidden,
    onLoaded: loaded,
    onOpen: nothing,
    onMessage: nothing,
    onStream: nothing,
    onBlurred: nothing,
    onExposure: (exposure) => exposures.push(exposure),
    onVerification: nothing,
  })
  return { connector, transport, made, offers, requests, sent, exposures, loaded }
}

const { ice: ICE } = SERVER_EXAMPLES.waiting
const MATCHED = SERVER_EXAMPLES.matched
const keysOf = (requests: readonly ClientMessage[]) =>
  requests.map((request) => ('key' in request ? request.key : null))

const meetingOf = (isTold: boolean): Meeting => ({ token: TOKEN, salt: new Uint8Array(32), isTold })

it('[P9] hands on what a call takes also when it came at the second try, and before anybody is asked for', async () => {
  const { connector, transport, loaded, sent } = start()
  load.mockRejectedValueOnce(new Error('the server is being replaced'))
  void connector.search()
  await jest.advanceTimersByTimeAsync(0)
  expect([loaded.mock.calls.length, sent]).toEqual([0, []])
  loaded.mockImplementationOnce(() => sent.push('loaded'))
  await jest.advanceTimersByTimeAsync(2_000)
  expect(loaded).toHaveBeenCalledWith(transport)
  expect(sent).toEqual(['loaded', 'find'])
})

it('[P12] makes one connection for one search, whatever the server says and however often', async () => {
  const { connector, made, offers, requests } = start()
  const { matched } = SERVER_EXAMPLES
  const mine = () => ({ ...matched, answers: (keysOf(requests).at(-1) ?? '').slice(0, 12) })
  // Before anybody is looked for, and with the answer to another search.
  connector.prepare([])
  connector.introduce(matched)
  expect([connector.isAnswered(mine()), made.length]).toEqual([false, 0])
  // And after nobody is looked for any more.
  await connector.search()
  connector.abandon()
  connector.introduce(matched)
  expect([connector.isAnswered(mine()), made.length]).toEqual([false, 0])
  await connector.search()
  expect(connector.isAnswered({ ...matched, answers: 'x'.repeat(12) })).toBe(false)
  expect(connector.isAnswered(mine())).toBe(true)

  for (let times = 0; times < 3; times += 1) connector.prepare([])
  for (const role of ['offer', 'answer'] as const) connector.introduce({ ...matched, role })
  connector.introduce({ ...matched, pair: ID })
  connector.prepare([])
  expect(connector.isAnswered(mine())).toBe(false)
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
  expect(made[0]?.settings.keys.publicKey).toBe(keysOf(requests)[0])
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
  expect([sent, offers[0]?.close.mock.calls.length]).toEqual([['find'], 0])
  await jest.advanceTimersByTimeAsync(1)
  expect([sent, offers[0]?.close.mock.calls.length]).toEqual([['find', 'find'], 1])
  const renewed = ICE.map((server) => ({ ...server, credential: 'new' }))
  connector.prepare(renewed)
  expect(offers[1]?.settings.iceServers).toBe(renewed)
  expect(offers[1]?.settings.certificate).not.toBe(offers[0]?.settings.certificate)
  const [first, second] = keysOf(requests)
  expect(second).not.toBe(first)
  const matched = (key = '') => ({ ...MATCHED, answers: key.slice(0, KEY_NAME_LENGTH) })
  expect(connector.isAnswered(matched(first ?? ''))).toBe(false)
  connector.introduce(matched(second ?? ''))
  expect(made[0]?.settings.prepared).toBe(offers[1])
  // Whoever talks is not torn out of it.
  await jest.advanceTimersByTimeAsync(600_000)
  expect(sent).toEqual(['find', 'find'])
  connector.close()
})

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

describe('a connection that breaks', () => {
  const WITHOUT_RELAY = [{ urls: ['stun:stun.example.org:3478'] }]
  /** It lives so long, or never opens; then both build another, which may be by the relay alone. */
  async function rebuild(
    { connector, made }: ReturnType<typeof start>,
    livedMs: number | null,
    ice = ICE,
  ): Promise<boolean | undefined> {
    if (livedMs !== null) {
      made.at(-1)?.handlers.onOpen({} as never)
      await jest.advanceTimersByTimeAsync(livedMs)
    }
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
})
