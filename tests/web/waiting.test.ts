/** Until there is a stranger: at the start, and while one waits for anybody, or for one met before. */
import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { clockTime, secondsText } from '../../web/chat/amounts.ts'
import { AgainAfter } from '../../web/chat/AgainAfter.tsx'
import { CameraScreen } from '../../web/chat/CameraScreen.tsx'
import { CodeList } from '../../web/chat/CodeEntry.tsx'
import { againWords, speak, startWords, visitWords, words } from '../../web/chat/dictionary.ts'
import { ENGLISH, languageOf } from '../../web/chat/languages/languages.ts'
import { LanguageField } from '../../web/chat/LanguageField.tsx'
import { ReturnScreen } from '../../web/chat/ReturnScreen.tsx'
import { SearchScreen } from '../../web/chat/SearchScreen.tsx'
import type { EndReason } from '../../web/chat/session.ts'
import { StartScreen } from '../../web/chat/StartScreen.tsx'
import { statusOf } from '../../web/chat/Status.tsx'
import { FIRST_VIEW, type Chat, type View } from '../../web/chat/visit.ts'
import { streamOf } from './fakeDevices.ts'
import { shown } from './shown.ts'

const common = { interests: [], languages: [] }

// Vite writes the version in when it builds.
Object.assign(globalThis, { __VERSION__: '0' })
Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en'] }, configurable: true })

const nothing = () => undefined
const CHAT = { cancel: nothing, media: () => null, again: () => null } as unknown as Chat

describe('the start screen', () => {
  const start = (socket: View['socket']) =>
    shown(
      createElement(StartScreen, {
        chat: CHAT,
        view: { ...FIRST_VIEW, online: 24, socket },
        wish: FIRST_VIEW.wish,
        onWish: nothing,
        isAdult: false,
        onAdult: nothing,
        onFind: nothing,
      }),
    ).text

  it('[V12] says how many are here only while somebody counts them', () => {
    expect(start({ status: 'open' })).toContain('24 people here')
    expect(start({ status: 'lost', updating: false })).not.toContain('people here')
    expect(start({ status: 'refused', reason: 'blocked' })).not.toContain('people here')
  })

  it.each([
    [false, startWords.start.offline],
    [true, startWords.start.updating],
  ])('[C4] says that the server is away, updating: %s', (updating, sentence) => {
    expect(start({ status: 'lost', updating })).toContain(sentence)
    expect(start({ status: 'open' })).not.toContain(sentence)
    const socket = { status: 'lost', updating } as const
    expect(statusOf({ ...FIRST_VIEW, socket })).toBe(sentence)
    // What became of a report was asked for.
    const reportResult = 'accepted'
    expect(statusOf({ ...FIRST_VIEW, socket, reportResult })).toBe(words.reportResult.accepted)
  })

  it('offers the browser’s own languages again once they were removed', () => {
    Object.assign(navigator, { languages: ['eu-ES', 'en'] })
    const offered = (languages: string[]) => {
      const field = createElement(LanguageField, { languages, onChange: nothing })
      const options = renderToStaticMarkup(field).matchAll(/<option value="(\w+)"/g)
      return [...options].map(([, code]) => code).filter((code) => code === 'eu' || code === 'en')
    }
    expect(offered([]).toSorted()).toEqual(['en', 'eu'])
    expect(offered(['eu', 'en'])).toEqual([])
    Object.assign(navigator, { languages: ['en'] })
  })
})

describe('while one looks for somebody', () => {
  const state = { phase: 'waiting', since: Date.now(), notice: null } as const
  const searching = (change: Partial<View>) =>
    createElement(SearchScreen, {
      chat: CHAT,
      view: { ...FIRST_VIEW, state, ...change },
      state,
      onReportLast: null,
      onSettings: nothing,
    })
  const search = (change: Partial<View>) => shown(searching(change))
  const { retry, audioOnly, withoutHint } = words.camera

  it.each([
    [9_999, words.search.keepOpen, 9],
    [10_000, words.search.hint, 10],
  ])(
    '[C8] how long is shown, and a hint after 10 s, which is read out: %i ms',
    (ms, hint, seconds) => {
      const clock = jest.spyOn(Date, 'now').mockReturnValue(state.since + ms)
      const html = renderToStaticMarkup(searching({}))
      clock.mockRestore()
      expect(html).toMatch(
        new RegExp(`<p class="hint[^>]* aria-live="polite"><span>${hint}</span></p>`),
      )
      expect(html).toContain(`>${secondsText(seconds)}</p>`)
    },
  )

  it('[C41] the title names interests for as long as the hint asks for them, and anybody after that', () => {
    const { titleInterests, title, keepOpen, hintAnyone } = words.search
    const wish = { ...FIRST_VIEW.wish, interests: ['chess', 'jazz'] }
    const saidAfter = (ms: number) => {
      const clock = jest.spyOn(Date, 'now').mockReturnValue(state.since + ms)
      const html = renderToStaticMarkup(searching({ wish }))
      clock.mockRestore()
      return [
        /<h1[^>]*><span>([^<]*)</.exec(html)?.[1],
        /aria-live="polite"><span>([^<]*)</.exec(html)?.[1],
      ]
    }
    expect(saidAfter(9_999)).toEqual([titleInterests('chess or jazz'), keepOpen])
    expect(saidAfter(10_000)).toEqual([title, hintAnyone])
  })

  it.each([
    ['microphoneDenied', 'none', [retry]],
    ['noMicrophone', 'video', [retry]],
    ['denied', 'video', [retry, audioOnly]],
  ] as const)('[C7] what a device lacks is shown and said: %s', (deviceProblem, choice, ways) => {
    const screen = search({ deviceProblem, choice })
    const { title, text } = words.deviceProblem[deviceProblem]
    expect(screen.text).toContain(words.together(title, text))
    expect(screen.buttons.slice(0, ways.length + 1)).toEqual([...ways, words.search.cancel])
    expect(screen.text.includes(withoutHint)).toBe(choice === 'none')
    expect(statusOf({ ...FIRST_VIEW, state, deviceProblem })).toBe(
      words.together(title, words.search.title),
    )
    expect(search({ choice }).buttons).not.toContain(retry)
  })
})

describe('while one waits for a stranger met before', () => {
  const state = { phase: 'returning', way: 'code', until: Date.now() + 125_000, common } as const
  const returning = { chat: CHAT, state, onReportLast: null }
  const screen = (change: Partial<View>) =>
    renderToStaticMarkup(
      createElement(ReturnScreen, { ...returning, view: { ...FIRST_VIEW, ...change } }),
    )

  it('[P4] the last stranger can still be reported, also while a camera is asked for', () => {
    for (const onReportLast of [null, nothing]) {
      const props = { chat: CHAT, view: FIRST_VIEW, problem: null, onReportLast }
      for (const { buttons } of [
        shown(createElement(ReturnScreen, { ...props, ...returning, onReportLast })),
        shown(createElement(CameraScreen, props)),
      ])
        expect(buttons.includes(visitWords.end.reportLast)).toBe(onReportLast !== null)
    }
  })

  it.each([
    [false, startWords.start.offline],
    [true, startWords.start.updating],
  ])('[C29] it is shown and said that the server is away (updating: %s)', (updating, sentence) => {
    const socket = { status: 'lost', updating } as const
    const state = { phase: 'returning', way: 'code', until: 0, common } as const
    expect(screen({ socket })).toContain(sentence)
    expect(statusOf({ ...FIRST_VIEW, state, socket })).toBe(sentence)
    const open = { socket: { status: 'open' } } as const
    expect(screen(open)).not.toContain(sentence)
    expect(statusOf({ ...FIRST_VIEW, state, ...open })).toBe(words.returning.code)
  })

  it('[C7] [C29] a camera that is refused can be tried again, or left for the voice', () => {
    const html = screen({ deviceProblem: 'denied' })
    for (const label of [words.camera.retry, words.camera.audioOnly, words.search.cancel])
      expect(html).toContain(`>${label}</button>`)
    const state = { phase: 'returning', way: 'code', until: 0, common } as const
    const { title } = words.deviceProblem.denied
    expect(statusOf({ ...FIRST_VIEW, state, deviceProblem: 'denied' })).toBe(
      words.together(title, words.returning.code),
    )
  })

  it('[C24] one sees oneself as the stranger will', () => {
    const localStream = streamOf('audio')
    const settings = { ...FIRST_VIEW.media.settings, picture: 'shape' as const }
    const media = { ...FIRST_VIEW.media, settings, dressed: streamOf('video') }
    expect(screen({ localStream })).not.toContain('<video')
    expect(screen({ localStream, media })).toContain('<video')
  })

  it('[C21] the time is written in the figures of the language', async () => {
    const arabic = languageOf('ar') ?? ENGLISH
    await speak(arabic, 'ar-EG')
    expect(clockTime(125)).not.toMatch(/\d/)
    expect(screen({})).toContain(againWords.left(clockTime(125)))
    await speak(ENGLISH, ENGLISH.tag)
  })
})

it('[C29] finds all words that are still good after a conversation, the last first, where anybody can be met', () => {
  const onEnter = () => Promise.resolve(true)
  const codes = ['apple river stone', 'one two three'].map((code, at) => ({
    code,
    until: 60_000,
    isLast: at === 1,
  }))
  const drawn = (screen: ReactElement) =>
    renderToStaticMarkup(screen).replaceAll(/_R_\w+_/g, 'hint')
  const after = (known: typeof codes, why: EndReason = 'stopped') => {
    const view: View = { ...FIRST_VIEW, again: { ...FIRST_VIEW.again, codes: known } }
    return drawn(createElement(AgainAfter, { chat: CHAT, view, why, onEnter }))
  }
  const props = { codes: codes.toReversed(), said: null, isAdult: true, onEnter }
  expect(after(codes)).toContain(drawn(createElement(CodeList, props)))
  const none = after([])
  expect(none).not.toContain('<ul')
  for (const why of ['blocked', 'outdated', 'unsupported'] as const)
    expect(after(codes, why)).toBe(none)
})

it('[C29] the words of the last stranger are seen once, on what leads back to him, and heard once', () => {
  const code = 'one two three'
  const wish = 'mutual' as const
  const codes = [
    { code: 'apple river stone', until: 60_000, isLast: false },
    { code, until: 60_000, isLast: true },
  ]
  const onEnter = () => Promise.resolve(true)
  const after = (why: EndReason, known = codes) => {
    const again = { ...FIRST_VIEW.again, wish, code, until: 60_000, codes: known }
    const view = { ...FIRST_VIEW, again }
    return renderToStaticMarkup(createElement(AgainAfter, { chat: CHAT, view, why, onEnter }))
  }
  const html = after('stopped')
  const places = [...html.matchAll(new RegExp(`<(\\w+)([^>]*)>${code}<`, 'g'))]
  expect(places.map(([, element, said = '']) => [element, said.includes('"spoken"')])).toEqual([
    ['p', true],
    ['bdi', false],
  ])
  // Until when, too: heard with the words, and seen below them.
  const said = againWords.meet.until('').slice(0, 30)
  const tellings = [...html.matchAll(new RegExp(`<p ([^>]*)>${said}`, 'g'))].map(([, how]) => how)
  expect(tellings).toEqual(['class="spoken"', 'class="hint" aria-hidden="true"'])
  // Until what belongs to them has been computed, those of others stand there alone.
  const early = after('stopped', codes.slice(0, 1))
  expect(early).toContain(`<p class="code" lang="en" dir="ltr">${code}</p>`)
  expect(early.split(said)).toHaveLength(2)
  // Where nobody can be met they are at least seen.
  expect(after('outdated')).toContain(`<p class="code" lang="en" dir="ltr">${code}</p>`)
})
