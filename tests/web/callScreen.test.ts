/** The screen of a call: what it shows, what waits in it for who is calm, and what keys do. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { againWords, mediaWords, visitWords, words } from '../../web/chat/dictionary.ts'
import { CallScreen } from '../../web/chat/CallScreen.tsx'
import type { Action } from '../../web/chat/shortcuts.ts'
import type { EndReason, State } from '../../web/chat/session.ts'
import { EndScreen } from '../../web/chat/EndScreen.tsx'
import { escapeFrom } from '../../web/chat/escaping.ts'
import { HelpDialog } from '../../web/chat/HelpDialog.tsx'
import { OwnPreview } from '../../web/chat/OwnPreview.tsx'
import { FIRST_PLACE } from '../../web/chat/SelfView.tsx'
import { Toolbar } from '../../web/chat/Toolbar.tsx'
import { CALM_S, countCalm } from '../../web/chat/useCalm.ts'
import { VisitScreens } from '../../web/chat/VisitScreens.tsx'
import { FIRST_VIEW, type Chat, type View } from '../../web/chat/visit.ts'
import { streamOf } from './fakeDevices.ts'

// They ask the browser for what no server has, and wait for nobody.
jest.mock('../../web/chat/MoreTools.tsx', () => ({ MoreTools: () => null }))
jest.mock('../../web/chat/ChatPanel.tsx', () => ({ ChatPanel: () => null }))
jest.mock('../../web/chat/SearchScreen.tsx', () => ({ SearchScreen: () => null }))
jest.mock('../../web/chat/pageWatch.tsx', () => ({ watchPage: () => undefined }))

/** What a screen does with keys, each screen by itself. */
const mockActs: ((action: Action) => boolean)[] = []
jest.mock('../../web/chat/useCallKeys.ts', () => ({
  useCallKeys: (act: (action: Action) => boolean) => mockActs.push(act),
}))
// Vite writes the version in when it builds.
Object.assign(globalThis, { __VERSION__: '0' })

const nothing = () => undefined
/** What a call is given besides. */
const OTHERS = { onChatFold: nothing, onSelfPlace: nothing, onReport: nothing, onSettings: nothing }
const REST = { ...OTHERS, isChatFolded: false, selfPlace: FIRST_PLACE }
const common = { interests: [], languages: [] }

/** The buttons of a call by name, and whether they can be pressed. */
function buttons(nextIn: number): Map<string, boolean> {
  const html = renderToStaticMarkup(
    createElement(Toolbar, {
      chat: {} as Chat,
      view: {
        ...FIRST_VIEW,
        state: { phase: 'talking', pair: 'p', common, link: 'live' },
        wish: { ...FIRST_VIEW.wish, mode: 'text', calm: true },
      },
      video: { current: null },
      nextIn,
      onAction: nothing,
      onAsk: nothing,
      onSettings: nothing,
    }),
  )
  return new Map(
    [...html.matchAll(/<button([^>]*)>/g)].map(([, attributes = '']) => [
      /aria-label="([^"]*)"/.exec(attributes)?.[1] ?? '',
      !/ disabled=/.test(attributes),
    ]),
  )
}

it('[C28] Next says how long it waits, and waits', () => {
  const waiting = buttons(7)
  expect(waiting.get('Next in 7s')).toBe(false)
  expect(waiting.has('Next')).toBe(false)
  expect(buttons(0).get('Next')).toBe(true)
})

it('[C28] Stop and Report work at once', () => {
  const waiting = buttons(10)
  expect([waiting.get('Stop'), waiting.get('Report')]).toEqual([true, true])
})

it('[C28] a stranger has ten seconds', () => {
  expect(CALM_S).toBe(10)
})

describe('[C28] the seconds', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('are counted from the first word that could be said, one by one', () => {
    const shown: number[] = []
    expect(countCalm('pairing', (left) => shown.push(left))).toBeUndefined()
    countCalm('talking', (left) => shown.push(left))
    jest.advanceTimersByTime(9_999)
    expect(shown).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
    jest.advanceTimersByTime(60_000)
    expect(shown.at(-1)).toBe(0)
    expect(shown).toHaveLength(10)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('end with the call', () => {
    const shown: number[] = []
    countCalm('talking', (left) => shown.push(left))?.()
    jest.advanceTimersByTime(60_000)
    expect(shown).toEqual([])
  })
})

/** A chat that notes what is asked of it. */
function chatOf(view: View) {
  const asked: string[] = []
  const note = (name: string) => () => void asked.push(name)
  const chat = {
    getView: () => view,
    media: () => null,
    next: note('next'),
    cancel: note('cancel'),
  }
  return { asked, chat: { ...chat, stop: note('stop') } as unknown as Chat }
}

const CALL = { phase: 'talking', pair: 'p', common, link: 'live' } as const

it.each([
  [true, []],
  [false, ['next']],
])('[C28] the key for Next waits as its button does: %s -> %j', (calm, expected) => {
  const view: View = {
    ...FIRST_VIEW,
    state: CALL,
    wish: { ...FIRST_VIEW.wish, mode: 'text', calm },
  }
  const { asked, chat } = chatOf(view)
  mockActs.length = 0
  renderToStaticMarkup(createElement(CallScreen, { ...REST, chat, view, state: CALL }))
  expect(mockActs).toHaveLength(1)
  // The key is the call's in any case.
  expect(mockActs[0]?.('next')).toBe(true)
  expect(asked).toEqual(expected)
})

it.each([
  ['is blurred', { wish: { ...FIRST_VIEW.wish, isBlurred: true } }, true],
  ['was blurred', { reveal: { mine: true, theirs: true } }, true],
  ['never was', {}, false],
] satisfies [string, Partial<View>, boolean][])(
  '[C23] [C34] the key for the blur hides who %s, and never shows',
  (_, change, isTaken) => {
    const view: View = { ...FIRST_VIEW, ...change, state: CALL }
    const done: string[] = []
    const cover = { press: () => done.push('press'), takeBack: () => done.push('take back') }
    const chat = { ...chatOf(view).chat, media: () => ({ cover }) } as unknown as Chat
    mockActs.length = 0
    renderToStaticMarkup(createElement(CallScreen, { ...REST, chat, view, state: CALL }))
    expect(mockActs[0]?.('blur')).toBe(isTaken)
    expect(done).toEqual(['take back'])
  },
)

describe('[C34] the keys for microphone and camera', () => {
  const gone = streamOf('audio', 'video')
  for (const track of gone.getTracks()) track.stop()
  it.each([
    ['video', streamOf('audio'), ['mute']],
    ['video', streamOf('video'), ['camera']],
    ['video', gone, []],
    // A voice note may have been recorded before: it is no part of the chat.
    ['text', streamOf('audio', 'video'), []],
  ] as const)('do what their buttons can: %s, %#', (mode, localStream, expected) => {
    const wish = { ...FIRST_VIEW.wish, mode }
    const view: View = { ...FIRST_VIEW, localStream, wish, state: CALL }
    const media = () => ({ setMicrophone: nothing, setCamera: nothing })
    const chat = { ...chatOf(view).chat, media } as unknown as Chat
    mockActs.length = 0
    renderToStaticMarkup(createElement(CallScreen, { ...REST, chat, view, state: CALL }))
    expect((['mute', 'camera'] as const).filter((key) => mockActs[0]?.(key))).toEqual(expected)
  })
})

it('[C28] Next does not wait for a connection that is still being made', () => {
  const state = { phase: 'pairing', pair: 'p', common, attempt: 0, isMeeting: false } as const
  const view: View = {
    ...FIRST_VIEW,
    state,
    wish: { ...FIRST_VIEW.wish, mode: 'text', calm: true },
  }
  const { asked, chat } = chatOf(view)
  mockActs.length = 0
  const html = renderToStaticMarkup(createElement(CallScreen, { ...REST, chat, view, state }))
  expect(html).toMatch(/aria-label="Next" title="Next"><svg/)
  // It has not waited, so nothing is over.
  expect(html).not.toContain(againWords.calm.over)
  mockActs[0]?.('next')
  expect(asked).toEqual(['next'])
})

it.each([
  ['video', 'call folded'],
  // Without pictures the chat is the room.
  ['text', 'call text-only'],
] as const)('[C40] the chat is put away where it covers a picture: %s', (mode, expected) => {
  const view: View = { ...FIRST_VIEW, state: CALL, wish: { ...FIRST_VIEW.wish, mode } }
  const props = { ...REST, chat: chatOf(view).chat, view, state: CALL, isChatFolded: true }
  const html = renderToStaticMarkup(createElement(CallScreen, props))
  expect(/<main[^>]* class="([^"]*)"/.exec(html)?.[1]).toBe(expected)
})

it('[C34] every key is on the sheet of keys', () => {
  const html = renderToStaticMarkup(createElement(HelpDialog, { isInCall: true, onClose: nothing }))
  const keys = [...html.matchAll(/<kbd>([^<]*)</g)].map(([, key]) => key)
  expect(keys).toEqual(['M', 'C', 'B', 'N', '→', 'Esc', 'R', 'T', 'Z', '?'])
})

describe('Esc', () => {
  const gone = (why: EndReason) => ({ phase: 'ended', why, until: null }) as const

  /** What it does on a screen, and whether it is taken from the page. */
  function press(state: Exclude<State, { phase: 'idle' }>, action: Action = 'stop') {
    const view: View = { ...FIRST_VIEW, state }
    const { asked, chat } = chatOf(view)
    mockActs.length = 0
    const rest = { onChange: nothing, onEnter: () => Promise.resolve(true) }
    const onFind = () => asked.push('find')
    renderToStaticMarkup(createElement(VisitScreens, { chat, view, state, onFind, ...rest }))
    return { isTaken: mockActs[0]?.(action), asked }
  }

  it.each([
    { phase: 'connecting', since: 0, notice: null },
    { phase: 'waiting', since: 0, notice: null },
    { phase: 'returning', way: 'code', until: 0, common },
  ] as const)('[C34] gives up a wait at once: $phase', (state) => {
    expect(press(state)).toEqual({ isTaken: true, asked: ['cancel'] })
    expect(press(state, 'next')).toEqual({ isTaken: false, asked: [] })
  })

  it.each([
    { phase: 'askingCamera', problem: null },
    gone('left'),
    // The call listens itself, and asks for a second press.
    CALL,
  ] as const)('[C34] is left to the page elsewhere: $phase', (state) => {
    expect(press(state)).toEqual({ isTaken: false, asked: [] })
  })

  it('[C34] once more finds someone, for who left, and not in one flurry of presses', () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(0)
    const { asked, isTaken } = press(gone('stopped'), 'next')
    const pressAt = (at: number) => now.mockReturnValue(at) && mockActs[0]?.('stop')
    const taken = [999, 1_998, 2_998].map(pressAt)
    expect([isTaken, taken, asked]).toEqual([false, [false, false, true], ['find']])
    now.mockRestore()
  })

  it('[C34] finds nobody for who was left meanwhile, or was told of anything else', () => {
    const reasons = Object.keys(words.ended) as EndReason[]
    const finding = reasons.filter((why) => escapeFrom(gone(why), Infinity) !== null)
    expect(finding).toEqual(['stopped'])
  })

  it('[C34] says what it does once more where it does it', () => {
    const tells = (why: EndReason) => {
      const state = gone(why)
      const view: View = { ...FIRST_VIEW, state }
      const { chat } = chatOf(view)
      const props = { chat, view, state, onFind: nothing, onChange: nothing, onDevices: nothing }
      return renderToStaticMarkup(createElement(EndScreen, { ...props, onReportLast: null }))
    }
    expect(tells('stopped')).toContain(visitWords.end.byKey)
    expect(tells('left')).not.toContain(visitWords.end.byKey)
  })
})

describe('the picture in a call', () => {
  const { conversation, media } = FIRST_VIEW
  const cameras = ['front', 'back'].map((id) => ({ id, label: id }))
  function call(change: Partial<View>): string {
    const view = { ...FIRST_VIEW, state: CALL, ...change }
    const { chat } = chatOf(view)
    return renderToStaticMarkup(createElement(CallScreen, { ...REST, chat, view, state: CALL }))
  }
  /** A phone of two cameras, whose picture is sent as that. */
  const mine = (
    picture: View['media']['settings']['picture'],
    ...kinds: Parameters<typeof streamOf>
  ): Partial<View> => ({
    localStream: streamOf(...kinds),
    media: {
      ...media,
      list: { ...media.list, cameras },
      settings: { ...media.settings, picture },
      dressed: picture === 'camera' ? null : streamOf('video'),
    },
  })

  it.each([
    [{}, null],
    [{ paused: true }, mediaWords.notices.strangerPaused],
    [{ camera: false }, words.call.cameraOff],
    [{ camera: false, paused: true }, words.call.cameraOff],
    [{ camera: false, screen: true }, null],
    [{ camera: false, screen: true, paused: true }, mediaWords.notices.strangerPaused],
  ])('[C38] has one reason over it, or none, why it is not seen: %j, %s', (change, said) => {
    const partnerMedia = { ...conversation.partnerMedia, ...change }
    const html = call({ conversation: { ...conversation, partnerMedia } })
    const veils = [...html.matchAll(/<p class="veil">([^<]*)</g)].map(([, text]) => text)
    expect(veils).toEqual(said === null ? [] : [said])
  })

  it('[C15] has the other camera beside it only while one is open', () => {
    const { flip } = mediaWords.tools
    expect(call(mine('camera', 'audio', 'video'))).toContain(flip)
    expect(call(mine('soft', 'audio', 'video'))).toContain(flip)
    expect(call(mine('camera', 'audio'))).not.toContain(flip)
    expect(call(mine('shape', 'audio'))).not.toContain(flip)
    const gone = mine('camera', 'audio', 'video')
    gone.localStream?.getVideoTracks()[0]?.stop()
    expect(call(gone)).not.toContain(flip)
  })

  it.each(['camera', 'soft', 'shape'] as const)(
    '[C15] is as in a mirror unless the camera looks away or he wants none, in the call and after it: %s',
    (picture) => {
      const isMirrored = (html: string) => {
        const [, name] = /<video class="([^"]*)" aria-label="You"/.exec(html) ?? []
        return name?.split(' ').includes('own')
      }
      const both = [true, false] as const
      const ways = ['user', 'environment', undefined].flatMap((facing) =>
        both.map((isWanted) => [facing, isWanted] as const),
      )
      for (const [facing, isWanted] of ways) {
        const change = mine(picture, 'audio', 'video')
        Object.assign(change.media?.settings ?? {}, { isMirrored: isWanted })
        const [track] = change.localStream?.getVideoTracks() ?? []
        Object.assign(track ?? {}, { settings: { facingMode: facing } })
        const after = createElement(OwnPreview, {
          chat: chatOf(FIRST_VIEW).chat,
          view: { ...FIRST_VIEW, ...change },
        })
        for (const html of [call(change), renderToStaticMarkup(after)])
          expect(isMirrored(html)).toBe(isWanted && facing !== 'environment')
      }
    },
  )
})
