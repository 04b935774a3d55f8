import { CLOSE_REASONS } from '../../signaling/protocol.ts'
import { createChat } from '../../web/chat/chat.ts'
import { loadTransport, type Transport } from '../../web/chat/transport.ts'
import { FIRST_VIEW } from '../../web/chat/visit.ts'
import { SERVER_EXAMPLES } from '../signaling/protocolExamples.ts'
import { FakeSocket } from './fakeSocket.ts'
import { fakeTransport, nothing, provide, typesOf } from './chatHarness.ts'

jest.mock('../../web/chat/transport.ts', () => ({ loadTransport: jest.fn() }))

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

describe('a search', () => {
  async function search(transport = fakeTransport()) {
    const sockets = provide()
    jest.mocked(loadTransport).mockResolvedValue(transport)
    const chat = createChat('wss://chat.example.org/signal')
    sockets[0]?.accept()
    sockets[0]?.say(SERVER_EXAMPLES.welcome)
    chat.find({ ...FIRST_VIEW.wish, mode: 'text' })
    await jest.advanceTimersByTimeAsync(0)
    return { chat, sockets }
  }

  it('[C4] that went into a dead socket goes on over another', async () => {
    const { chat, sockets } = await search()
    await jest.advanceTimersByTimeAsync(2_999)
    expect(typesOf(sockets[0]).at(-1)).toBe('find')
    await jest.advanceTimersByTimeAsync(1)
    expect(typesOf(sockets[0]).at(-1)).toBe('ping')
    await jest.advanceTimersByTimeAsync(2_000)
    expect(sockets).toHaveLength(2)
    sockets[1]?.accept()
    sockets[1]?.say(SERVER_EXAMPLES.welcome)
    await jest.advanceTimersByTimeAsync(0)
    expect(typesOf(sockets[1])).toEqual(['hello', 'find'])
    chat.close()
  })

  it('[C4] that was answered leaves the socket alone for 20 s', async () => {
    const { chat, sockets } = await search()
    sockets[0]?.say(SERVER_EXAMPLES.waiting)
    await jest.advanceTimersByTimeAsync(19_999)
    expect(typesOf(sockets[0])).not.toContain('ping')
    await jest.advanceTimersByTimeAsync(1)
    expect(typesOf(sockets[0]).at(-1)).toBe('ping')
    chat.close()
  })

  it('[C2] is not over because the visitor’s own dead socket was found: he asks anew', async () => {
    const createCall = jest.fn()
    const { chat, sockets } = await search(fakeTransport({ createCall }))
    sockets[0]?.end()
    await jest.advanceTimersByTimeAsync(1_250)
    sockets[1]?.accept()
    sockets[1]?.say(SERVER_EXAMPLES.welcome)
    await jest.advanceTimersByTimeAsync(0)
    const keyOf = (socket?: FakeSocket) =>
      (
        JSON.parse(String(socket?.sent.findLast((text) => String(text).includes('"find"')))) as {
          key: string
        }
      ).key
    const [ghost, mine] = sockets.map(keyOf)
    sockets[1]?.say({ ...SERVER_EXAMPLES.matched, key: ghost, answers: mine?.slice(0, 12) })
    await jest.advanceTimersByTimeAsync(0)
    expect([chat.getView().state.phase, createCall.mock.calls.length]).toEqual(['connecting', 0])
    expect(typesOf(sockets[1])).toEqual(['hello', 'find', 'find'])
    expect([ghost, mine]).not.toContain(keyOf(sockets[1]))
    chat.close()
  })

  it.each(['comes late', 'does not come at first'])(
    '[C4] that was given up does not begin when what a call takes %s',
    async (how) => {
      const sockets = provide()
      let arrive: (transport: Transport) => void = nothing
      jest.mocked(loadTransport).mockReset()
      if (how === 'comes late')
        jest
          .mocked(loadTransport)
          .mockImplementation(() => new Promise((resolve) => (arrive = resolve)))
      else jest.mocked(loadTransport).mockRejectedValue(new Error('the server is being replaced'))
      const chat = createChat('wss://chat.example.org/signal')
      sockets[0]?.accept()
      chat.find({ ...FIRST_VIEW.wish, mode: 'text' })
      await jest.advanceTimersByTimeAsync(0)
      chat.cancel()
      arrive(fakeTransport())
      jest.mocked(loadTransport).mockResolvedValue(fakeTransport())
      await jest.advanceTimersByTimeAsync(10_000)
      expect(typesOf(sockets[0])).not.toContain('find')
      chat.close()
    },
  )

  it('[C4] does not hurry a socket that comes back at its own pace', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(1)
    const { chat, sockets } = await search()
    for (let lost = 0; lost < 4; lost += 1) {
      sockets.at(-1)?.end()
      if (lost < 3) await jest.advanceTimersByTimeAsync(1_250 * 2 ** lost)
    }
    expect(sockets).toHaveLength(4)
    // The next attempt is due in 8.25 s.
    await jest.advanceTimersByTimeAsync(8_000)
    expect(sockets).toHaveLength(4)
    random.mockRestore()
    chat.close()
  })

  it.each([
    ['before', 'always', 'always'],
    ['meanwhile', 'choice', 'always'],
  ] as const)(
    '[P8] keeps the address hidden as the visitor was told %s, whatever the server says later',
    async (_, first, then) => {
      const isHidden: boolean[] = []
      const note = ({ relayOnly }: { relayOnly: boolean }) => {
        isHidden.push(relayOnly)
        const { pair } = SERVER_EXAMPLES.matched
        return { pair, send: nothing, close: nothing, seal: new Promise(nothing) }
      }
      const sockets = provide()
      const transport = fakeTransport({ prepareOffer: note, createCall: note })
      jest.mocked(loadTransport).mockResolvedValue(transport)
      const chat = createChat('wss://chat.example.org/signal')
      const say = (message: object) => sockets[0]?.say(message)
      const find = async () => {
        chat.find({ ...FIRST_VIEW.wish, mode: 'text' })
        await jest.advanceTimersByTimeAsync(0)
        say(SERVER_EXAMPLES.waiting)
      }
      sockets[0]?.accept()
      say({ ...SERVER_EXAMPLES.welcome, hiding: first })
      await find()
      say({ ...SERVER_EXAMPLES.welcome, hiding: then })
      say({ ...SERVER_EXAMPLES.welcome, hiding: 'choice' })
      say(SERVER_EXAMPLES.refused)
      // The screen of an end says nothing of addresses, and finds the next one.
      expect(chat.getView().state.phase).toBe('ended')
      await find()
      const { key } = JSON.parse(String(sockets[0]?.sent.at(-1))) as { key: string }
      say({ ...SERVER_EXAMPLES.matched, answers: key.slice(0, 12) })
      expect(isHidden.slice(1)).toEqual([true, true])
      // Who has seen the start screen since then was told what holds now.
      chat.stop()
      chat.cancel()
      expect(chat.getView().state.phase).toBe('idle')
      await find()
      expect(isHidden.slice(1)).toEqual([true, true, false])
      chat.close()
    },
  )

  it('[C5] whose second try finds the server refusing the page ends in words', async () => {
    const call = { pair: SERVER_EXAMPLES.matched.pair, close: nothing, seal: new Promise(nothing) }
    const renewIdentity = () => new Promise(nothing)
    const reach = () => Promise.resolve({ route: 'direct' })
    const createCall = () => ({ ...call, reach })
    const { chat, sockets } = await search(fakeTransport({ createCall, renewIdentity }))
    const { key } = JSON.parse(String(sockets[0]?.sent.at(-1))) as { key: string }
    sockets[0]?.say({ ...SERVER_EXAMPLES.matched, answers: key.slice(0, 12) })
    expect(chat.getView().state.phase).toBe('pairing')
    sockets[0]?.end(CLOSE_REASONS.outdatedPage.code)
    expect(chat.getView().state.phase).toBe('pairing')
    await jest.advanceTimersByTimeAsync(10_000)
    expect(chat.getView().state).toEqual({ phase: 'ended', why: 'outdated', until: null })
    chat.close()
  })

  it('[C7] opens no camera on a page that the server no longer takes', async () => {
    const sockets = provide()
    const open = jest.fn()
    const createMedia = () => ({ open, part: nothing, close: nothing })
    jest.mocked(loadTransport).mockResolvedValue(fakeTransport({ createMedia }))
    const chat = createChat('wss://chat.example.org/signal')
    sockets[0]?.accept()
    sockets[0]?.end(CLOSE_REASONS.outdatedPage.code)
    chat.find(FIRST_VIEW.wish)
    await jest.advanceTimersByTimeAsync(0)
    expect([chat.getView().state, open.mock.calls]).toEqual([
      { phase: 'ended', why: 'outdated', until: null },
      [],
    ])
    chat.close()
  })
})
