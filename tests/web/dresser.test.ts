import { createDresser } from '../../web/chat/dresser.ts'
import { FakeTrack, fakeStream } from './fakeDevices.ts'

const asTrack = (track: FakeTrack) => track as unknown as MediaStreamTrack

/** A browser in which something of what is made fails. */
function provideCanvas(context: object | null): FakeTrack {
  const drawn = new FakeTrack('video', 'drawn')
  Object.assign(globalThis, {
    matchMedia: () => ({ matches: false }),
    document: {
      createElement(name: string) {
        if (name === 'video') throw new TypeError('there is no player')
        return {
          getContext: () => context,
          captureStream: () => ({ getVideoTracks: () => [drawn] }),
        }
      },
    },
  })
  return drawn
}

/** A microphone, and the copies that are made of it. */
function microphone() {
  const { tracks } = fakeStream('audio')
  const [track] = tracks
  const copies: FakeTrack[] = []
  const clone = () => {
    const copy = new FakeTrack('audio', 'copy')
    copies.push(copy)
    return copy
  }
  return { track: Object.assign(track ?? new FakeTrack('audio'), { clone }), copies }
}

function provideSound(fails: boolean): void {
  const node = { connect: (next: unknown) => next }
  class Context {
    createAnalyser = () => ({ ...node })
    createMediaStreamSource() {
      if (fails) throw new TypeError('there is no sound')
      return node
    }
    resume = () => Promise.resolve()
    close = () => Promise.resolve()
  }
  Object.assign(globalThis, { AudioContext: Context })
}

it.each([
  ['canvas', false],
  ['sound', true],
])('[C18] a shape that cannot be made for want of %s leaves no microphone open', (_, fails) => {
  provideCanvas(null)
  provideSound(fails)
  const { track, copies } = microphone()
  const what = { source: null, look: 'shape', voice: asTrack(track) } as const
  expect(createDresser().dress(what)).toBeNull()
  expect(copies.map(({ isStopped }) => isStopped)).toEqual([true])
  expect(track.isStopped).toBe(false)
})

it('[C18] a blur that cannot be made leaves no track behind', () => {
  const drawn = provideCanvas({})
  const source = asTrack(new FakeTrack('video'))
  expect(createDresser().dress({ source, look: 'soft', voice: null })).toBeNull()
  expect(drawn.isStopped).toBe(true)
})
