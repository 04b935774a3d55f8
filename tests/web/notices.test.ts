/** What is told in a call and after it, beside the picture: when, and to who hears the page read aloud. */
import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { AgainAfter } from '../../web/chat/AgainAfter.tsx'
import { AgainNote } from '../../web/chat/AgainNote.tsx'
import { clockTime } from '../../web/chat/amounts.ts'
import { CallNotices } from '../../web/chat/CallNotices.tsx'
import { Captions } from '../../web/chat/Captions.tsx'
import { changeBetween } from '../../web/chat/changes.ts'
import { CodeEntry } from '../../web/chat/CodeEntry.tsx'
import { againWords, kindWords, mediaWords, visitWords, words } from '../../web/chat/dictionary.ts'
import { letterKeys } from '../../web/chat/letterKeys.ts'
import { LivenessNote } from '../../web/chat/LivenessNotice.tsx'
import type { State } from '../../web/chat/session.ts'
import { press, takeBack, hearReveal, NOT_REVEALED, type Reveal } from '../../web/chat/reveal.ts'
import { RevealNotice } from '../../web/chat/RevealNotice.tsx'
import { ServerViewDialog } from '../../web/chat/ServerViewDialog.tsx'
import { Status } from '../../web/chat/Status.tsx'
import { UndoOffer } from '../../web/chat/UndoOffer.tsx'
import { FIRST_VIEW, type Chat, type View } from '../../web/chat/visit.ts'
import { fakeStream } from './fakeDevices.ts'

/** What a screen would load to show it. */
const mockLoads: (() => Promise<unknown>)[] = []
jest.mock('../../web/chat/lazily.tsx', () => ({
  lazily: (load: () => Promise<unknown>) => () => {
    mockLoads.push(load)
    return null
  },
}))

const nothing = () => undefined

it('[C53] captions stand over the picture while they are on and the two talk, and not else', async () => {
  const common = { interests: [], languages: [] }
  const talking: State = { phase: 'talking', pair: 'p', common, link: 'live' }
  const pairing: State = { phase: 'pairing', pair: 'p', common, attempt: 0, isMeeting: false }
  const shown = (hasCaptions: boolean, state: State) => {
    const { media } = FIRST_VIEW
    const settings = { ...media.settings, hasCaptions }
    mockLoads.length = 0
    renderToStaticMarkup(
      createElement(CallNotices, {
        chat: {} as Chat,
        view: { ...FIRST_VIEW, state, media: { ...media, settings } },
        video: { current: null },
        isArmed: false,
        nextIn: 0,
        onSettings: () => undefined,
      }),
    )
    return Promise.all(mockLoads.map((load) => load()))
  }
  expect(await shown(true, talking)).toEqual([Captions])
  expect(await shown(false, talking)).toEqual([])
  expect(await shown(true, pairing)).toEqual([])
})

describe('who hears the page read aloud', () => {
  const chat = {} as Chat
  const { again, media, wish } = FIRST_VIEW
  const common = { interests: [], languages: [] }
  const all: View = {
    ...FIRST_VIEW,
    state: { phase: 'talking', pair: 'p', common, link: 'live' },
    wish: { ...wish, isBlurred: true },
    again: { ...again, wish: 'mutual', code: 'apple river stone', until: 0, offer: 'undo' },
    media: {
      ...media,
      screen: fakeStream('video').stream,
      settings: { ...media.settings, isStrangerMuted: true },
    },
    isPaused: true,
    isUnheard: true,
  }
  const drawn = (screen: ReactElement) => renderToStaticMarkup(screen)
  const onEnter = () => Promise.resolve(true)
  const after = (view: View) => createElement(AgainAfter, { chat, view, why: 'stopped', onEnter })

  it('[C8] hears each notice of a call by itself, from a place that was there before', () => {
    const html = drawn(
      createElement(CallNotices, {
        chat,
        view: { ...all, deviceProblem: 'inUse' },
        video: { current: null },
        isArmed: true,
        nextIn: 0,
        onSettings: nothing,
      }),
    )
    const list = '<div class="notice-list" aria-live="polite" aria-atomic="false">'
    expect(html).toContain(list)
    // What interrupts stands beside the list: within it some readers would say it twice.
    expect(html.split('role="alert"')).toHaveLength(2)
    expect(html).toMatch(/<\/div><p class="note" role="alert">[^<]+<\/p><\/div>$/)
    expect(html.match(/class="note[" ]/g)?.length).toBeGreaterThan(4)
    expect(html).not.toContain('role="status"')
    expect(
      drawn(createElement(LivenessNote, { trouble: 'black', nextIn: 0, onNext: nothing })),
    ).not.toContain('role=')
  })

  it('[P9] is told in a call what became of a report, and that it was about the one before', () => {
    const notices = (reportResult: View['reportResult']) =>
      drawn(
        createElement(CallNotices, {
          chat,
          view: { ...all, reportResult },
          video: { current: null },
          isArmed: false,
          nextIn: 0,
          onSettings: nothing,
        }),
      )
    for (const result of ['sending', 'accepted', 'lapsed', 'tooMany'] as const)
      expect(notices(result)).toContain(
        `<p class="note">About the last stranger: ${words.reportResult[result]}</p>`,
      )
    expect(notices(null)).not.toContain('About the last stranger')
  })

  it('[C7] [C15] is told of another device in place of one, and of a screen refused, though one is missing', () => {
    const html = drawn(
      createElement(CallNotices, {
        chat,
        view: {
          ...all,
          deviceProblem: 'noMicrophone',
          media: {
            ...media,
            isScreenRefused: true,
            replacements: [
              { kind: 'video', label: 'desk' },
              { kind: 'audio', label: 'ear' },
            ],
          },
        },
        video: { current: null },
        isArmed: false,
        nextIn: 0,
        onSettings: nothing,
      }),
    )
    for (const said of [words.deviceProblem.noMicrophone.text, mediaWords.notices.screenRefused])
      expect(html).toContain(said)
    // Each has a way to put it away, beside what can be done.
    for (const said of ['desk', 'ear', 'microphone in', mediaWords.notices.screenRefused])
      expect(html).toMatch(
        new RegExp(`${said}[^/]*</p><button[^>]*>[^<]+</button><button[^>]*>OK<`),
      )
    // And the words to meet again, as before.
    expect(html.split('>OK<')).toHaveLength(6)
  })

  it('[C8] [C27] hears of Undo where the page says everything else', () => {
    expect(drawn(createElement(UndoOffer, { chat, view: all }))).not.toContain('role=')
    const { said, key } = againWords.offer
    const text = () => drawn(createElement(Status, { view: all })).replace(/<[^>]+>/g, '')
    expect(text()).toBe(`${words.call.serverLost} ${said} ${key}`)
    letterKeys.set(false)
    expect(text()).toBe(`${words.call.serverLost} ${said}`)
    letterKeys.set(true)
    const calm = { ...all, again: { ...all.again, offer: null } }
    expect(drawn(createElement(Status, { view: calm }))).toBe(words.call.serverLost)
  })

  it('[C8] hears once of each camera and microphone that goes on or off, on both sides', () => {
    const { changes } = mediaWords
    const { call } = words
    const { conversation } = FIRST_VIEW
    const { partnerMedia } = conversation
    const of = (change: Partial<typeof partnerMedia>): Partial<View> => ({
      conversation: { ...conversation, partnerMedia: { ...partnerMedia, ...change } },
    })
    const both = (one: string, other: string) => words.together(one, other)
    const table: [Partial<View>, string, string][] = [
      [{ isMicrophoneOn: false }, changes.microphoneOff, changes.microphoneOn],
      [{ isCameraOn: false }, call.ownCameraOff, changes.cameraOn],
      [of({ microphone: false }), call.microphoneOff, changes.strangerHeard],
      [of({ camera: false }), call.cameraOff, changes.strangerSeen],
      [
        of({ microphone: false, camera: false }),
        both(call.microphoneOff, call.cameraOff),
        both(changes.strangerHeard, changes.strangerSeen),
      ],
    ]
    for (const [change, off, on] of table) {
      const changed = { ...FIRST_VIEW, ...change }
      expect(changeBetween(FIRST_VIEW, changed)).toBe(off)
      expect(changeBetween(changed, changed)).toBeNull()
      expect(changeBetween(changed, FIRST_VIEW)).toBe(on)
    }
    // A screen is no camera, whether that is on or off behind it; in a text chat there is neither.
    for (const camera of [true, false]) {
      const bare = { ...FIRST_VIEW, ...of({ camera }) }
      const shown = { ...FIRST_VIEW, ...of({ camera, screen: true }) }
      expect(changeBetween(bare, shown)).toBe(mediaWords.notices.strangerShares)
      expect(changeBetween(shown, shown)).toBeNull()
      expect(changeBetween(shown, bare)).toBe(changes.screenOver)
    }
    const silent: View = { ...FIRST_VIEW, wish: { ...wish, mode: 'text' } }
    expect(changeBetween(FIRST_VIEW, { ...silent, isMicrophoneOn: false })).toBeNull()
  })

  it('[C8] [C23] hears and sees that both are clear now, and who is blurred again', () => {
    const text = kindWords.reveal
    const notice = (reveal: Reveal | null, isBlurred = true) =>
      drawn(
        createElement(RevealNotice, {
          chat,
          view: { ...FIRST_VIEW, wish: { ...wish, isBlurred }, reveal },
        }),
      )
    const clear = hearReveal(press(NOT_REVEALED), true)
    expect(notice(clear)).toBe(`<p class="note">${text.clear}</p>`)
    expect(notice(null, false)).toBe('')
    const all = Object.values(text.closed)
    expect(all.filter((said) => notice(NOT_REVEALED).includes(said))).toEqual([])
    for (const [reveal, said] of [
      [takeBack(clear), text.closed.us],
      [hearReveal(clear, false), text.closed.stranger],
    ] as const) {
      expect(all.filter((one) => notice(reveal).includes(one))).toEqual([said])
      expect(notice(reveal)).toContain(text.both)
      // Who has pressed anew waits, and is told that only.
      expect(all.filter((one) => notice(press(reveal)).includes(one))).toEqual([])
    }
    expect(notice(press(hearReveal(press(takeBack(clear)), true)))).toContain(text.clear)
  })

  it('[C21] hears three English words as such, and sees them from left to right', () => {
    const code = '<p class="code" lang="en" dir="ltr">apple river stone</p>'
    expect(drawn(after(all))).toContain(code)
    // And what they cannot do.
    expect(againWords.meet.until('12:00')).toMatch(/stranger closes or reloads/)
    expect(drawn(createElement(AgainNote, { chat, view: all }))).toContain(code)
    // Without the other's wish they lead nowhere, and both screens say so.
    const wished = { ...all, again: { ...all.again, wish: 'wished' } } as const
    for (const screen of [createElement(AgainNote, { chat, view: wished }), after(wished)])
      expect(drawn(screen)).toMatch(new RegExp(`${againWords.meet.alone}</p>${code}`))
    expect(drawn(createElement(AgainNote, { chat, view: all }))).not.toContain(
      againWords.meet.alone,
    )
    const read = { ...all, again: { ...all.again, isRead: true } }
    expect(drawn(createElement(AgainNote, { chat, view: read }))).toBe('')
  })

  it('[C29] [C21] finds the words on the start screen, each three as one button that says whom it leads to, with their time', () => {
    const codes = ['apple river stone', 'one two three'].map((code, at) => ({
      code,
      until: Date.now() + (at + 1) * 60_000,
      isLast: at === 1,
    }))
    const html = drawn(createElement(CodeEntry, { codes, isAdult: true, onEnter }))
    const { last, earlier } = againWords.entry
    for (const { code, isLast } of codes)
      expect(html).toMatch(
        new RegExp(
          `<button[^>]*>${isLast ? last : earlier} <bdi lang="en" dir="ltr">${code}</bdi>`,
        ),
      )
    for (const seconds of [60, 120])
      expect(html).toContain(againWords.left(clockTime(seconds)).replace("'", '&#x27;'))
    // What was written down is entered as before.
    expect(html).toContain(againWords.entry.open)
    // Who takes back that he is an adult meets nobody, and nothing below the list moves.
    const barred = drawn(createElement(CodeEntry, { codes, isAdult: false, onEnter }))
    expect(barred.replaceAll(' disabled=""', '')).toBe(html)
    expect(barred.split(' disabled=""')).toHaveLength(codes.length + 1)
  })

  it('[C8] [C29] has what will tell the words before them, and of what the server knows', () => {
    const open = drawn(after({ ...all, again: { ...again, wish: 'open' } }))
    expect(open).toMatch(/<div class="again" role="status"><\/div>$/)
    const serverView = { type: 'view', network: '::/64', consent: true, camera: true, steady: true }
    for (const answer of [null, serverView as View['serverView']]) {
      const view: View = { ...FIRST_VIEW, socket: { status: 'open' }, serverView: answer }
      const html = drawn(createElement(ServerViewDialog, { view, onClose: nothing }))
      const told = /role="status">(.*?)<\/div>/.exec(html)?.[1] ?? ''
      expect(told).toContain(answer?.network ?? visitWords.known.asking)
    }
  })

  it('[C29] hears that no words lead back, and none of them', () => {
    const view = { ...all, again: { ...again, wish: 'vain' } } as const
    expect(drawn(after(view))).toMatch(
      new RegExp(`role="status"><p>${againWords.meet.vain}</p></div>`),
    )
  })
})
