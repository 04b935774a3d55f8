import { DeviceError } from '../../web/chat/camera.ts'
import { SIZES_MAX, VOICE_LEVELS, VOICE_SECONDS_MAX } from '../../web/chat/transferProtocol.ts'
import { parseTransferMessage, type VoiceType } from '../../web/chat/transferProtocol.ts'
import { createVoiceRecorder, type VoiceState } from '../../web/chat/voiceRecorder.ts'
import type { Tape } from '../../web/chat/voiceTape.ts'

const liveUrls = new Set<string>()
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] })
  let made = 0
  jest.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    made += 1
    liveUrls.add(`blob:${made}`)
    return `blob:${made}`
  })
  jest.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void liveUrls.delete(url))
})
afterEach(() => {
  jest.useRealTimers()
  jest.restoreAllMocks()
  liveUrls.clear()
})

const settled = () => new Promise(setImmediate)

interface Start {
  readonly type?: VoiceType | null
  readonly chooseType?: () => VoiceType | null
  readonly bytes?: number
  readonly loudness?: () => number | null
}

/** A recorder over tapes that a test winds by hand. */
function start({
  type = 'audio/webm',
  chooseType = () => type,
  bytes = 1_000,
  loudness = () => 0.1,
}: Start = {}) {
  const states: VoiceState[] = []
  let openNow: (() => void) | null = null
  let refuse: ((error: Error) => void) | null = null
  let endTape: (() => void) | null = null
  let live = 0
  const recorder = createVoiceRecorder({
    chooseType,
    openTape: (asked, onEnded) =>
      new Promise((resolve, reject) => {
        expect(asked).toBe(type)
        endTape = onEnded
        refuse = reject
        openNow = () => {
          live += 1
          let isLive = true
          const release = () => {
            if (isLive) live -= 1
            isLive = false
          }
          const tape: Tape = {
            loudness,
            finish() {
              release()
              return Promise.resolve(new Blob([new Uint8Array(bytes)], { type: asked }))
            },
            close: release,
          }
          resolve(tape)
        }
      }),
    show: (state) => states.push(state),
    now: () => Date.now(),
  })
  return {
    recorder,
    live: () => live,
    last: () => states.at(-1),
    phase: () => states.at(-1)?.phase,
    async open() {
      openNow?.()
      await settled()
    },
    async refuse(error: Error) {
      refuse?.(error)
      await settled()
    },
    async unplug() {
      endTape?.()
      await settled()
    },
    async pass(ms: number) {
      jest.advanceTimersByTime(ms)
      await settled()
    },
  }
}

async function recorded(ms: number, how: Start = {}) {
  const desk = start(how)
  desk.recorder.start()
  await desk.open()
  await desk.pass(ms)
  return desk
}

function noteOf(state: VoiceState | undefined) {
  if (state?.phase !== 'ready') throw new Error(`there is no note, but ${JSON.stringify(state)}`)
  return state.note
}

describe('a voice note', () => {
  it('[C14] is asked for, recorded, and shown before it is sent', async () => {
    let loudness = 0.02
    const desk = start({ loudness: () => loudness })
    desk.recorder.start()
    expect(desk.phase()).toBe('asking')
    await desk.open()
    await desk.pass(1_000)
    const newest = () => {
      const state = desk.last()
      return (state?.phase === 'recording' && state.levels.at(-1)) || 0
    }
    const before = newest()
    expect(before).toBeGreaterThan(0)
    loudness = 0.4
    await desk.pass(1_000)
    expect(newest()).toBeGreaterThan(before)
    expect(desk.last()).toMatchObject({ phase: 'recording', seconds: 2, isSilent: false })
    desk.recorder.stop()
    await settled()
    const { what, url } = noteOf(desk.last())
    expect(what).toMatchObject({ kind: 'voice', size: 1_000, mime: 'audio/webm', seconds: 2 })
    expect(what.name).toBe('voice.webm')
    expect(what.levels).toHaveLength(VOICE_LEVELS)
    expect(Math.min(...what.levels)).toBeGreaterThan(0)
    expect([...liveUrls]).toEqual([url])
    expect(desk.live()).toBe(0)
  })

  it('[C14] makes an offer that every stranger’s page understands', async () => {
    const desk = await recorded(VOICE_SECONDS_MAX * 1_000, { type: 'audio/ogg' })
    const { what } = noteOf(desk.last())
    expect(parseTransferMessage(JSON.stringify({ type: 'offer', id: 1, what }))).not.toBeNull()
  })

  it('[C14] ends by itself after 60 s, to the tick', async () => {
    const desk = await recorded(VOICE_SECONDS_MAX * 1_000 - 100)
    expect(desk.phase()).toBe('recording')
    await desk.pass(100)
    expect(noteOf(desk.last()).what.seconds).toBe(VOICE_SECONDS_MAX)
    expect(desk.live()).toBe(0)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('[C14] is never said to be longer than 60 s, however late the clock is looked at', async () => {
    const desk = await recorded(1_000)
    // A page in the background is woken seldom.
    jest.setSystemTime(Date.now() + 90_000)
    await desk.pass(100)
    expect(noteOf(desk.last()).what.seconds).toBe(VOICE_SECONDS_MAX)
  })

  it.each([
    ['before the microphone is there', false],
    ['while it is recorded', true],
  ])('[C14] leaves neither microphone nor timer when it is cancelled %s', async (_, isOpen) => {
    const desk = start()
    desk.recorder.start()
    if (isOpen) {
      await desk.open()
      await desk.pass(700)
    }
    desk.recorder.cancel()
    if (!isOpen) await desk.open()
    await desk.pass(5_000)
    expect(desk.last()).toEqual({ phase: 'idle', problem: null })
    expect(desk.live()).toBe(0)
    expect(jest.getTimerCount()).toBe(0)
    expect(liveUrls.size).toBe(0)
  })

  it('[C14] leaves nothing when it is cancelled after it was heard, or while it ends', async () => {
    const desk = await recorded(2_000)
    desk.recorder.stop()
    await settled()
    expect(liveUrls.size).toBe(1)
    desk.recorder.cancel()
    expect(liveUrls.size).toBe(0)

    desk.recorder.start()
    await desk.open()
    await desk.pass(2_000)
    desk.recorder.stop()
    desk.recorder.cancel()
    await settled()
    expect(desk.phase()).toBe('idle')
    expect(liveUrls.size).toBe(0)
    expect(desk.live()).toBe(0)
  })

  it('[C14] is what was recorded so far when the microphone is unplugged', async () => {
    const desk = await recorded(3_000)
    await desk.unplug()
    expect(noteOf(desk.last()).what.seconds).toBe(3)
  })

  it('[C14] that is let go of while its microphone is opened records nothing, and says so', async () => {
    const desk = start()
    desk.recorder.start()
    desk.recorder.stop()
    expect(desk.last()).toEqual({ phase: 'idle', problem: { kind: 'tooEarly' } })
    await desk.open()
    await desk.pass(5_000)
    expect(desk.last()).toEqual({ phase: 'idle', problem: { kind: 'tooEarly' } })
    expect(desk.live()).toBe(0)
    expect(jest.getTimerCount()).toBe(0)
    // The next press is as good as the first.
    desk.recorder.start()
    await desk.open()
    expect(desk.phase()).toBe('recording')
    desk.recorder.cancel()
  })

  it('begins once, however often it is pressed', async () => {
    const desk = start()
    desk.recorder.start()
    desk.recorder.start()
    await desk.open()
    await desk.pass(1_000)
    desk.recorder.start()
    expect(desk.last()).toMatchObject({ phase: 'recording', seconds: 1 })
    desk.recorder.stop()
    desk.recorder.stop()
    await settled()
    expect(liveUrls.size).toBe(1)
  })
})

it('[C14] a press right after the meeting waits until the stranger’s page has said what it plays', async () => {
  let plays: VoiceType | null = null
  const desk = start({ chooseType: () => plays })
  desk.recorder.start()
  await jest.advanceTimersByTimeAsync(300)
  plays = 'audio/webm'
  await jest.advanceTimersByTimeAsync(100)
  await desk.open()
  expect(desk.phase()).toBe('recording')

  desk.recorder.cancel()
  plays = null
  desk.recorder.start()
  desk.recorder.cancel()
  await jest.advanceTimersByTimeAsync(5_000)
  expect(desk.last()).toEqual({ phase: 'idle', problem: null })
})

describe('when there is no voice note,', () => {
  it('[C14] the visitor is told that the stranger plays none of ours', async () => {
    const desk = start({ type: null })
    desk.recorder.start()
    await jest.advanceTimersByTimeAsync(1_900)
    expect(desk.phase()).toBe('asking')
    await jest.advanceTimersByTimeAsync(100)
    expect(desk.last()).toEqual({ phase: 'idle', problem: { kind: 'strangerPlaysNone' } })
  })

  it.each(['denied', 'inUse', 'notFound', 'insecure'] as const)(
    '[C7] the visitor is told why there is no microphone: %s',
    async (problem) => {
      const desk = start()
      desk.recorder.start()
      await desk.refuse(new DeviceError(problem))
      expect(desk.last()).toEqual({ phase: 'idle', problem: { kind: 'device', problem } })
      desk.recorder.start()
      expect(desk.phase()).toBe('asking')
    },
  )

  it('[C14] the visitor is told that the browser could not record', async () => {
    const desk = start()
    desk.recorder.start()
    await desk.refuse(new Error('NotSupportedError'))
    expect(desk.last()).toEqual({ phase: 'idle', problem: { kind: 'failed' } })
  })

  it.each([
    ['tooShort', 300, 1_000],
    ['tooShort', 2_000, 0],
    ['tooLarge', 2_000, SIZES_MAX.voice + 1],
  ] as const)('[C14] the visitor is told: %s', async (kind, ms, bytes) => {
    const desk = await recorded(ms, { bytes })
    desk.recorder.stop()
    await settled()
    expect(desk.last()).toEqual({ phase: 'idle', problem: { kind } })
    expect(liveUrls.size).toBe(0)
  })

  it('[C14] the visitor is told of silence after 3 s, and not where nothing can be measured', async () => {
    let loudness: number | null = 0
    const desk = await recorded(2_900, { loudness: () => loudness })
    expect(desk.last()).toMatchObject({ isSilent: false })
    await desk.pass(100)
    expect(desk.last()).toMatchObject({ isSilent: true })
    loudness = 0.1
    await desk.pass(100)
    expect(desk.last()).toMatchObject({ isSilent: false })

    const deaf = await recorded(5_000, { loudness: () => null })
    expect(deaf.last()).toMatchObject({ isSilent: false, levels: [] })
  })
})
