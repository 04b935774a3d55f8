import { requestOf } from '../../web/chat/asking.ts'
import type { DeviceProblem } from '../../web/chat/camera.ts'
import { createChat } from '../../web/chat/chat.ts'
import { createConnector } from '../../web/chat/connector.ts'
import { loadTransport, type Transport } from '../../web/chat/transport.ts'
import { createReporting } from '../../web/chat/reporting.ts'
import { FIRST_VIEW } from '../../web/chat/visit.ts'
import { KEY, SERVER_EXAMPLES } from '../signaling/protocolExamples.ts'
import { fakeTransport, nothing, provide, typesOf } from './chatHarness.ts'

jest.mock('../../web/chat/transport.ts', () => ({ loadTransport: jest.fn() }))

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

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
    createConnector,
    requestOf,
    createIdentity: () => Promise.resolve({ keys: { publicKey: KEY }, certificate: null }),
    createAids: () => ({
      solver: { solve, cancel: jest.fn() },
      reporting: { socketOpen: jest.fn(), hear: jest.fn() },
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

it('[C7] what is wrong with a device is not said while it is asked for again', async () => {
  provide()
  let tell = (_problem: DeviceProblem): void => undefined
  const createMedia = ({ onProblem }: { onProblem: typeof tell }) => {
    tell = onProblem
    return { open: nothing, part: nothing, close: nothing }
  }
  jest.mocked(loadTransport).mockResolvedValue(fakeTransport({ createMedia }))
  const chat = createChat('wss://chat.example.org/signal')
  chat.find(FIRST_VIEW.wish)
  await jest.advanceTimersByTimeAsync(0)
  const problem = () => chat.getView().state
  tell('inUse')
  expect(problem()).toEqual({ phase: 'askingCamera', problem: 'inUse' })
  chat.openDevices('video')
  expect(problem()).toEqual({ phase: 'askingCamera', problem: null })
  tell('inUse')
  expect(problem()).toEqual({ phase: 'askingCamera', problem: 'inUse' })
  chat.close()
})

it('[C18] [P7] devices are tried out with nobody looked for and nothing asked, and let go after it', async () => {
  const sockets = provide()
  const media = { open: jest.fn(), part: nothing, close: jest.fn() }
  const load = jest.mocked(loadTransport)
  load.mockResolvedValue(fakeTransport({ createMedia: () => media }))
  const chat = createChat('wss://chat.example.org/signal')
  sockets[0]?.accept()
  chat.find(FIRST_VIEW.wish)
  await jest.advanceTimersByTimeAsync(0)
  chat.cancel()
  media.close.mockClear()
  media.open.mockClear()
  const said = typesOf(sockets[0])
  const letGo = chat.tryOut({ ...FIRST_VIEW.wish, isBlurred: true })
  expect(chat.getView()).toMatchObject({ isTryingOut: true, wish: { isBlurred: true } })
  // The time of a camera that waits for the next search does not end it.
  await jest.advanceTimersByTimeAsync(40_000)
  expect([media.open.mock.calls, media.close.mock.calls]).toEqual([[], []])
  chat.openDevices('video')
  await jest.advanceTimersByTimeAsync(0)
  expect(media.open).toHaveBeenCalledWith('video')
  letGo()
  expect(media.close).toHaveBeenCalledTimes(1)
  expect(chat.getView()).toMatchObject({ isTryingOut: false, state: { phase: 'idle' } })
  expect(typesOf(sockets[0]).filter((type) => type !== 'ping')).toEqual(said)

  load.mockRejectedValueOnce(new Error('the server is being replaced'))
  chat.tryOut(FIRST_VIEW.wish)
  await jest.advanceTimersByTimeAsync(0)
  expect(chat.getView().deviceProblem).toBe('unknown')
  chat.close()
})

it('[C5] a report into a dead socket finds that out', async () => {
  const sockets = provide()
  const chat = createChat('wss://chat.example.org/signal')
  sockets[0]?.accept()
  chat.report('t'.repeat(22), 'minor')
  expect(typesOf(sockets[0]).at(-1)).toBe('ping')
  await jest.advanceTimersByTimeAsync(2_000)
  expect(sockets).toHaveLength(2)
  chat.close()
})

it('[C12] makes place for what a stranger offers without drawing the page for each of it', async () => {
  const sockets = provide()
  let nextOrder: () => number = () => 0
  let open = (): void => undefined
  // Whatever else is asked of it does nothing; a promise it is not.
  const quiet = <Part extends object>(part: Part) =>
    new Proxy(part, {
      get: (of, name) => Reflect.get(of, name) ?? (name === 'then' ? undefined : nothing),
    })
  const reach = () => Promise.resolve({ route: 'direct' })
  const transport = fakeTransport({
    createMedia: () => quiet({ tracks: () => ({ audio: null, video: null }) }),
    createCall(_: unknown, handlers: { onOpen: (peer: object) => void }) {
      open = () => handlers.onOpen({})
      return quiet({ pair: SERVER_EXAMPLES.matched.pair, seal: Promise.resolve({}), reach })
    },
    startPulse: () => nothing,
    createExtras(options: { nextOrder: () => number }) {
      nextOrder = options.nextOrder
      return quiet({})
    },
    createAgain: () => quiet({}),
  })
  jest.mocked(loadTransport).mockResolvedValue(transport)
  const chat = createChat('wss://chat.example.org/signal')
  sockets[0]?.accept()
  chat.find({ ...FIRST_VIEW.wish, mode: 'text' })
  await jest.advanceTimersByTimeAsync(0)
  const { key } = JSON.parse(String(sockets[0]?.sent.at(-1))) as { key: string }
  sockets[0]?.say({ ...SERVER_EXAMPLES.matched, answers: key.slice(0, 12) })
  open()
  const draw = jest.fn()
  chat.subscribe(draw)
  expect([nextOrder(), nextOrder(), nextOrder()]).toEqual([0, 1, 2])
  expect(chat.getView().conversation.count).toBe(3)
  expect(draw).not.toHaveBeenCalled()
  chat.close()
})

it('[P10] the server hears of an end that was only said to the stranger, unless one searches on', async () => {
  const sockets = provide()
  let hide: () => void = nothing
  const matched = SERVER_EXAMPLES.matched
  const transport = fakeTransport({
    createCall: (_options: unknown, handlers: { onOpen: (peer: object) => void }) => {
      hide = () => handlers.onOpen({})
      const reach = () => Promise.resolve({ route: 'direct' })
      return {
        pair: matched.pair,
        close: nothing,
        send: nothing,
        seal: new Promise(nothing),
        reach,
      }
    },
    startPulse: () => nothing,
    createMedia: () => ({ part: nothing, close: nothing, tracks: () => ({}) }),
    createExtras: ({ onAwayTooLong }: { onAwayTooLong: () => void }) => {
      hide = onAwayTooLong
      return { connect: nothing, close: nothing, talk: {} }
    },
    createAgain: () => ({ begin: nothing, moved: nothing, forgetLast: nothing, close: nothing }),
    createAids: () => ({
      solver: { cancel: nothing },
      reporting: {
        begin: nothing,
        opened: nothing,
        end: nothing,
        socketOpen: nothing,
        hear: nothing,
        close: nothing,
      },
    }),
  })
  jest.mocked(loadTransport).mockReset()
  jest.mocked(loadTransport).mockResolvedValue(transport)
  const chat = createChat('wss://chat.example.org/signal')
  sockets[0]?.accept()
  sockets[0]?.say(SERVER_EXAMPLES.welcome)
  for (const goesOn of [false, true]) {
    chat.find({ ...FIRST_VIEW.wish, mode: 'text' })
    await jest.advanceTimersByTimeAsync(0)
    const find = String(sockets[0]?.sent.findLast((text) => String(text).includes('"find"')))
    const { key } = JSON.parse(find) as { key: string }
    sockets[0]?.say({ ...matched, answers: key.slice(0, 12) })
    hide()
    expect(chat.getView().state.phase).toBe('talking')
    hide()
    expect(chat.getView().state).toMatchObject({ phase: 'ended', why: 'away' })
    const count = () => typesOf(sockets[0]).filter((type) => type === 'stop').length
    const before = count()
    await jest.advanceTimersByTimeAsync(1_999)
    if (goesOn) chat.find({ ...FIRST_VIEW.wish, mode: 'text' })
    expect(count()).toBe(before)
    await jest.advanceTimersByTimeAsync(1)
    expect(count()).toBe(before + (goesOn ? 0 : 1))
  }
  chat.close()
})

it('[P9] [P12] [C5] a call that a restarted server does not know gets its token there, and word of its end, and no other connection', async () => {
  const sockets = provide()
  const { matched } = SERVER_EXAMPLES
  let open: () => void = nothing
  const createCall = jest.fn((_: unknown, handlers: { onOpen: (peer: object) => void }) => {
    open = () => handlers.onOpen({})
    const seal = Promise.resolve({ derive: () => Promise.resolve(new Uint8Array(32)) })
    const reach = () => Promise.resolve({ route: 'direct' })
    const hasPicture = () => Promise.resolve(true)
    return { pair: matched.pair, close: nothing, send: nothing, seal, reach, hasPicture }
  })
  const transport = fakeTransport({
    createCall,
    startPulse: () => nothing,
    createMedia: () => ({ part: nothing, close: nothing, tracks: () => ({}) }),
    createExtras: () => ({ connect: nothing, close: nothing, talk: {} }),
    createAgain: () => ({ begin: nothing, moved: nothing, forgetLast: nothing, close: nothing }),
    createAids: (...[send, , show]: Parameters<Transport['createAids']>) => ({
      solver: { cancel: nothing },
      reporting: createReporting(send, show),
    }),
  })
  jest.mocked(loadTransport).mockReset()
  jest.mocked(loadTransport).mockResolvedValue(transport)
  const chat = createChat('wss://chat.example.org/signal')
  const said = (type: string) =>
    JSON.parse(
      String(sockets.at(-1)?.sent.findLast((text) => String(text).includes(`"type":"${type}"`))),
    ) as { key: string; token: string }
  sockets[0]?.accept()
  chat.find({ ...FIRST_VIEW.wish, mode: 'text' })
  await jest.advanceTimersByTimeAsync(0)
  sockets[0]?.say({ ...matched, answers: said('find').key.slice(0, 12) })
  open()
  sockets[0]?.end()
  await jest.advanceTimersByTimeAsync(5_000)
  sockets[1]?.accept()
  expect(said('keep').token).toBe(matched.report)
  sockets[1]?.say({ type: 'kept', known: false })
  await jest.advanceTimersByTimeAsync(0)
  const again = { pair: 'q'.repeat(22), key: 'z'.repeat(87), report: 'n'.repeat(22) }
  sockets[1]?.say({ ...matched, ...again, answers: said('meet').key.slice(0, 12) })
  expect(createCall).toHaveBeenCalledTimes(1)
  expect(chat.getView().state).toMatchObject({ phase: 'talking', pair: matched.pair })
  sockets[1]?.say({ type: 'partnerLeft', why: 'left', pair: 'x'.repeat(22) })
  expect(chat.getView().state.phase).toBe('talking')
  sockets[1]?.say({ type: 'partnerLeft', why: 'left', pair: again.pair })
  expect(chat.getView().state).toMatchObject({ phase: 'ended', why: 'left' })
  chat.report(chat.getView().lastSubject ?? '', 'spam')
  expect(said('report').token).toBe('n'.repeat(22))
  chat.close()
})
