import { requestOf } from '../../web/chat/asking.ts'
import { createChat } from '../../web/chat/chat.ts'
import { loadTransport, type Transport } from '../../web/chat/transport.ts'
import { FIRST_VIEW } from '../../web/chat/visit.ts'
import { KEY, SERVER_EXAMPLES } from '../signaling/protocolExamples.ts'
import { FakeSocket } from './fakeSocket.ts'

jest.mock('../../web/chat/transport.ts', () => ({ loadTransport: jest.fn() }))

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

/** The sockets of a page in a browser that can make calls; they are as they were asked for. */
function provide(): FakeSocket[] {
  const sockets: FakeSocket[] = []
  class Socket extends FakeSocket {
    static readonly OPEN = 1
    constructor(url: string) {
      super(url)
      sockets.push(this)
    }
  }
  Object.assign(globalThis, {
    WebSocket: Socket,
    RTCPeerConnection: class {},
    isSecureContext: true,
  })
  return sockets
}

it('[C53] lets go of what was wished for one stranger when nobody is there any more', async () => {
  const sockets = provide()
  const media = { open: jest.fn(), part: jest.fn(), close: jest.fn() }
  const transport = { createMedia: () => media } as unknown as Transport
  jest.mocked(loadTransport).mockResolvedValue(transport)
  const chat = createChat('wss://chat.example.org/signal')
  sockets[0]?.accept()
  chat.openDevices('video')
  await jest.advanceTimersByTimeAsync(0)
  expect(media.open).toHaveBeenCalledTimes(1)
  expect(media.part).not.toHaveBeenCalled()
  sockets[0]?.say({ ...SERVER_EXAMPLES.refused, reason: 'blocked' })
  expect(chat.getView().state.phase).toBe('ended')
  expect(media.part).toHaveBeenCalledTimes(1)
  chat.close()
})

it('[P9] reports strangers and solves puzzles also when a call could not be loaded at first', async () => {
  const sockets = provide()
  const solve = jest.fn()
  const transport = {
    requestOf,
    createIdentity: () => Promise.resolve({ keys: { publicKey: KEY }, certificate: null }),
    createAids: () => ({
      solver: { solve, cancel: jest.fn() },
      reporting: { socketOpen: jest.fn() },
    }),
    prepareOffer: () => ({ close: jest.fn() }),
  } as unknown as Transport
  const load = jest.mocked(loadTransport)
  load.mockRejectedValue(new Error('the server is being replaced'))
  const chat = createChat('wss://chat.example.org/signal')
  sockets[0]?.accept()
  chat.find({ ...FIRST_VIEW.wish, mode: 'text' })
  await jest.advanceTimersByTimeAsync(0)
  load.mockResolvedValue(transport)
  await jest.advanceTimersByTimeAsync(2_000)
  expect(sockets[0]?.sent.at(-1)).toMatch(/"type":"find"/)
  sockets[0]?.say(SERVER_EXAMPLES.challenge)
  expect(solve).toHaveBeenCalledWith(SERVER_EXAMPLES.challenge.puzzle)
})
