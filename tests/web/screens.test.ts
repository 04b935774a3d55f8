import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { DeviceProblem } from '../../web/chat/camera.ts'
import { CameraScreen } from '../../web/chat/CameraScreen.tsx'
import type { Chat, View } from '../../web/chat/visit.ts'
import { cameraOf } from '../../web/chat/AttachButtons.tsx'
import { ErrorBoundary } from '../../web/chat/ErrorBoundary.tsx'
import { choose } from '../../web/chat/LanguagePicker.tsx'
import { ENGLISH, languageOf, type Language } from '../../web/chat/languages/languages.ts'
import { LivenessNote } from '../../web/chat/LivenessNotice.tsx'
import { MoreTools } from '../../web/chat/MoreTools.tsx'
import { EndScreen } from '../../web/chat/EndScreen.tsx'
import type { EndReason, Notice } from '../../web/chat/session.ts'
import { statusOf } from '../../web/chat/Status.tsx'
import { FIRST_VIEW } from '../../web/chat/visit.ts'
import { kindWords, speak, startWords, visitWords, words } from '../../web/chat/dictionary.ts'
import { streamOf } from './fakeDevices.ts'
import { shown } from './shown.ts'

// They ask a document, of which there is none here.
jest.mock('../../web/chat/fullScreen.ts', () => ({
  canFillScreen: () => false,
  useFullScreen: () => false,
}))
jest.mock('../../web/chat/floating.ts', () => ({ canFloat: () => false, useFloating: () => false }))

// Vite writes the version in when it builds.
Object.assign(globalThis, { __VERSION__: '0' })
Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en'] }, configurable: true })

const nothing = () => undefined
const endReasons = Object.keys(words.ended) as EndReason[]
const problems = Object.keys(words.deviceProblem) as DeviceProblem[]

/** What its controls are called. */
const shownLabels = (screen: ReactElement): string[] =>
  [...renderToStaticMarkup(screen).matchAll(/aria-label="([^"]*)"/g)].map(([, label = '']) => label)

const endScreen = (why: EndReason, canReport = false) =>
  createElement(EndScreen, {
    chat: {} as Chat,
    view: FIRST_VIEW,
    state: { phase: 'ended', why, until: null },
    onFind: nothing,
    onChange: nothing,
    onDevices: nothing,
    onReportLast: canReport ? nothing : null,
  })
const end = (why: EndReason, canReport = false) => shown(endScreen(why, canReport))

const MAIN_ACTION: Partial<Record<EndReason, string | null>> = {
  outdated: visitWords.end.reload,
  blocked: visitWords.blocked.again,
  // Another search would end the same way.
  unsupported: null,
}

describe('the end screen', () => {
  it.each(endReasons)('[C5] says why and how to go on: %s', (why) => {
    const { title, text } = words.ended[why]
    const screen = end(why)
    for (const sentence of [title, text]) {
      expect(sentence).toMatch(/^[A-Z].{4}/)
      expect(screen.text).toContain(sentence)
    }
    const { find, change } = visitWords.end
    const { [why]: main = find } = MAIN_ACTION
    // Where no search can begin nothing is tried out for it.
    const isOut = /outdated|unsupported|blocked/.test(why)
    const devices = isOut ? [] : [startWords.start.devices]
    expect(screen.buttons).toEqual([...(main === null ? [] : [main]), change, ...devices])
    expect(end(why, true).buttons).toContain(visitWords.end.reportLast)
  })

  it('[C5] has other words for each way to end', () => {
    const said = endReasons.flatMap((why) => [words.ended[why].title, words.ended[why].text])
    expect(new Set(said).size).toBe(2 * endReasons.length)
    expect(endReasons.toSorted()).toEqual(
      'apart away blocked codeOver differed left lost noRelay outdated relayFull reported skipped stopped'
        .concat(' strangerAway tampered tooManySearches unsupported')
        .split(' '),
    )
  })
})

describe('a page that came without encryption', () => {
  const place = { hostname: 'chat.example', port: '8080', pathname: '/', search: '?lang=de' }
  beforeEach(() => Object.assign(globalThis, { isSecureContext: false, location: place }))
  afterEach(() => {
    for (const name of ['isSecureContext', 'location']) Reflect.deleteProperty(globalThis, name)
  })

  it('[C5] is told as that, with the same address with https as the one way on', () => {
    const html = renderToStaticMarkup(endScreen('unsupported'))
    const { title, text, open } = visitWords.insecure
    expect(html).toContain(`href="https://chat.example/?lang=de">${open}</a>`)
    expect(end('unsupported').buttons).toEqual([visitWords.end.change])
    expect(end('unsupported').text).toContain(text)
    expect(
      statusOf({ ...FIRST_VIEW, state: { phase: 'ended', why: 'unsupported', until: null } }),
    ).toBe(`${title}. ${text}`)
    expect(end('left').text).not.toContain(text)
  })
})

describe('after a conversation', () => {
  const screen = (change: Partial<View>) =>
    shown(
      createElement(EndScreen, {
        chat: {} as Chat,
        view: { ...FIRST_VIEW, ...change },
        state: { phase: 'ended', why: 'reported', until: null },
        onFind: nothing,
        onChange: nothing,
        onDevices: nothing,
        onReportLast: null,
      }),
    ).text

  it('[C7] one’s own picture is said to be seen by nobody else', () => {
    const localStream = streamOf('audio', 'video')
    expect(screen({ localStream })).toContain(words.call.ownOnly)
    expect(screen({ localStream, isCameraOn: false })).not.toContain(words.call.ownOnly)
    expect(screen({})).not.toContain(words.call.ownOnly)
  })

  it('[C7] the camera can be switched off and on where it is seen', () => {
    const localStream = streamOf('audio', 'video')
    const { cameraOff, cameraOn } = visitWords.toolbar
    expect(screen({ localStream })).toContain(cameraOff)
    expect(screen({ localStream, isCameraOn: false })).toContain(cameraOn)
    expect(screen({})).not.toMatch(new RegExp(`${cameraOff}|${cameraOn}`))
  })

  it('[P9] a report is promised to part the two once, and only where it was counted', () => {
    const promises = (reportResult: View['reportResult']) =>
      [...screen({ reportResult }).matchAll(/meet again|not meet|while you both stay here/g)].map(
        ([found]) => found,
      )
    expect(promises('accepted')).toEqual(['not meet', 'while you both stay here'])
    expect(promises('lapsed')).toEqual([])
    expect(promises('tooMany')).toEqual([])
  })
})

function camera(problem: DeviceProblem | null, isDrawn = false, media: object | null = {}) {
  const chat = { cancel: nothing, media: () => media } as unknown as Chat
  const { media: all } = FIRST_VIEW
  const picture = isDrawn ? 'shape' : 'camera'
  const view: View = { ...FIRST_VIEW, media: { ...all, settings: { ...all.settings, picture } } }
  const status = statusOf({ ...view, state: { phase: 'askingCamera', problem } })
  const props = { chat, view, problem, onReportLast: null }
  return { ...shown(createElement(CameraScreen, props)), status }
}

describe('the camera screen', () => {
  it.each(problems)('[C7] says what is wrong and how to go on: %s', (problem) => {
    const { title, text } = words.deviceProblem[problem]
    const screen = camera(problem)
    for (const sentence of [title, text]) {
      expect(sentence).toMatch(/^[A-Z].{4}/)
      expect(screen.text).toContain(sentence)
    }
    const { retry, drawn, audioOnly, without, cancel } = words.camera
    expect(screen.buttons).toEqual([retry, drawn, audioOnly, without, cancel])
    // Before a shape can be chosen, the camera would be asked for in its place.
    expect(camera(problem, false, null).buttons).not.toContain(drawn)
  })

  it.each([null, 'microphoneDenied', 'insecure'] as const)(
    '[C7] [C24] asks who is drawn for his voice alone: %s',
    (problem) => {
      const { text, buttons, status } = camera(problem, true)
      const { retry, drawnUnheard, cancel, voiceTitle } = words.camera
      const title = problem === null ? voiceTitle : words.deviceProblem[problem].title
      expect(text).toContain(title)
      expect(status).toBe(title)
      expect(buttons).toEqual([...(problem === null ? [] : [retry]), drawnUnheard, cancel])
    },
  )

  it('[C7] has other words for each problem, and offers to go on before there is one', () => {
    const said = problems.flatMap((problem) => Object.values(words.deviceProblem[problem]))
    expect(new Set(said).size).toBe(2 * problems.length)
    expect(problems.toSorted()).toEqual([
      'denied',
      'inUse',
      'insecure',
      'microphoneDenied',
      'microphoneInUse',
      'microphoneUnknown',
      'noCamera',
      'noMicrophone',
      'notFound',
      'unknown',
      'unplugged',
    ])
    expect(camera(null).buttons).toContain(words.camera.without)
    // It gives up both.
    expect(words.camera.withoutHint).toMatch(/camera and microphone/)
  })
})

describe('the status for screen readers', () => {
  it.each(endReasons)('[C5] says why the conversation ended: %s', (why) => {
    const status = statusOf({ ...FIRST_VIEW, state: { phase: 'ended', why, until: null } })
    expect(status).toBe(`${words.ended[why].title}. ${words.ended[why].text}`)
  })

  it.each(Object.keys(words.notice) as Notice[])('says why a search goes on: %s', (notice) => {
    for (const phase of ['connecting', 'waiting'] as const)
      expect(statusOf({ ...FIRST_VIEW, state: { phase, since: 0, notice } })).toBe(
        words.notice[notice],
      )
  })

  it.each([
    [false, words.call.serverLost],
    [true, words.call.serverUpdating],
  ])('[C4] says that the server is away, updating: %s', (updating, said) => {
    const common = { interests: [], languages: [] }
    const state = { phase: 'talking', pair: 'p', common, link: 'live' } as const
    const socket = { status: 'lost', updating } as const
    expect(statusOf({ ...FIRST_VIEW, state, socket })).toBe(said)
    expect(statusOf({ ...FIRST_VIEW, state, socket: { status: 'open' } })).toBe(
      words.call.connected,
    )
  })

  it.each([
    [
      ['chess', 'jazz'],
      ['en'],
      'You are talking with a stranger. You both like chess and jazz. Say hi.',
    ],
    [[], ['en'], 'You are talking with a stranger. You both speak English. Say hi.'],
    [[], [], 'You are talking with a stranger. Say hi.'],
  ])('says what the two have in common: %j, %j', (interests, languages, said) => {
    const state = {
      phase: 'talking',
      pair: 'p',
      common: { interests, languages },
      link: 'live',
    } as const
    expect(statusOf({ ...FIRST_VIEW, state, socket: { status: 'open' } })).toBe(said)
  })

  it('[C17] says that the stranger is away, and that he is back', () => {
    const common = { interests: [], languages: [] }
    const state = { phase: 'talking', pair: 'p', common, link: 'live' } as const
    const said = (['here', 'away', 'back'] as const).map((partnerPresence) =>
      statusOf({
        ...FIRST_VIEW,
        state,
        socket: { status: 'open' },
        conversation: { ...FIRST_VIEW.conversation, partnerPresence },
      }),
    )
    expect(said).toEqual([words.call.connected, words.call.away, words.call.back])
    expect(said[1]).toContain('Stranger is away')
  })
})

const CHAT = { cancel: nothing, media: () => null, again: () => null } as unknown as Chat

describe('the way on from a picture that is not live', () => {
  it.each([
    [3, true],
    [0, false],
  ])('[C28] waits as Next does: %i s, disabled %s', (nextIn, isDisabled) => {
    const note = { trouble: 'frozen', nextIn, onNext: nothing } as const
    const html = renderToStaticMarkup(createElement(LivenessNote, note))
    expect(html).toContain(kindWords.liveness.frozen)
    expect(html.includes('disabled')).toBe(isDisabled)
  })
})

describe('a photo from the camera', () => {
  const canTake = (change: Partial<View>) =>
    cameraOf({ ...FIRST_VIEW, localStream: streamOf('audio', 'video'), ...change }) !== null
  const media = (picture: 'camera' | 'soft', dressed = false) => ({
    ...FIRST_VIEW.media,
    settings: { ...FIRST_VIEW.media.settings, picture },
    dressed: dressed ? streamOf('video') : null,
  })

  it('[C24] can be taken by who is seen clearly, and by nobody else', () => {
    expect(canTake({})).toBe(true)
    expect(canTake({ isCameraOn: false })).toBe(false)
    expect(canTake({ media: media('soft', true) })).toBe(false)
    // While a screen is shown nothing is softened, nor where it cannot be.
    expect(canTake({ media: media('soft') })).toBe(false)
    expect(canTake({ wish: { ...FIRST_VIEW.wish, isBlurred: true } })).toBe(false)
  })
})

it('[C23] there is nothing to blur again where there is no picture', () => {
  const both = { mine: true, theirs: true }
  const tools = (mode: 'video' | 'text') =>
    shownLabels(
      createElement(MoreTools, {
        chat: CHAT,
        view: { ...FIRST_VIEW, wish: { ...FIRST_VIEW.wish, mode }, reveal: both },
        video: { current: null },
        onAsk: nothing,
        onSettings: nothing,
      }),
    )
  expect(tools('video')).toContain(kindWords.reveal.again)
  expect(tools('text')).not.toContain(kindWords.reveal.again)
})

it('[C22] the address names the language that is spoken, not one that came too late', async () => {
  const named: string[] = []
  Object.assign(globalThis, {
    history: { replaceState: (_: unknown, __: string, address: string) => named.push(address) },
  })
  await Promise.all(['es', 'fr'].map((code) => choose(languageOf(code) as Language)))
  expect(named).toEqual(['?lang=fr'])
  await speak(ENGLISH, ENGLISH.tag)
})

it('[C18] a screen that fails ends what goes on behind it', () => {
  const onBroken = jest.fn()
  new ErrorBoundary({ children: null, onBroken }).componentDidCatch()
  expect(onBroken).toHaveBeenCalledTimes(1)
})

it('[P10] a screen that fails leads to the policies', () => {
  const broken = new ErrorBoundary({ children: 'a screen', onBroken: () => undefined })
  const linksNow = () =>
    [...renderToStaticMarkup(broken.render()).matchAll(/href="([^"]+)"/g)].map(([, at]) => at)
  expect(linksNow()).toEqual([])
  broken.state = ErrorBoundary.getDerivedStateFromError()
  expect(linksNow()).toEqual(['/what-the-server-sees', '/privacy', '/terms'])
})
