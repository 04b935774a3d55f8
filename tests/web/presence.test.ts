import type { PeerMessage } from '../../web/chat/peerProtocol.ts'
import { AWAY_MAX_MS, AWAY_MOVING_MAX_MS, createPresence } from '../../web/chat/presence.ts'

beforeEach(() => jest.useFakeTimers())
afterEach(() => {
  jest.clearAllTimers()
  jest.useRealTimers()
})

class FakeSight extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible'
  pictureInPictureElement: Element | null | undefined = null
  turn(state: DocumentVisibilityState): void {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

function start(sight = new FakeSight()) {
  const sent: PeerMessage[] = []
  let ends = 0
  let isSharing = false
  let isMoving = false
  const presence = createPresence({
    sight,
    send: (message) => sent.push(message),
    isSharing: () => isSharing,
    isMoving: () => isMoving,
    onTooLong: () => (ends += 1),
  })
  return {
    sight,
    sent,
    presence,
    ends: () => ends,
    share: (on: boolean) => (isSharing = on),
    move: (on: boolean) => (isMoving = on),
  }
}
const away = (is: boolean) => ({ type: 'away', away: is })

it('[C17] says when the page goes out of sight and when it is back, once each', () => {
  const { sight, sent } = start()
  sight.turn('hidden')
  sight.turn('hidden')
  sight.turn('visible')
  expect(sent).toEqual([away(true), away(false)])
})

it('[C17] ends the conversation after 120 s out of sight, and not a moment sooner', () => {
  const { sight, ends } = start()
  sight.turn('hidden')
  jest.advanceTimersByTime(AWAY_MAX_MS - 1)
  expect(ends()).toBe(0)
  jest.advanceTimersByTime(1)
  expect(ends()).toBe(1)
  expect(AWAY_MAX_MS).toBe(120_000)
})

it('[C17] counts anew for who was back in between', () => {
  const { sight, ends } = start()
  sight.turn('hidden')
  jest.advanceTimersByTime(100_000)
  sight.turn('visible')
  sight.turn('hidden')
  jest.advanceTimersByTime(100_000)
  expect(ends()).toBe(0)
  jest.advanceTimersByTime(20_000)
  expect(ends()).toBe(1)
})

it('[C17] is not away who shows his screen or has the picture in view, until that ends', () => {
  const { sight, sent, share, presence } = start()
  share(true)
  sight.turn('hidden')
  sight.pictureInPictureElement = {} as Element
  share(false)
  presence.look()
  expect(sent).toEqual([])
  sight.pictureInPictureElement = null
  presence.look()
  expect(sent).toEqual([away(true)])
})

it('[C17] is away, but not too long, while something that both agreed to moves, and for 120 s after it', () => {
  const { sight, sent, presence, ends, move } = start()
  move(true)
  sight.turn('hidden')
  expect(sent).toEqual([away(true)])
  for (let seconds = 0; seconds < 600; seconds += 1) {
    jest.advanceTimersByTime(1_000)
    presence.look()
  }
  move(false)
  presence.look()
  jest.advanceTimersByTime(AWAY_MAX_MS - 1)
  expect(ends()).toBe(0)
  jest.advanceTimersByTime(1)
  expect([ends(), sent.length]).toEqual([1, 1])
  // In sight there is nothing to wait for.
  const here = start()
  here.move(true)
  here.presence.look()
  expect(jest.getTimerCount()).toBe(0)
})

it('[C17] is too long away after 30 min, whatever still moves', () => {
  const { sight, presence, ends, move } = start()
  jest.advanceTimersByTime(AWAY_MOVING_MAX_MS)
  move(true)
  sight.turn('hidden')
  const stay = (ms: number) => {
    for (let waited = 0; waited < ms; waited += 60_000) {
      presence.look()
      jest.advanceTimersByTime(60_000)
    }
  }
  stay(AWAY_MOVING_MAX_MS - 60_000)
  presence.look()
  jest.advanceTimersByTime(59_999)
  expect(ends()).toBe(0)
  jest.advanceTimersByTime(1)
  expect(ends()).toBe(1)
  expect(AWAY_MOVING_MAX_MS).toBe(1_800_000)
  // Who was back in between has all of it again.
  const other = start()
  other.move(true)
  other.sight.turn('hidden')
  jest.advanceTimersByTime(AWAY_MAX_MS - 1)
  other.sight.turn('visible')
  jest.advanceTimersByTime(AWAY_MOVING_MAX_MS)
  other.sight.turn('hidden')
  jest.advanceTimersByTime(AWAY_MAX_MS - 1)
  expect(other.ends()).toBe(0)
})

it('[C17] is away from the start in a page that was out of sight, and says so over a new connection', () => {
  const sight = new FakeSight()
  sight.turn('hidden')
  const { sent, presence } = start(sight)
  presence.tell()
  expect(sent).toEqual([away(true), away(true)])
})

it('[C17] says over a new connection that it is back, for whoever missed it', () => {
  const { sight, sent, presence } = start()
  sight.turn('hidden')
  // While there is no connection this word is lost.
  sight.turn('visible')
  sent.length = 0
  presence.tell()
  expect(sent).toEqual([away(false)])
})

it('[C17] is away also where the browser has no floating picture, and no property for it', () => {
  const sight = new FakeSight()
  sight.pictureInPictureElement = undefined
  const { sent } = start(sight)
  sight.turn('hidden')
  expect(sent).toEqual([away(true)])
})

it('[C17] leaves no timer and no listener behind', () => {
  const { sight, sent, presence, ends } = start()
  sight.turn('hidden')
  presence.close()
  sight.turn('visible')
  jest.advanceTimersByTime(AWAY_MAX_MS)
  expect([sent.length, ends(), jest.getTimerCount()]).toEqual([1, 0, 0])
})
