import { fakeStream, named, questions, start, type FakeTrack } from './fakeDevices.ts'
import { start as startMedia } from './mediaHarness.ts'
import { step, type Event, type State } from '../../web/chat/session.ts'
import { EVENTS } from './sessionTable.ts'

describe('one device', () => {
  it('[C15] is replaced when it is unplugged, and is not asked for again', async () => {
    const { answer, asked } = questions()
    const { devices, said } = start({ microphone: 'chosen' })
    const [first, other] = [fakeStream('audio', 'video'), fakeStream('audio')]
    devices.open('video')
    await answer(0, first.stream)
    first.tracks[0]?.end()
    await answer(1, other.stream)
    expect(asked[0]?.audio).toMatchObject({ deviceId: { exact: 'chosen' } })
    expect(asked[1]).toEqual({
      audio: expect.not.objectContaining({ deviceId: expect.anything() }),
    })
    expect(said).toEqual(['ready video', 'audio replaced by another audio'])
    expect(devices.tracks()).toEqual({ audio: other.tracks[0], video: first.tracks[1] })
    expect(first.tracks[1]?.isStopped).toBe(false)
  })

  it('[C15] is changed while the other goes on, and the old one is let go', async () => {
    const { answer, asked } = questions()
    const { devices, said, wish } = start()
    const [first, other] = [fakeStream('audio', 'video'), fakeStream('video')]
    devices.open('video')
    await answer(0, first.stream)
    wish({ camera: 'second' })
    devices.change('video')
    expect(first.tracks.some(({ isStopped }) => isStopped)).toBe(false)
    await answer(1, other.stream)
    expect(asked[1]).toMatchObject({ video: { deviceId: { exact: 'second' } } })
    expect(asked[1]).not.toHaveProperty('audio')
    expect(said).toEqual(['ready video', 'changed video'])
    expect(devices.tracks()).toEqual({ audio: first.tracks[0], video: other.tracks[0] })
    expect(first.tracks.map(({ isStopped }) => isStopped)).toEqual([false, true])
    devices.close()
    expect(other.tracks[0]?.isStopped).toBe(true)
  })

  it('[C15] is let go before the next where a phone opens one camera at a time', async () => {
    const { answer } = questions()
    const { devices, said, wish } = start()
    const [first, other] = [fakeStream('audio', 'video'), fakeStream('video')]
    devices.open('video')
    await answer(0, first.stream)
    wish({ facing: 'environment' })
    devices.change('video')
    await answer(1, named('NotReadableError'))
    expect(first.tracks.map(({ isStopped }) => isStopped)).toEqual([false, true])
    await answer(2, other.stream)
    expect(said).toEqual(['ready video', 'changed video'])
    expect(devices.tracks().video).toBe(other.tracks[0])
  })

  it('[C7] that cannot be had costs nothing that works', async () => {
    const { answer } = questions()
    const { devices, said, wish } = start()
    const { stream, tracks } = fakeStream('audio', 'video')
    devices.open('video')
    await answer(0, stream)
    wish({ microphone: 'gone' })
    devices.change('audio')
    await answer(1, named('OverconstrainedError'))
    expect(said).toEqual(['ready video', 'problem noMicrophone'])
    expect(devices.tracks()).toEqual({ audio: tracks[0], video: tracks[1] })
  })

  it('[C2] is the one that was chosen last, and none that comes after the end', async () => {
    const { answer } = questions()
    const { devices, said } = start()
    const first = fakeStream('audio')
    const [one, two, late] = [fakeStream('audio'), fakeStream('audio'), fakeStream('audio')]
    devices.open('audio')
    await answer(0, first.stream)
    devices.change('audio')
    devices.change('audio')
    await answer(2, two.stream)
    await answer(1, one.stream)
    expect(devices.tracks().audio).toBe(two.tracks[0])
    expect(one.tracks[0]?.isStopped).toBe(true)
    devices.change('audio')
    devices.close()
    await answer(3, late.stream)
    expect(late.tracks[0]?.isStopped).toBe(true)
    expect(devices.stream()).toBeNull()
    expect(said).toEqual(['ready audio', 'changed audio'])
  })

  it.each(
    (['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const).flatMap((name) => [
      [name, 'changes while it is open', true, 1] as const,
      [name, 'is opened anew where the browser does not change it', false, 2] as const,
    ]),
  )('[C15] cleans the voice otherwise: %s, it %s', async (name, _, canAdjust, questionsAsked) => {
    const { answer, asked } = questions()
    const { devices, wish } = start()
    const { stream, tracks } = fakeStream('audio')
    devices.open('audio')
    await answer(0, stream)
    wish({ [name]: false })
    const all = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
    if (tracks[0] !== undefined) tracks[0].settings = { ...all, [name]: !canAdjust }
    devices.adjust()
    await new Promise(setImmediate)
    expect(asked).toHaveLength(questionsAsked)
    if (!canAdjust) expect(asked[1]).toMatchObject({ audio: { ...all, [name]: false } })
  })
})

describe('what there is not', () => {
  it('[C7] keeps nobody from going on who wanted to go on with his voice, and is said', async () => {
    const { answer, asked, at, media, problems, view } = startMedia()
    at('askingCamera')
    media.open('audio')
    await answer(0, named('NotAllowedError'))
    expect(problems).toEqual([])
    expect(view()).toMatchObject({ choice: 'none', deviceProblem: 'microphoneDenied' })
    at('waiting')
    media.retry()
    expect(view().deviceProblem).toBeNull()
    expect(asked[1]).toMatchObject({ video: false })
    await answer(1, named('NotAllowedError'))
    // The search goes on; nothing was closed for the second try.
    expect(problems).toEqual(['microphoneDenied'])
    media.retry()
    await answer(2, fakeStream('audio').stream)
    expect(view()).toMatchObject({ choice: 'audio', deviceProblem: null })
  })

  it.each([
    ['video', 'noMicrophone', { camera: true, microphone: false }],
    ['audio', 'noCamera', { camera: false, microphone: true }],
  ] as const)('[C7] is said where there is %s alone', async (kind, problem, promised) => {
    const { answer, media, sent, told, view } = startMedia()
    const { stream, tracks } = fakeStream(kind)
    media.open('video')
    await answer(0, named('NotFoundError'))
    if (kind === 'audio') await answer(1, named('NotFoundError'))
    await answer(kind === 'audio' ? 2 : 1, stream)
    expect(view()).toMatchObject({ choice: 'video', deviceProblem: problem })
    expect(sent[kind]).toBe(tracks[0])
    expect(told.at(-1)).toMatchObject(promised)
    // Who is drawn lacks no camera.
    media.choose({ picture: 'shape' })
    expect(view().deviceProblem).toBe(kind === 'audio' ? null : problem)
  })
})

describe('a device that was chosen and has gone before the next search', () => {
  async function chosen() {
    const started = startMedia()
    const { answer, media, plug } = started
    await plug(['videoinput', 'desk'], ['audioinput', 'headset'], ['audioinput', 'built in'])
    media.open('video')
    await answer(0, fakeStream('audio', 'video').stream)
    media.choose({ camera: 'desk' })
    await answer(1, fakeStream('video').stream)
    media.choose({ microphone: 'headset' })
    await answer(2, fakeStream('audio').stream)
    return started
  }

  it.each(['OverconstrainedError', 'NotFoundError'])(
    '[C7] [C15] is given up after %s, the other choice holds, and it is said',
    async (error) => {
      const { answer, asked, media, plug, settings, view } = await chosen()
      media.close()
      await plug(['videoinput', 'desk'], ['audioinput', 'built in'])
      media.open('video')
      await answer(3, named(error))
      await answer(4, fakeStream('audio', 'video').stream)
      expect(asked[4]?.audio).not.toHaveProperty('deviceId')
      expect(asked[4]?.video).toMatchObject({ deviceId: { exact: 'desk' } })
      expect(settings()).toMatchObject({ microphone: null, camera: 'desk' })
      expect(view()).toMatchObject({
        deviceProblem: null,
        media: { replacements: [{ kind: 'audio', label: 'another audio' }] },
      })
    },
  )

  it('[C7] [C15] does not stand in the way of the other one, or of going on without', async () => {
    const { answer, asked, media, plug, settings, view } = await chosen()
    media.close()
    await plug(['videoinput', 'desk'])
    media.open('video')
    await answer(3, named('OverconstrainedError'))
    await answer(4, named('NotFoundError'))
    await answer(5, fakeStream('video').stream)
    expect(asked[5]).toEqual({ video: expect.objectContaining({ deviceId: { exact: 'desk' } }) })
    expect(settings().camera).toBe('desk')
    expect(view()).toMatchObject({
      choice: 'video',
      deviceProblem: 'noMicrophone',
      media: { replacements: [] },
    })
  })

  it('[C7] [C15] in a call: once another one is there, Try again finds it', async () => {
    const { answer, asked, media, plug, settings, view } = await chosen()
    ;(media.tracks().video as unknown as FakeTrack).end()
    await plug(['videoinput', 'other'], ['audioinput', 'headset'])
    await answer(3, named('NotFoundError'))
    expect(view().deviceProblem).toBe('noCamera')
    media.retry()
    expect(asked[4]?.video).toMatchObject({ deviceId: { exact: 'desk' } })
    // The microphone, which works, is left alone.
    expect(asked[4]?.audio).toBeUndefined()
    await answer(4, named('OverconstrainedError'))
    await answer(5, fakeStream('video').stream)
    expect(settings()).toMatchObject({ camera: null, microphone: 'headset' })
    expect(view().deviceProblem).toBeNull()
  })

  it('[C7] [C15] is told of with another that goes at once, and each until it is chosen or read', async () => {
    const { answer, media, plug, view } = await chosen()
    await plug(['audioinput', 'built in'], ['audiooutput', 'kitchen'])
    media.choose({ speaker: 'kitchen' })
    await plug(['audioinput', 'built in'], ['audiooutput', 'hall'])
    const { audio, video } = media.tracks() as unknown as Record<string, FakeTrack | null>
    audio?.end()
    video?.end()
    await answer(4, fakeStream('video').stream)
    await answer(3, fakeStream('audio').stream)
    const kinds = () => view().media.replacements.map(({ kind }) => kind)
    expect(kinds()).toEqual(['speaker', 'video', 'audio'])
    media.choose({ camera: 'desk' })
    await answer(5, fakeStream('video').stream)
    expect(kinds()).toEqual(['speaker', 'audio'])
    media.choose({ speaker: 'hall' })
    expect(kinds()).toEqual(['audio'])
    media.dismiss('audio')
    expect(kinds()).toEqual([])
  })

  it('[C7] is named where there is no other: the microphone, what is drawn by itself, or both', async () => {
    const { answer, media, told, view } = await chosen()
    const { audio, video } = media.tracks() as unknown as Record<string, FakeTrack | null>
    audio?.end()
    await answer(3, named('NotFoundError'))
    expect(view().deviceProblem).toBe('noMicrophone')
    expect(told.at(-1)).toMatchObject({ camera: true, microphone: false })
    video?.end()
    await answer(4, named('NotFoundError'))
    expect(view().deviceProblem).toBe('unplugged')
    expect(told.at(-1)).toMatchObject({ camera: false, microphone: false })
    media.choose({ picture: 'shape' })
    media.retry()
    await answer(5, fakeStream('audio').stream)
    ;(media.tracks().audio as unknown as FakeTrack).end()
    await answer(6, named('NotFoundError'))
    expect(view().deviceProblem).toBe('noMicrophone')
  })

  it('[C7] [C15] is given up as well where the camera is opened by itself', async () => {
    const { answer, media, settings, view } = await chosen()
    media.choose({ picture: 'shape' })
    media.choose({ picture: 'camera' })
    await answer(3, named('OverconstrainedError'))
    await answer(4, fakeStream('video').stream)
    expect(settings().camera).toBeNull()
    expect(view().media.replacements).toEqual([{ kind: 'video', label: 'another video' }])
  })
})

describe('[C59] the camera and the microphone', () => {
  /** What becomes of them on the way through a visit. */
  function devicesIn(...events: readonly Event[]): string[] {
    let state: State = { phase: 'idle' }
    return events.flatMap((event) => {
      const next = step(state, event)
      ;({ state } = next)
      return next.effects.map(({ type }) => type).filter((type) => type.endsWith('Devices'))
    })
  }
  const { find, findReady, devicesReady, matched, next, stop, reported, cancel } = EVENTS
  const peerOpen: Event = { ...EVENTS.peerOpen, pair: 'second' }
  const gone: Event = { ...EVENTS.partnerLeft, pair: 'second' }
  const call = [matched, peerOpen]

  it('are asked for once, for all calls until the visitor stops', () => {
    const lost: Event = { ...EVENTS.peerDown, pair: 'second' }
    const calls = [...call, next, ...call, gone, findReady, ...call, lost, matched, peerOpen]
    expect(devicesIn(find, devicesReady, ...calls)).toEqual(['openDevices'])
  })

  it.each([
    ['stops a call', [...call, stop]],
    ['reports', [...call, reported]],
    ['gives up a search', [cancel]],
    ['goes back to the start', [...call, gone, cancel]],
  ])('are let go, and asked for again, by who %s', (_, ways) => {
    const asked = ['openDevices', 'closeDevices', 'openDevices']
    expect(devicesIn(find, devicesReady, ...ways, find)).toEqual(asked)
  })
})
