/** The microphone of a voice note and of the level meter, in browsers that measure or record badly. */
import { FIRST_SETTINGS } from '../../web/chat/settings.ts'
import { openSoundMeter } from '../../web/chat/soundMeter.ts'
import { openTape } from '../../web/chat/voiceTape.ts'
import { fakeStream, FakeTrack, named, questions } from './fakeDevices.ts'

let isRateOther = false
let contexts: FakeContext[] = []
class FakeContext {
  state = 'running'
  constructor() {
    contexts.push(this)
  }
  createAnalyser = () => ({
    getFloatTimeDomainData: (samples: Float32Array) => void samples.fill(0.5),
  })
  createMediaStreamSource() {
    if (isRateOther) throw named('NotSupportedError')
    return { connect: () => undefined }
  }
  resume = () => Promise.resolve()
  close(): Promise<void> {
    this.state = 'closed'
    return Promise.resolve()
  }
}

let recorders: FakeRecorder[] = []
class FakeRecorder extends EventTarget {
  state = 'inactive'
  constructor() {
    super()
    recorders.push(this)
  }
  start(): void {
    this.state = 'recording'
  }
  stop(): void {
    this.state = 'inactive'
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob(['note']) }))
    this.dispatchEvent(new Event('stop'))
  }
}
Object.assign(globalThis, { AudioContext: FakeContext, MediaRecorder: FakeRecorder })

beforeEach(() => {
  isRateOther = false
  contexts = []
  recorders = []
})

describe('a tape', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  /** Asks for one with a microphone of its own, which is given. */
  async function ask() {
    const { answer } = questions()
    const { stream, tracks } = fakeStream('audio')
    const onEnded = jest.fn()
    const opening = openTape({ call: null, settings: FIRST_SETTINGS, type: 'audio/webm', onEnded })
    const outcome = opening.then(
      (tape) => ({ tape, error: null }),
      (error: Error) => ({ tape: null, error: error.message }),
    )
    jest.useRealTimers()
    jest.useFakeTimers({ doNotFake: ['setImmediate'] })
    await answer(0, stream)
    return { outcome, microphone: tracks[0], recorder: recorders[0], onEnded }
  }

  it('[C14] that does not start is given up after 5 s, and its microphone let go', async () => {
    const { outcome, microphone } = await ask()
    jest.advanceTimersByTime(4_999)
    expect(microphone?.isStopped).toBe(false)
    jest.advanceTimersByTime(1)
    expect((await outcome).error).toBe('the recorder did not start')
    expect([microphone?.isStopped, jest.getTimerCount()]).toEqual([true, 0])
  })

  it('[C14] whose recorder fails at once lets its microphone go', async () => {
    const { outcome, microphone, recorder } = await ask()
    recorder?.dispatchEvent(new Event('error'))
    expect((await outcome).error).toBe('the recorder did not start')
    expect([microphone?.isStopped, jest.getTimerCount()]).toEqual([true, 0])
  })

  it('[C14] is recorded also where nothing can be measured, and leaves nothing open', async () => {
    isRateOther = true
    const { outcome, microphone, recorder, onEnded } = await ask()
    recorder?.dispatchEvent(new Event('start'))
    const { tape } = await outcome
    expect([tape?.loudness(), jest.getTimerCount()]).toEqual([null, 0])
    expect(await (await tape?.finish())?.text()).toBe('note')
    expect([microphone?.isStopped, contexts.map(({ state }) => state)]).toEqual([true, ['closed']])
    expect(onEnded).toHaveBeenCalledTimes(1)
  })

  it('[C14] that is thrown away keeps neither microphone nor meter', async () => {
    const { outcome, microphone, recorder } = await ask()
    recorder?.dispatchEvent(new Event('start'))
    const { tape } = await outcome
    expect(tape?.loudness()).toBeCloseTo(0.5)
    tape?.close()
    expect([microphone?.isStopped, contexts.map(({ state }) => state)]).toEqual([true, ['closed']])
    expect(recorder?.state).toBe('inactive')
  })
})

it.each([
  ['of another rate than the speakers', true, 0],
  ['of the same rate', false, 1],
])('[C15] the level of a microphone %s is shown without an error', (_, isOther, loudness) => {
  isRateOther = isOther
  const copies: FakeTrack[] = []
  const track = {
    clone() {
      copies.push(new FakeTrack('audio'))
      return copies[0]
    },
  } as unknown as MediaStreamTrack
  const meter = openSoundMeter(track)
  expect(meter.loudness()).toBe(loudness)
  meter.close()
  expect([copies[0]?.isStopped, contexts.map(({ state }) => state)]).toEqual([true, ['closed']])
})
