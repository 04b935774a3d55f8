import { fakeStream, named } from './fakeDevices.ts'
import { start } from './mediaHarness.ts'

it('[C15] tells the stranger of the data saver, also without a device', () => {
  const { media, told } = start()
  media.choose({ isSaving: true })
  expect(told.at(-1)).toMatchObject({ saving: true, camera: false })
  media.choose({ volume: 0.5 })
  expect(told).toHaveLength(1)
})

it('[C15] mirrors nothing that is sent, and shows one’s own picture so in the next call, too', async () => {
  const { answer, asked, media, told, sent, settings } = start()
  const { stream, tracks } = fakeStream('audio', 'video')
  media.open('video')
  await answer(0, stream)
  const before = told.length
  media.choose({ isMirrored: false })
  expect([asked.length, told.length, sent.video]).toEqual([1, before, tracks[1]])
  media.part()
  media.close()
  expect(settings().isMirrored).toBe(false)
})

it('[C53] writes down nobody else: captions end with the conversation, and other choices stay', () => {
  const { media, settings } = start()
  media.choose({ hasCaptions: true, volume: 0.5 })
  media.part()
  expect(settings()).toMatchObject({ hasCaptions: false, volume: 0.5 })
})

it('[C7] promises no picture when the one camera was let go and the next does not open', async () => {
  const { answer, media, told, sent, problems } = start()
  const { stream, tracks } = fakeStream('audio', 'video')
  media.open('video')
  await answer(0, stream)
  expect(told.at(-1)).toMatchObject({ camera: true, microphone: true })
  media.choose({ facing: 'environment' })
  await answer(1, named('NotReadableError'))
  await answer(2, named('NotReadableError'))
  expect(problems).toEqual(['inUse'])
  expect(sent).toEqual({ audio: tracks[0], video: null })
  expect(told.at(-1)).toMatchObject({ camera: false, microphone: true })
})

describe('how the visitor is to be seen', () => {
  const constraintsOf = ({ audio, video }: MediaStreamConstraints) => [
    audio !== undefined && audio !== false,
    video !== undefined && video !== false,
  ]

  it('[C24] opens his camera again after a drawn shape, in the next call, too', async () => {
    const { answer, asked, media, view } = start()
    media.choose({ picture: 'shape' })
    media.open('video')
    await answer(0, fakeStream('audio').stream)
    media.choose({ picture: 'camera' })
    await answer(1, fakeStream('video').stream)
    media.close()
    media.open(view().choice ?? 'video')
    await answer(2, fakeStream('audio', 'video').stream)
    expect(asked.map(constraintsOf)).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ])
  })

  it('[C24] [C18] leaves no camera open when a shape was chosen while the browser asked', async () => {
    const { answer, media, sent, view } = start()
    const { stream, tracks } = fakeStream('audio', 'video')
    media.open('video')
    media.choose({ picture: 'shape' })
    await answer(0, stream)
    expect(tracks.map(({ isStopped }) => isStopped)).toEqual([false, true])
    expect(sent.audio).toBe(tracks[0])
    expect(view().localStream?.getTracks()).toEqual([tracks[0]])
  })

  it('[C24] is by a camera when that was chosen while the browser asked for the voice alone', async () => {
    const { answer, asked, media, sent } = start()
    media.choose({ picture: 'shape' })
    media.open('video')
    media.choose({ picture: 'camera' })
    await answer(0, fakeStream('audio').stream)
    const { stream, tracks } = fakeStream('video')
    await answer(1, stream)
    expect(asked.map(constraintsOf)).toEqual([
      [true, false],
      [false, true],
    ])
    expect(sent.video).toBe(tracks[0])
  })
})

describe('the other camera', () => {
  const CAMERAS = [
    ['videoinput', 'front'],
    ['videoinput', 'back'],
    ['audioinput', 'microphone'],
  ] as const

  it('[C15] takes turns, by where they look or one after the other', async () => {
    const { answer, asked, media, plug, settings } = start()
    media.open('video')
    const { stream, tracks } = fakeStream('audio', 'video')
    Object.assign(tracks[1] ?? {}, { settings: { deviceId: 'front' } })
    await answer(0, stream)
    await plug(...CAMERAS)
    media.flip()
    expect(settings()).toMatchObject({ camera: 'back', facing: 'user' })
    const other = fakeStream('video')
    Object.assign(other.tracks[0] ?? {}, { settings: { deviceId: 'back', facingMode: 'user' } })
    await answer(1, other.stream)
    media.flip()
    expect(settings()).toMatchObject({ camera: null, facing: 'environment' })
    expect(asked).toHaveLength(3)
  })

  it('[C15] is the next in the list where another one came than was asked for', async () => {
    const { answer, asked, media, plug, settings } = start()
    media.open('video')
    const opened = (deviceId: string, facingMode: string) => {
      const { stream, tracks } = fakeStream('video')
      Object.assign(tracks[0] ?? {}, { settings: { deviceId, facingMode } })
      return stream
    }
    await answer(0, opened('front', 'user'))
    await plug(...CAMERAS)
    media.flip()
    await answer(1, opened('other', 'user'))
    expect(settings()).toMatchObject({ camera: null, facing: 'environment' })
    media.flip()
    expect(asked[2]?.video).toMatchObject({ deviceId: { exact: 'front' } })
  })

  it('[C15] is the next in the list where none looks the other way, and is asked for once', async () => {
    const { answer, asked, media, plug, settings } = start()
    const opened = (deviceId: string, facingMode?: string) => {
      const { stream, tracks } = fakeStream('video')
      Object.assign(tracks[0] ?? {}, { settings: { deviceId, facingMode } })
      return stream
    }
    media.open('video')
    await answer(0, opened('front', 'user'))
    await plug(...CAMERAS)
    media.flip()
    // The browser gives the same once more.
    await answer(1, opened('front', 'user'))
    expect(asked[2]?.video).toMatchObject({ deviceId: { exact: 'back' } })
    await answer(2, opened('back'))
    media.flip()
    expect(asked[3]?.video).toMatchObject({ deviceId: { exact: 'front' } })
    await answer(3, opened('front', 'user'))
    // Who has chosen another one meanwhile has that, and so has who wants the same once more.
    media.flip()
    media.choose({ camera: 'front' })
    await answer(4, opened('front', 'user'))
    await answer(5, opened('front', 'user'))
    expect([settings().camera, asked.length]).toEqual(['front', 6])
  })

  it.each([
    ['camera', 'audio'],
    ['shape', 'video'],
  ] as const)('[C15] [C24] opens nothing for who shows none: %s, %s', async (picture, choice) => {
    const { answer, asked, media, plug, settings, told } = start()
    media.choose({ picture })
    media.open(choice)
    await answer(0, fakeStream('audio').stream)
    await plug(...CAMERAS)
    const [before, said] = [settings(), told.length]
    media.flip()
    expect(settings()).toEqual(before)
    expect([asked.length, told.length]).toEqual([1, said])
  })
})

describe('a drawn shape that is chosen while the camera is off', () => {
  async function hide() {
    const page = start()
    page.media.open('video')
    await page.answer(0, fakeStream('audio', 'video').stream)
    page.media.setCamera(false)
    page.media.choose({ picture: 'shape' })
    return page
  }

  it('[C24] is seen, and the camera after it is off as before', async () => {
    const { answer, media, told, view } = await hide()
    expect(told.at(-1)).toMatchObject({ camera: true, look: 'shape' })
    media.choose({ picture: 'camera' })
    const { stream, tracks } = fakeStream('video')
    await answer(1, stream)
    expect(told.at(-1)).toMatchObject({ camera: false, look: 'clear' })
    expect([view().isCameraOn, tracks[0]?.enabled]).toEqual([false, false])
  })

  it('[C24] can be switched off itself, and what was switched since then holds', async () => {
    const { answer, media, told, view } = await hide()
    media.setCamera(false)
    expect(told.at(-1)).toMatchObject({ camera: false, look: 'shape' })
    media.setCamera(true)
    media.choose({ picture: 'soft' })
    await answer(1, fakeStream('video').stream)
    expect([view().isCameraOn, told.at(-1)?.camera]).toEqual([true, true])
  })
})

describe('a choice that fails', () => {
  it('[C15] leaves the settings as what is open, however many were made before it', async () => {
    const { answer, media, settings } = start()
    media.open('video')
    await answer(0, fakeStream('audio', 'video').stream)
    media.choose({ camera: 'first' })
    await answer(1, fakeStream('video').stream)
    media.choose({ camera: 'second' })
    media.choose({ volume: 0.5 })
    media.choose({ camera: 'third' })
    await answer(3, named('OverconstrainedError'))
    await answer(2, fakeStream('video').stream)
    expect(settings()).toMatchObject({ camera: 'first', volume: 0.5 })
  })

  it('[C15] leaves alone what was chosen for the other device', async () => {
    const { answer, media, settings } = start()
    media.open('video')
    await answer(0, fakeStream('audio', 'video').stream)
    media.choose({ microphone: 'mine' })
    media.choose({ camera: 'gone' })
    await answer(2, named('OverconstrainedError'))
    await answer(1, fakeStream('audio').stream)
    expect(settings()).toMatchObject({ camera: null, microphone: 'mine' })
  })

  it.each(['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const)(
    '[C15] cleans the voice that is open otherwise at once: %s',
    async (name) => {
      const { answer, asked, media } = start()
      const { stream, tracks } = fakeStream('audio')
      media.open('audio')
      await answer(0, stream)
      // A browser that changes nothing of what is open: it is opened anew.
      for (const track of tracks)
        track.settings = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
      media.choose({ [name]: false })
      await new Promise(setImmediate)
      expect(asked[1]).toMatchObject({ audio: { [name]: false } })
    },
  )

  it('[C15] keeps how the voice is cleaned, where that was changed in between', async () => {
    const { answer, media, settings } = start()
    const { stream, tracks } = fakeStream('audio')
    media.open('audio')
    await answer(0, stream)
    for (const track of tracks)
      track.settings = { echoCancellation: true, noiseSuppression: false, autoGainControl: true }
    media.choose({ noiseSuppression: false })
    await new Promise(setImmediate)
    media.choose({ microphone: 'gone' })
    await answer(1, named('OverconstrainedError'))
    expect(settings()).toMatchObject({ microphone: null, noiseSuppression: false })
  })

  it('[C15] leaves what was chosen while nothing was open', async () => {
    const { answer, media, settings } = start()
    media.open('audio')
    await answer(0, fakeStream('audio').stream)
    media.close()
    media.choose({ microphone: 'mine' })
    media.open('audio')
    await answer(1, named('NotAllowedError'))
    expect(settings()).toMatchObject({ microphone: 'mine' })
  })
})

describe('a speaker that was chosen', () => {
  const MICROPHONE = ['audioinput', 'mic'] as const
  it('[C7] [C15] and goes away is not chosen any more, and it is said', async () => {
    const { media, plug, settings, view } = start()
    await plug(MICROPHONE, ['audiooutput', 'kitchen'])
    media.choose({ speaker: 'kitchen' })
    await plug(MICROPHONE, ['audiooutput', 'hall'])
    expect(settings().speaker).toBeNull()
    expect(view().media.replacements).toEqual([{ kind: 'speaker' }])
    media.dismiss('speaker')
    await plug(MICROPHONE)
    expect(view().media.replacements).toEqual([])
  })

  it('[C15] stays chosen where the browser names nothing for a while, or never named it', async () => {
    const { media, plug, settings, view } = start()
    media.choose({ speaker: 'kitchen' })
    await plug(MICROPHONE, ['audiooutput', 'hall'])
    await plug(MICROPHONE, ['audiooutput', 'kitchen'])
    await plug()
    await plug(['audiooutput', 'kitchen'])
    // Only the camera may still be used.
    await plug(['videoinput', 'camera'])
    expect([settings().speaker, view().media.replacements]).toEqual(['kitchen', []])
  })
})

it('[C7] [C15] a screen that the system does not give is said, and not what the visitor did not want', async () => {
  const { media, share, view } = start()
  expect(await share('NotAllowedError')).toBe(false)
  expect(await share('NotReadableError')).toBe(true)
  expect(await share('NotAllowedError')).toBe(false)
  // Chrome on a Mac, which may not record the screen.
  expect(await share('NotAllowedError', 'Permission denied by system')).toBe(true)
  expect(await share('NotAllowedError', 'Permission denied by user')).toBe(false)
  expect(await share('NotFoundError')).toBe(true)
  media.part()
  expect(view().media.isScreenRefused).toBe(false)
})
