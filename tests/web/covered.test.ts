import type { Dressed, Dresser } from '../../web/chat/dresser.ts'
import { createMedia } from '../../web/chat/media.ts'
import type { PeerMessage } from '../../web/chat/peerProtocol.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'
import { FakeTrack, fakeStream, questions } from './fakeDevices.ts'

const asTrack = (track: FakeTrack) => track as unknown as MediaStreamTrack

/** A track for each question, as a browser makes it; clear is the source itself. */
function fakeDresser() {
  const asked: Dressed[] = []
  const made = new Map<string, FakeTrack>()
  let shapes = 0
  const dresser: Dresser = {
    dress(what) {
      asked.push(what)
      if (what.look === 'clear') return what.source
      if (what.look !== 'shape' && what.source === null) return null
      const name = what.look === 'shape' ? `shape ${shapes}` : `${what.look} ${what.source?.label}`
      const track = made.get(name) ?? new FakeTrack('video', name)
      made.set(name, track)
      return asTrack(track)
    },
    renew: () => (shapes += 1),
    close: () => undefined,
  }
  return { dresser, asked }
}

/** A visitor with a camera, in a call; everything that was given to the connection is noted. */
async function start(isBlurred: boolean) {
  const devices = questions()
  const screens: FakeTrack[] = []
  const silent = () => undefined
  Object.assign(navigator.mediaDevices, {
    addEventListener: silent,
    removeEventListener: silent,
    enumerateDevices: () => Promise.resolve([]),
    getDisplayMedia() {
      const track = new FakeTrack('video', 'screen')
      screens.push(track)
      return Promise.resolve({ getVideoTracks: () => [track] })
    },
  })
  const wish = { ...FIRST_VIEW.wish, isBlurred }
  const common = { interests: [], languages: [] }
  const state = { phase: 'talking', pair: 'p', common, link: 'live' } as const
  let view: View = { ...FIRST_VIEW, wish, state }
  const given: (string | null)[] = []
  const told: PeerMessage[] = []
  const media = createMedia(
    {
      send: (message) => told.push(message),
      getView: () => view,
      show: (change) => (view = { ...view, ...change }),
      setTrack(kind, track) {
        if (kind === 'video') given.push(track?.label ?? null)
      },
      onReady: silent,
      onProblem: silent,
    },
    fakeDresser().dresser,
  )
  media.open('video')
  const first = fakeStream('audio', 'video')
  await devices.answer(0, first.stream)
  const look = () => {
    const last = told.findLast((message) => message.type === 'media')
    return last?.type === 'media' ? last.look : undefined
  }
  const setMode = (mode: View['wish']['mode']) => {
    view = { ...view, wish: { ...wish, mode } }
  }
  return { ...devices, media, first, given, screens, look, told, setMode, view: () => view }
}

const RAW = ['another video', 'screen']

describe('a covered picture', () => {
  it('[C23] is all that ever goes out, whatever happens to the camera', async () => {
    const { media, answer, given, first, look, screens, view } = await start(true)
    media.choose({ camera: 'second' })
    await answer(1, fakeStream('video').stream)
    media.choose({ facing: 'environment' })
    await answer(2, fakeStream('video').stream)
    media.setCamera(false)
    media.setCamera(true)
    media.choose({ picture: 'soft' })
    media.choose({ picture: 'camera' })
    await media.share()
    media.stopSharing()
    first.tracks[0]?.end()
    await answer(3, fakeStream('audio').stream)
    media.close()
    media.open('video')
    await answer(4, fakeStream('audio', 'video').stream)
    expect(media.tracks().video?.label).toBe('blurred another video')
    expect(new Set(given)).toEqual(new Set(['blurred another video']))
    expect(view().media.dressed).not.toBeNull()
    expect({ look: look(), screens }).toEqual({ look: 'blurred', screens: [] })
  })

  it('[C23] is covered for the stranger who wished it, before he is told anything', async () => {
    const { media, given, told } = await start(false)
    expect(given.at(-1)).toBe('another video')
    told.length = 0
    media.cover.agree()
    expect(given.at(-1)).toBe('blurred another video')
    expect(media.tracks().video?.label).toBe('blurred another video')
    media.cover.reset()
    expect(given.at(-1)).toBe('another video')
  })

  it('[C23] is nothing in a text chat, whatever the stranger says', async () => {
    const { media, view, setMode } = await start(false)
    setMode('text')
    media.cover.agree()
    expect(view().reveal).toBeNull()
  })

  it('[C23] shows clearly what both agreed to show, and takes a screen back with it', async () => {
    const { media, given, look, screens } = await start(true)
    media.cover.hear(true)
    expect(given.filter((name) => RAW.includes(name ?? ''))).toEqual([])
    media.cover.press()
    expect([given.at(-1), look()]).toEqual(['another video', 'clear'])
    await media.share()
    expect(given.at(-1)).toBe('screen')
    media.cover.takeBack()
    expect(given.at(-1)).toBe('blurred another video')
    expect(screens.map(({ isStopped }) => isStopped)).toEqual([true])
    expect(look()).toBe('blurred')
  })

  it('[C23] does not begin to show a screen that was chosen too late', async () => {
    const { media, given, screens } = await start(true)
    media.cover.hear(true)
    media.cover.press()
    const sharing = media.share()
    media.cover.takeBack()
    await sharing
    expect(given).not.toContain('screen')
    expect(screens.map(({ isStopped }) => isStopped)).toEqual([true])
  })
})

describe('another picture in the camera’s place', () => {
  it('[C24] is softened, and off when the camera is off', async () => {
    const { media, given, look } = await start(false)
    media.choose({ picture: 'soft' })
    expect([given.at(-1), look()]).toEqual(['soft another video', 'soft'])
    media.setCamera(false)
    expect(media.tracks().video?.enabled).toBe(false)
    media.setCamera(true)
    expect(media.tracks().video?.enabled).toBe(true)
  })

  it('[C24] is drawn without a camera, which is asked for again when it is wanted', async () => {
    const { media, answer, asked, given, first, look, told, view } = await start(false)
    media.choose({ picture: 'shape' })
    expect(first.tracks.map(({ isStopped }) => isStopped)).toEqual([false, true])
    expect([given.at(-1), look()]).toEqual(['shape 0', 'shape'])
    expect(told.findLast(({ type }) => type === 'media')).toMatchObject({ camera: true })
    expect(view().localStream?.getTracks()).toEqual([first.tracks[0]])
    // The next stranger sees another one.
    media.cover.reset()
    expect(given.at(-1)).toBe('shape 1')
    media.choose({ picture: 'camera' })
    expect(given.at(-1)).toBeNull()
    await answer(1, fakeStream('video').stream)
    expect(asked[1]).not.toHaveProperty('audio')
    expect([given.at(-1), look()]).toEqual(['another video', 'clear'])
  })

  it('[C24] opens no camera while it is drawn', async () => {
    const { media, asked } = await start(false)
    media.choose({ picture: 'shape' })
    media.close()
    media.open('video')
    expect(asked.at(-1)).toMatchObject({ video: false })
    media.choose({ facing: 'environment' })
    expect(asked).toHaveLength(2)
  })
})
