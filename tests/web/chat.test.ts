import { requestOf } from '../../web/chat/asking.ts'
import { createChat } from '../../web/chat/chat.ts'
import { loadTransport, type Transport } from '../../web/chat/transport.ts'
import { FIRST_VIEW } from '../../web/chat/visit.ts'
import { KEY, SERVER_EXAMPLES } from '../signaling/protocolExamples.ts'
import { FakeSocket } from './fakeSocket.ts'

jest.mock('../../web/chat/transport.ts', () => ({ loadTransport: jest.fn() }))

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

it('[P9] reports strangers and solves puzzles also when a call could not be loaded at first', async () => {
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
