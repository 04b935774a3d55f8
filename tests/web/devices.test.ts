import {
  askForSpeaker,
  canAskForSpeaker,
  openDevices,
  type DeviceChoice,
  type DeviceProblem,
} from '../../web/chat/camera.ts'
import { fakeStream, named, provide, questions, start } from './fakeDevices.ts'

const PROBLEMS: readonly [string, DeviceProblem, DeviceProblem][] = [
  ['NotAllowedError', 'denied', 'microphoneDenied'],
  ['PermissionDeniedError', 'denied', 'microphoneDenied'],
  ['SecurityError', 'insecure', 'insecure'],
  ['NotFoundError', 'notFound', 'noMicrophone'],
  ['DevicesNotFoundError', 'notFound', 'noMicrophone'],
  ['OverconstrainedError', 'notFound', 'noMicrophone'],
  ['NotReadableError', 'inUse', 'microphoneInUse'],
  ['TrackStartError', 'inUse', 'microphoneInUse'],
  ['AbortError', 'inUse', 'microphoneInUse'],
  ['TypeError', 'unknown', 'microphoneUnknown'],
  ['', 'unknown', 'microphoneUnknown'],
]

describe('asking for devices', () => {
  it.each(PROBLEMS)('[C7] calls %s %s, and %s of the voice alone', async (name, both, voice) => {
    provide(() => Promise.reject(named(name)))
    await expect(openDevices('video')).rejects.toMatchObject({ problem: both })
    const { devices, said } = start()
    for (const choice of ['video', 'audio'] as const) {
      devices.open(choice)
      await new Promise(setImmediate)
    }
    expect(said).toEqual([`problem ${both}`, `problem ${voice}`])
  })

  it.each([
    ['denied', 'prompt', 'microphoneDenied'],
    ['denied', 'denied', 'denied'],
    ['prompt', 'denied', 'denied'],
  ])(
    '[C7] names what is blocked: microphone %s, camera %s',
    async (microphone, camera, problem) => {
      provide(() => Promise.reject(named('NotAllowedError')))
      const states: Readonly<Record<string, string>> = { microphone, camera }
      const query = ({ name }: { name: string }) => Promise.resolve({ state: states[name] })
      Object.assign(navigator, { permissions: { query } })
      const { devices, said } = start()
      devices.open('video')
      await new Promise(setImmediate)
      expect(said).toEqual([`problem ${problem}`])
    },
  )

  it('[C7] calls a page without encryption insecure', async () => {
    provide(undefined)
    await expect(openDevices('video')).rejects.toMatchObject({ problem: 'insecure' })
  })

  it('[C7] calls what is not even an error unknown', async () => {
    provide(() => {
      return Promise.reject(null)
    })
    await expect(openDevices('video')).rejects.toMatchObject({ problem: 'unknown' })
  })

  it.each([
    ['video', true],
    ['audio', false],
  ] as const)('wants for %s the microphone, and the camera: %s', async (choice, camera) => {
    const asked: MediaStreamConstraints[] = []
    const { stream } = fakeStream('audio')
    provide((constraints) => {
      asked.push(constraints)
      return Promise.resolve(stream)
    })
    expect(await openDevices(choice)).toBe(stream)
    expect(asked).toHaveLength(1)
    expect(asked[0]?.audio).toMatchObject({ echoCancellation: true })
    expect(asked[0]?.video !== false).toBe(camera)
  })
})

describe('where there is only one device', () => {
  const kindsOf = ({ audio, video }: MediaStreamConstraints) =>
    [audio && 'audio', video && 'video'].filter((one) => typeof one === 'string').join('+')

  it.each([
    ['camera', ['audio+video', 'video']],
    ['microphone', ['audio+video', 'video', 'audio']],
  ] as const)('[C7] the %s alone is opened', async (_, kinds) => {
    const { answer, asked } = questions()
    const { devices, said } = start()
    devices.open('video')
    for (let at = 1; at < kinds.length; at += 1) await answer(at - 1, named('NotFoundError'))
    const { stream, tracks } = fakeStream(kinds.length === 2 ? 'video' : 'audio')
    await answer(kinds.length - 1, stream)
    expect(asked.map(kindsOf)).toEqual(kinds)
    expect(said).toEqual(['ready video'])
    expect(devices.stream()?.getTracks()).toEqual(tracks)
  })

  it('[C7] and it may not be used, that is said of it', async () => {
    const { answer } = questions()
    const { devices, said } = start()
    devices.open('video')
    await answer(0, named('NotFoundError'))
    await answer(1, named('NotFoundError'))
    await answer(2, named('NotAllowedError'))
    expect(said).toEqual(['problem microphoneDenied'])
  })

  it('[C2] [C7] nobody is asked for it who has left meanwhile', async () => {
    const { answer, asked } = questions()
    const { devices, said } = start()
    devices.open('video')
    devices.close()
    await answer(0, named('NotFoundError'))
    expect(asked).toHaveLength(1)
    expect(said).toEqual([])
  })
})

describe('a speaker that the browser names in a list of its own only', () => {
  function offer(answer: () => Promise<unknown>): void {
    Object.assign(globalThis, { HTMLMediaElement: { prototype: { setSinkId: answer } } })
    provide(() => Promise.reject(named('')))
    Object.assign(navigator.mediaDevices, { selectAudioOutput: answer })
  }

  it('[C15] is asked for where that can be done', async () => {
    offer(() => Promise.resolve({ deviceId: 'kitchen' }))
    expect(canAskForSpeaker()).toBe(true)
    expect(await askForSpeaker()).toBe('kitchen')
    provide(() => Promise.reject(named('')))
    expect(canAskForSpeaker()).toBe(false)
    provide(undefined)
    expect(canAskForSpeaker()).toBe(false)
  })

  it('[C7] is not missed by who does not want to choose, only where there is none', async () => {
    offer(() => Promise.reject(named('NotAllowedError')))
    expect(await askForSpeaker()).toBeNull()
    offer(() => Promise.reject(named('NotFoundError')))
    await expect(askForSpeaker()).rejects.toThrow()
  })
})

describe('the devices', () => {
  it('are ready at once, and nobody is asked, when none are wanted', () => {
    const { count } = questions()
    const { devices, said } = start()
    devices.open('none')
    expect(said).toEqual(['ready none'])
    expect(count()).toBe(0)
    expect(devices.stream()).toBeNull()
    expect(devices.tracks()).toEqual({ audio: null, video: null })
  })

  it('give what was opened, and switch by kind', async () => {
    const { answer } = questions()
    const { devices, said } = start()
    const { stream, tracks } = fakeStream('audio', 'video')
    devices.open('video')
    expect(devices.stream()).toBeNull()
    await answer(0, stream)
    expect(said).toEqual(['ready video'])
    expect(devices.stream()).toBe(stream)
    expect(devices.tracks()).toEqual({ audio: tracks[0], video: tracks[1] })
    devices.setOn('audio', false)
    expect(tracks.map(({ enabled }) => enabled)).toEqual([false, true])
    devices.setOn('audio', true)
    devices.setOn('video', false)
    expect(tracks.map(({ enabled }) => enabled)).toEqual([true, false])
  })

  it('[C2] are let go again when they come after they were closed', async () => {
    const { answer } = questions()
    const { devices, said } = start()
    const { stream, tracks } = fakeStream('audio', 'video')
    devices.open('video')
    devices.close()
    await answer(0, stream)
    expect(said).toEqual([])
    expect(devices.stream()).toBeNull()
    expect(tracks.every(({ isStopped }) => isStopped)).toBe(true)
  })

  it('[C2] are those of the last question, whichever is answered first', async () => {
    const { answer } = questions()
    const { devices, said } = start()
    const [first, second] = [fakeStream('audio', 'video'), fakeStream('audio')]
    devices.open('video')
    devices.open('audio')
    await answer(1, second.stream)
    await answer(0, first.stream)
    expect(said).toEqual(['ready audio'])
    expect(devices.stream()).toBe(second.stream)
    expect(first.tracks.every(({ isStopped }) => isStopped)).toBe(true)
    expect(second.tracks.some(({ isStopped }) => isStopped)).toBe(false)
  })

  it.each(['close', 'none'] as const)('[C2] have no late problem after %s', async (way) => {
    const { answer } = questions()
    const { devices, said } = start()
    devices.open('video')
    if (way === 'close') devices.close()
    else devices.open('none')
    await answer(0, named('NotAllowedError'))
    expect(said).toEqual(way === 'close' ? [] : ['ready none'])
  })

  /** The browser asks for both again, and another microphone is chosen before it is answered. */
  async function chooseMeanwhile() {
    const { answer } = questions()
    const started = start()
    const { devices, wish } = started
    const [first, chosen, again] = [
      fakeStream('audio', 'video'),
      fakeStream('audio'),
      fakeStream('audio', 'video'),
    ]
    devices.open('video')
    await answer(0, first.stream)
    devices.open('video')
    wish({ microphone: 'mine' })
    devices.change('audio')
    await answer(2, chosen.stream)
    return { ...started, first, chosen, again, grant: () => answer(1, again.stream) }
  }

  it('[C2] are those that were chosen while the browser asked for both again', async () => {
    const { devices, said, first, chosen, again, grant } = await chooseMeanwhile()
    await grant()
    expect(devices.tracks()).toEqual({ audio: chosen.tracks[0], video: again.tracks[1] })
    expect(said).toEqual(['ready video', 'changed audio', 'ready video'])
    // Nothing but what is in use is left open, and that only until the end.
    const all = [first, chosen, again].map(({ tracks }) => tracks.map((one) => one.isStopped))
    expect(all).toEqual([[true, true], [false], [true, false]])
    devices.close()
    expect([...chosen.tracks, ...again.tracks].every((one) => one.isStopped)).toBe(true)
  })

  it('[C2] [C7] are what the browser gave when the one that was chosen meanwhile has gone', async () => {
    const { devices, chosen, again, grant } = await chooseMeanwhile()
    chosen.tracks[0]?.end()
    await grant()
    expect(devices.tracks()).toEqual({ audio: again.tracks[0], video: again.tracks[1] })
    expect(again.tracks.some((one) => one.isStopped)).toBe(false)
  })

  it('are stopped when they are closed or chosen anew', async () => {
    const { answer } = questions()
    const { devices } = start()
    const [first, second] = [fakeStream('audio', 'video'), fakeStream('audio')]
    devices.open('video')
    await answer(0, first.stream)
    devices.open('audio')
    // A choice that fails must not cost the devices that work.
    expect(first.tracks.some(({ isStopped }) => isStopped)).toBe(false)
    await answer(1, second.stream)
    expect(first.tracks.every(({ isStopped }) => isStopped)).toBe(true)
    devices.close()
    devices.close()
    expect(second.tracks.every(({ isStopped }) => isStopped)).toBe(true)
    expect(devices.tracks()).toEqual({ audio: null, video: null })
  })

  it.each<DeviceChoice>(['video', 'audio'])(
    '[C7] say when one is unplugged while %s is used and there is no other, and not after',
    async (choice) => {
      const { answer } = questions()
      const { devices, said } = start()
      const { stream, tracks } = fakeStream('audio')
      devices.open(choice)
      await answer(0, stream)
      tracks[0]?.end()
      await answer(1, named('NotFoundError'))
      expect(said).toEqual([`ready ${choice}`, 'audio unplugged'])
      devices.close()
      tracks[0]?.end()
      expect(said).toHaveLength(2)
    },
  )
})
