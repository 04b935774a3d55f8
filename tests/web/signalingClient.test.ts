import { CLOSE_REASONS, type CloseReason, type ServerMessage } from '../../signaling/protocol.ts'
import { createSignalingClient, type SocketState } from '../../web/chat/signalingClient.ts'
import { FakeSocket } from './fakeSocket.ts'

const URL = 'wss://here.example/signal'
const WELCOME = { type: 'welcome', online: 8, build: 'x', lan: false, hiding: 'choice' }

// The client asks the browser's class only what "open" is called.
Object.assign(globalThis, { WebSocket: { OPEN: 1 } })

beforeEach(() => jest.useFakeTimers())
afterEach(() => {
  jest.clearAllTimers()
  jest.useRealTimers()
})

function start(random: () => number = () => 1) {
  const sockets: FakeSocket[] = []
  const states: SocketState[] = []
  const messages: ServerMessage[] = []
  const signals: ArrayBuffer[] = []
  const client = createSignalingClient(
    {
      url: URL,
      random,
      open(url) {
        const socket = new FakeSocket(url)
        sockets.push(socket)
        return socket as unknown as WebSocket
      },
    },
    {
      onState: (state) => states.push(state),
      onMessage: (message) => messages.push(message),
      onSignal: (frame) => signals.push(frame),
    },
  )
  const socket = () => {
    const last = sockets.at(-1)
    if (last === undefined) throw new Error('no socket was opened')
    return last
  }
  return { client, sockets, states, messages, signals, socket }
}

/** How long after a loss the next socket is opened, to the millisecond. */
function lossesUntilReturn({ sockets, socket }: ReturnType<typeof start>): number {
  socket().end()
  const before = sockets.length
  let waited = 0
  while (sockets.length === before && waited < 60_000) {
    jest.advanceTimersByTime(1)
    waited += 1
  }
  return waited
}

describe('the socket', () => {
  it('opens, says so, and takes binary frames as buffers', () => {
    const { sockets, socket, states } = start()
    expect(socket().url).toBe(URL)
    expect(socket().binaryType).toBe('arraybuffer')
    socket().accept()
    expect(states).toEqual([{ status: 'connecting' }, { status: 'open' }])
    expect(sockets).toHaveLength(1)
  })

  it('says whether a message left', () => {
    const { client, socket } = start()
    const frame = new ArrayBuffer(3)
    expect(client.send({ type: 'stop' })).toBe(false)
    expect(client.sendSignal(frame)).toBe(false)
    socket().accept()
    expect(client.send({ type: 'stop' })).toBe(true)
    expect(client.sendSignal(frame)).toBe(true)
    expect(socket().sent).toEqual(['{"type":"stop"}', frame])
    socket().end()
    expect(client.send({ type: 'stop' })).toBe(false)
  })

  it('hands on messages and signals', () => {
    const { socket, messages, signals } = start()
    const frame = new ArrayBuffer(3)
    socket().accept()
    socket().say(WELCOME)
    socket().deliver(frame)
    expect(messages).toEqual([WELCOME])
    expect(signals).toEqual([frame])
  })

  it.each([
    ['no JSON', '{'],
    ['an unknown type', '{"type":"reboot"}'],
    ['a missing field', '{"type":"welcome","online":8}'],
    ['a wrong type', '{"type":"online","count":"8"}'],
    ['a key that is none', '{"type":"matched","pair":"a","role":"offer"}'],
    ['an unknown reason', '{"type":"partnerLeft","why":"bored"}'],
    ['nothing', ''],
    ['a blob', { size: 3 }],
  ])('[C3] ignores a frame of the server with %s', (_, data) => {
    const { socket, messages, signals, states } = start()
    socket().accept()
    socket().deliver(data)
    expect([messages, signals]).toEqual([[], []])
    expect(states.at(-1)).toEqual({ status: 'open' })
  })
})

describe('a socket that is lost', () => {
  it('[C4] is replaced, with pauses that grow up to a ceiling', () => {
    const all = start()
    const pauses = Array.from({ length: 8 }, () => lossesUntilReturn(all))
    expect(pauses).toEqual([1_250, 2_250, 4_250, 8_250, 15_250, 15_250, 15_250, 15_250])
  })

  it('[C4] is replaced after a random part of the pause, never at once', () => {
    const least = start(() => 0)
    expect([lossesUntilReturn(least), lossesUntilReturn(least)]).toEqual([250, 250])
    const half = start(() => 0.5)
    expect([lossesUntilReturn(half), lossesUntilReturn(half)]).toEqual([750, 1_250])
  })

  it('[C4] is replaced soon again once the server has welcomed us', () => {
    const all = start()
    lossesUntilReturn(all)
    lossesUntilReturn(all)
    all.socket().accept()
    expect(lossesUntilReturn(all)).toBe(4_250)
    all.socket().accept()
    all.socket().say(WELCOME)
    expect(lossesUntilReturn(all)).toBe(1_250)
  })

  it('[C4] is replaced at once when asked, and only once', () => {
    const { client, sockets, socket } = start()
    client.retryNow()
    expect(sockets).toHaveLength(1)
    socket().end()
    client.retryNow()
    client.retryNow()
    expect(sockets).toHaveLength(2)
    socket().accept()
    jest.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(2)
  })

  it('[C4] is one that does not open within 10 s, and is waited for as any other', () => {
    const { sockets, socket, states } = start()
    jest.advanceTimersByTime(9_999)
    expect([sockets.length, states.at(-1)]).toEqual([1, { status: 'connecting' }])
    jest.advanceTimersByTime(1)
    expect(states.at(-1)).toEqual({ status: 'lost', updating: false })
    // Without a code it would be a page that leaves, and end the call.
    expect(sockets[0]?.closedWith).toBe(4000)
    jest.advanceTimersByTime(1_250)
    expect(sockets).toHaveLength(2)
    jest.advanceTimersByTime(9_999)
    socket().accept()
    jest.advanceTimersByTime(60_000)
    expect([sockets.length, states.at(-1)]).toEqual([2, { status: 'open' }])
  })

  it('[C2] is ignored from then on', () => {
    const { client, socket, sockets, states, messages, signals } = start()
    const old = socket()
    old.accept()
    old.end()
    client.retryNow()
    const count = states.length
    old.onopen?.()
    old.say(WELCOME)
    old.deliver(new ArrayBuffer(1))
    old.end(CLOSE_REASONS.outdatedPage.code)
    expect(states).toHaveLength(count)
    expect([messages, signals]).toEqual([[], []])
    socket().accept()
    jest.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(2)
  })

  it.each([
    [CLOSE_REASONS.updating.code, true],
    [CLOSE_REASONS.full.code, false],
    [1001, false],
    [1006, false],
    [4999, false],
  ])('says of code %d whether the server is updating: %s', (code, updating) => {
    const { socket, states } = start()
    socket().accept()
    socket().end(code)
    expect(states.at(-1)).toEqual({ status: 'lost', updating })
  })
})

const reasons = Object.keys(CLOSE_REASONS) as CloseReason[]

describe('a close of the server', () => {
  it.each(reasons.filter((reason) => !CLOSE_REASONS[reason].retry))(
    'that says %s is final',
    (reason) => {
      const { client, socket, sockets, states } = start()
      socket().accept()
      socket().end(CLOSE_REASONS[reason].code)
      expect(states.at(-1)).toEqual({ status: 'refused', reason })
      client.retryNow()
      client.probe()
      jest.advanceTimersByTime(60_000)
      expect(sockets).toHaveLength(1)
    },
  )

  it.each(reasons.filter((reason) => CLOSE_REASONS[reason].retry))(
    '[C4] that says %s is followed by another try',
    (reason) => {
      const { socket, sockets } = start()
      socket().accept()
      socket().end(CLOSE_REASONS[reason].code)
      jest.advanceTimersByTime(1_250)
      expect(sockets).toHaveLength(2)
    },
  )
})

describe('a probe', () => {
  it('[C4] replaces a socket that stays silent for 2 s', () => {
    const { client, socket, sockets, states } = start()
    socket().accept()
    client.probe()
    expect(socket().sent).toEqual(['{"type":"ping"}'])
    jest.advanceTimersByTime(1_999)
    expect(sockets).toHaveLength(1)
    jest.advanceTimersByTime(1)
    expect(sockets).toHaveLength(2)
    expect(sockets[0]?.closedWith).toBeDefined()
    expect(states.slice(-2)).toEqual([
      { status: 'lost', updating: false },
      { status: 'connecting' },
    ])
  })

  it('[C4] keeps the 2 s of the first when it is repeated', () => {
    const { client, socket, sockets } = start()
    socket().accept()
    client.probe()
    jest.advanceTimersByTime(1_500)
    client.probe()
    jest.advanceTimersByTime(500)
    expect(sockets).toHaveLength(2)
    jest.advanceTimersByTime(10_000)
    expect(sockets).toHaveLength(2)
  })

  it.each([
    ['a pong', '{"type":"pong"}'],
    ['a signal', new ArrayBuffer(1)],
    ['anything at all', 'x'],
  ])('[C4] is content with %s', (_, data) => {
    const { client, socket, sockets } = start()
    socket().accept()
    client.probe()
    socket().deliver(data)
    jest.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
  })

  it('[C4] is not answered by the socket it replaced', () => {
    const { client, socket, sockets } = start()
    const old = socket()
    old.accept()
    old.end()
    client.retryNow()
    socket().accept()
    client.probe()
    old.say({ type: 'pong' })
    jest.advanceTimersByTime(2_000)
    expect(sockets).toHaveLength(3)
  })

  it('[C4] without a socket brings one at once', () => {
    const { client, socket, sockets } = start()
    socket().end()
    client.probe()
    expect(sockets).toHaveLength(2)
  })
})

describe('closing', () => {
  it('is final, and clean for the server', () => {
    const { client, socket, sockets, states } = start()
    socket().accept()
    client.probe()
    client.close()
    expect(socket().closedWith).toBe(1000)
    const count = states.length
    socket().end(1000)
    socket().say(WELCOME)
    client.retryNow()
    client.probe()
    expect(client.send({ type: 'stop' })).toBe(false)
    jest.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
    expect(states).toHaveLength(count)
  })

  it('is final between two sockets too', () => {
    const { client, socket, sockets } = start()
    socket().end()
    client.close()
    client.retryNow()
    client.probe()
    jest.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
  })
})
