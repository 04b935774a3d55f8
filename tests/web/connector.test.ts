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

/** A connector whose calls are made by hand. */
function start(chosen: Partial<Wish> = {}) {
  const nothing = () => undefined
  const made: { settings: CallSettings; handlers: CallHandlers }[] = []
  const sent: string[] = []
  const exposures: (Exposure | null)[] = []
  const prepared = jest.fn(() => ({ setTrack: nothing, close: nothing }))
  const loaded = jest.fn()
  const transport = {
    requestOf,
    startPulse,
    prepareOffer: prepared,
    createIdentity: () => Promise.resolve({ keys: { publicKey: KEY }, certificate: null }),
    createCall(settings: CallSettings, handlers: CallHandlers) {
      made.push({ settings, handlers })
      return {
        pair: settings.matched.pair,
        seal: Promise.resolve({} as Seal),
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
    send: (message) => sent.push(message.type) > 0,
    sendFrame: nothing,
    probe: nothing,
    dispatch: nothing,
    getWish: () => ({ ...FIRST_VIEW.wish, hidden: true, ...chosen }),
    getTracks: () => ({ audio: null, video: null }),
    isLan: () => false,
    isHidden: () => true,
    onLoaded: loaded,
    onOpen: nothing,
    onMessage: nothing,
    onStream: nothing,
    onBlurred: nothing,
    onExposure: (exposure) => exposures.push(exposure),
    onVerification: nothing,
  })
  return { connector, transport, made, sent, exposures, loaded, prepared }
}

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
  const { connector, made, prepared } = start()
  const { matched } = SERVER_EXAMPLES
  const answers = KEY.slice(0, 12)
  // Before anybody is looked for, and with the answer to another search.
  connector.prepare([])
  connector.introduce(matched)
  expect([connector.isAnswered({ ...matched, answers }), made.length]).toEqual([false, 0])
  // And after nobody is looked for any more.
  await connector.search()
  connector.abandon()
  connector.introduce(matched)
  expect([connector.isAnswered({ ...matched, answers }), made.length]).toEqual([false, 0])
  await connector.search()
  expect(connector.isAnswered({ ...matched, answers: 'x'.repeat(12) })).toBe(false)
  expect(connector.isAnswered({ ...matched, answers })).toBe(true)

  for (let times = 0; times < 3; times += 1) connector.prepare([])
  for (const role of ['offer', 'answer'] as const) connector.introduce({ ...matched, role })
  connector.introduce({ ...matched, pair: ID })
  connector.prepare([])
  expect(connector.isAnswered({ ...matched, answers })).toBe(false)
  expect([made.length, prepared.mock.calls.length]).toEqual([1, 1])
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
