import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { DeviceProblem } from '../../web/chat/camera.ts'
import { CameraScreen } from '../../web/chat/CameraScreen.tsx'
import type { Chat } from '../../web/chat/visit.ts'
import { EndScreen } from '../../web/chat/EndScreen.tsx'
import type { EndReason, Notice } from '../../web/chat/session.ts'
import { statusOf } from '../../web/chat/Status.tsx'
import { FIRST_VIEW } from '../../web/chat/visit.ts'
import { visitWords, words } from '../../web/chat/dictionary.ts'

// Vite writes the version in when it builds.
Object.assign(globalThis, { __VERSION__: '0' })

const nothing = () => undefined
const endReasons = Object.keys(words.ended) as EndReason[]
const problems = Object.keys(words.deviceProblem) as DeviceProblem[]

/** The text of a screen's main part, and what its buttons say. */
function shown(screen: ReactElement): { text: string; buttons: string[] } {
  const html = renderToStaticMarkup(screen).replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
  return {
    text: html.replace(/<[^>]+>/g, ' '),
    buttons: [...html.matchAll(/<button[^>]*>([^<]*)/g)].map(([, label = '']) => label),
  }
}

function end(why: EndReason, canReport = false) {
  return shown(
    createElement(EndScreen, {
      view: FIRST_VIEW,
      state: { phase: 'ended', why, until: null },
      onFind: nothing,
      onChange: nothing,
      onReportLast: canReport ? nothing : null,
      onAppeal: nothing,
    }),
  )
}

const MAIN_ACTION: Partial<Record<EndReason, string>> = {
  outdated: visitWords.end.reload,
  blocked: visitWords.blocked.again,
}

describe('the end screen', () => {
  it.each(endReasons)('[C5] says why and how to go on: %s', (why) => {
    const { title, text } = words.ended[why]
    const screen = end(why)
    for (const sentence of [title, text]) {
      expect(sentence).toMatch(/^[A-Z].{4}/)
      expect(screen.text).toContain(sentence)
    }
    expect(screen.buttons).toEqual([MAIN_ACTION[why] ?? visitWords.end.find, visitWords.end.change])
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

function camera(problem: DeviceProblem | null) {
  const openDevices = jest.fn()
  const chat = { openDevices, cancel: nothing } as unknown as Chat
  return shown(createElement(CameraScreen, { chat, problem }))
}

describe('the camera screen', () => {
  it.each(problems)('[C7] says what is wrong and how to go on: %s', (problem) => {
    const { title, text } = words.deviceProblem[problem]
    const screen = camera(problem)
    for (const sentence of [title, text]) {
      expect(sentence).toMatch(/^[A-Z].{4}/)
      expect(screen.text).toContain(sentence)
    }
    const { retry, audioOnly, without, cancel } = words.camera
    expect(screen.buttons).toEqual([retry, audioOnly, without, cancel])
  })

  it('[C7] has other words for each problem, and offers to go on before there is one', () => {
    const said = problems.flatMap((problem) => Object.values(words.deviceProblem[problem]))
    expect(new Set(said).size).toBe(2 * problems.length)
    expect(problems.toSorted()).toEqual([
      'denied',
      'inUse',
      'insecure',
      'notFound',
      'unknown',
      'unplugged',
    ])
    expect(camera(null).buttons).toContain(words.camera.without)
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

  it('[C4] says that a call goes on while the server is away', () => {
    const common = { interests: [], languages: [] }
    const state = { phase: 'talking', pair: 'p', common, link: 'live' } as const
    const socket = { status: 'lost', updating: false } as const
    expect(statusOf({ ...FIRST_VIEW, state, socket })).toBe(words.call.serverLost)
    expect(statusOf({ ...FIRST_VIEW, state, socket: { status: 'open' } })).toBe(
      words.call.connected,
    )
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
