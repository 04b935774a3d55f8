import { createElement, createRef } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { hear, type Hearing } from '../../web/chat/hearing.ts'
import { visitWords } from '../../web/chat/dictionary.ts'
import { createChimes } from '../../web/chat/chimes.ts'
import { hear as take, say, UNCONFIRMED_MAX } from '../../web/chat/messages.ts'
import { FIRST_SETTINGS } from '../../web/chat/settings.ts'
import type { Transfer } from '../../web/chat/transferList.ts'
import { playTone } from '../../web/chat/soundMeter.ts'
import { Composer } from '../../web/chat/Composer.tsx'
import { FIRST_VIEW, type Chat, type View } from '../../web/chat/visit.ts'
import { VoiceItem } from '../../web/chat/VoiceItem.tsx'

/** What is heard, as far as an element of a browser without or with a choice of speakers shows it. */
function fakeElement(canChoose: boolean, refuses = false) {
  const asked: string[] = []
  const element = {
    volume: 1,
    muted: false,
    ...(canChoose && {
      sinkId: '',
      setSinkId(id: string) {
        asked.push(id)
        if (refuses) return Promise.reject(new Error('gone'))
        element.sinkId = id
        return Promise.resolve()
      },
    }),
  } as { volume: number; muted: boolean; sinkId?: string }
  return { element: element as unknown as HTMLMediaElement, asked }
}
const AS_BEFORE = { speaker: null, volume: 1, isMuted: false }

it('[C15] is heard where and as loud as was chosen, and follows a change', () => {
  const { element, asked } = fakeElement(true)
  hear(element, { speaker: 'kitchen', volume: 0.3, isMuted: true })
  expect(element).toMatchObject({ volume: 0.3, muted: true, sinkId: 'kitchen' })
  hear(element, { speaker: 'kitchen', volume: 0.6, isMuted: false })
  expect(element).toMatchObject({ volume: 0.6, muted: false, sinkId: 'kitchen' })
  hear(element, AS_BEFORE)
  expect(asked).toEqual(['kitchen', ''])
})

it('[C15] asks for no speaker when none was chosen', () => {
  const { element, asked } = fakeElement(true)
  hear(element, AS_BEFORE)
  expect(asked).toEqual([])
})

it('[C15] is as loud as was chosen where no speaker can be chosen', () => {
  const { element } = fakeElement(false)
  hear(element, { speaker: 'kitchen', volume: 0.3, isMuted: false })
  expect(element).toMatchObject({ volume: 0.3, muted: false })
  expect(element).not.toHaveProperty('sinkId')
})

it('[C15] stays where it was when the speaker has gone', async () => {
  const { element } = fakeElement(true, true)
  hear(element, { speaker: 'gone', volume: 0.5, isMuted: false })
  await new Promise(setImmediate)
  expect(element).toMatchObject({ volume: 0.5, sinkId: '' })
})

const SETTINGS = { ...FIRST_SETTINGS, speaker: 'kitchen', volume: 0.3, isStrangerMuted: true }
const mockPlayers: Hearing[] = []
jest.mock('../../web/chat/VoicePlayer.tsx', () => ({
  VoicePlayer: ({ hearing }: { hearing: Hearing }) => {
    mockPlayers.push(hearing)
    return null
  },
}))

it.each([
  ['the stranger’s', false, { speaker: 'kitchen', volume: 0.3, isMuted: true }],
  ['one’s own', true, { speaker: 'kitchen', volume: 1, isMuted: false }],
])('[C15] a voice note is heard as was set: %s', (_, mine, expected) => {
  const transfer = {
    mine,
    id: 1,
    order: 1,
    phase: 'done',
    why: null,
    url: 'blob:it',
    what: { kind: 'voice', seconds: 1, levels: [1], mime: 'audio/ogg', size: 9 },
  } as unknown as Transfer
  const props = {
    transfer,
    settings: SETTINGS,
    speaker: 'You',
    isWaiting: false,
    areClear: true,
    onReveal: () => undefined,
    chat: {} as Chat,
  }
  renderToStaticMarkup(createElement(VoiceItem, props))
  expect(mockPlayers.at(-1)).toEqual(expected)
})

const mockDesk = {
  start: jest.fn(),
  stop: jest.fn(),
  cancel: jest.fn(),
  state: { phase: 'ready', note: { what: { seconds: 1, levels: [] }, sound: null, url: '' } },
}
jest.mock('../../web/chat/useVoiceRecorder.ts', () => ({ useVoiceRecorder: () => mockDesk }))
jest.mock('../../web/chat/styles/voice.css', () => ({}), { virtual: true })
// Effects run as the page is made, for who has no page.
jest.mock('react', () => ({
  ...jest.requireActual<object>('react'),
  useEffect: (effect: () => void) => effect(),
  useEffectEvent: <Handler>(handler: Handler) => handler,
}))

it.each([
  ['is thrown away by Esc', false, 1],
  ['stays, and Esc is for others, while something chosen stands in its place', true, 0],
])('[C14] a note that waits to be sent %s', (_, isHidden, times) => {
  const page = new EventTarget()
  Object.assign(globalThis, {
    document: { querySelector: () => null, querySelectorAll: () => [] },
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: page.removeEventListener.bind(page),
  })
  mockDesk.cancel.mockClear()
  const props = {
    view: FIRST_VIEW,
    isOpen: true,
    isHidden,
    input: createRef<HTMLTextAreaElement>(),
    chat: {} as Chat,
    onAttach: () => undefined,
    onFiles: () => undefined,
  }
  renderToStaticMarkup(createElement(Composer, props))
  const press = Object.assign(new Event('keydown', { bubbles: true }), { key: 'Escape' })
  const stopped = jest.spyOn(press, 'stopPropagation')
  page.dispatchEvent(press)
  expect([mockDesk.cancel.mock.calls.length, stopped.mock.calls.length]).toEqual([times, times])
})

it('says why a line cannot be sent, while fifty of them have not arrived', () => {
  const { state } = mockDesk
  Object.assign(mockDesk, { state: { phase: 'idle', problem: null } })
  const lines = Array.from({ length: UNCONFIRMED_MAX }, (_, at) => `line ${at}`)
  const full = lines.reduce(say, FIRST_VIEW.conversation)
  const written = (conversation: View['conversation']) =>
    renderToStaticMarkup(
      createElement(Composer, {
        view: { ...FIRST_VIEW, conversation },
        isOpen: true,
        isHidden: false,
        input: createRef<HTMLTextAreaElement>(),
        chat: {} as Chat,
        onAttach: () => undefined,
        onFiles: () => undefined,
      }),
    )
  const said = `id="message-count" class="hint" role="status">${visitWords.chat.full}</p>`
  expect(written(full)).toContain(said)
  expect(written(take(full, { type: 'received', id: 7 }))).not.toContain(said)
  Object.assign(mockDesk, { state })
})

describe('a sound that the page makes', () => {
  const silent = () => undefined
  const part = () => ({ connect: (to: unknown) => to, gain: ramp, frequency: {}, start: silent })
  const ramp = {
    setValueAtTime: silent,
    linearRampToValueAtTime: silent,
    exponentialRampToValueAtTime: silent,
  }
  /** A browser whose sound never begins. */
  class Context {
    static readonly made: Context[] = []
    readonly currentTime = 0
    readonly asked: string[] = []
    sinkId = ''
    isClosed = false
    constructor() {
      Context.made.push(this)
    }
    resume = () => new Promise(silent)
    close() {
      this.isClosed = true
      return Promise.resolve()
    }
    createGain = part
    createOscillator = () => ({ ...part(), stop: silent })
    createMediaStreamDestination = () => ({ stream: null })
    setSinkId(id: string) {
      this.asked.push(id)
      if (id === 'gone') return Promise.reject(new Error(id))
      this.sinkId = id
      return Promise.resolve()
    }
  }
  class Tone extends EventTarget {
    connect = silent
    start = silent
    stop = silent
  }
  class Player {
    srcObject = null
    setSinkId = () => Promise.resolve()
    play = () => Promise.resolve()
  }
  beforeEach(() => {
    Context.made.length = 0
    Object.assign(globalThis, { AudioContext: Context, OscillatorNode: Tone, Audio: Player })
  })

  it.each([null, 'kitchen'])(
    '[C15] is given up when a speaker plays nothing: %s',
    async (speaker) => {
      jest.useFakeTimers()
      const played = playTone(speaker)
      await jest.advanceTimersByTimeAsync(3_000)
      expect(await played).toBe(false)
      expect([Context.made[0]?.isClosed, jest.getTimerCount()]).toEqual([true, 0])
      jest.useRealTimers()
    },
  )

  it('[C15] [C31] is heard from the speaker that was chosen, where one can be', () => {
    const chimes = createChimes()
    chimes.open()
    for (const speaker of [null, 'kitchen', 'kitchen', 'gone', null]) chimes.play('found', speaker)
    expect(Context.made[0]?.asked).toEqual(['kitchen', 'gone', ''])
    Object.assign(Context.made[0] ?? {}, { setSinkId: undefined })
    chimes.play('message', 'kitchen')
    chimes.close()
  })

  it('[C31] begins nowhere else than there', async () => {
    const chimes = createChimes()
    chimes.open()
    const tones = jest.fn(() => ({ ...part(), stop: silent }))
    const running = { state: 'running', resume: () => Promise.resolve(), createOscillator: tones }
    Object.assign(Context.made[0] ?? {}, running)
    chimes.play('message', 'kitchen')
    expect(tones).not.toHaveBeenCalled()
    await new Promise(setImmediate)
    expect(tones).toHaveBeenCalledTimes(1)
    chimes.play('message', 'kitchen')
    expect(tones).toHaveBeenCalledTimes(2)
    chimes.close()
  })
})
