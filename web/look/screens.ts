/** Every screen that a visitor can come to, in the states in which it looks different. */
import {
  adWords,
  againWords,
  mediaWords,
  startWords,
  transferWords,
  visitWords,
} from '../chat/dictionary.ts'
import type { EndReason } from '../chat/session.ts'
import type { View } from '../chat/visit.ts'
import { WRITTEN_DOWN } from './recogniser.ts'
import type { Screen } from './screen.ts'
import { STATES } from './states.ts'
import {
  callOf,
  chatOf,
  DEVICES,
  ended,
  FILE,
  NOON,
  OPEN,
  PAIRING,
  PICTURE,
  PROGRAM,
  READY,
  RECOVERING,
  TALKING,
  VOICE,
} from './views.ts'

/** What there is beside the words of an end; two of them are screens of their own below. */
const ENDS: Record<Exclude<EndReason, 'skipped' | 'blocked'>, Partial<View>> = {
  left: { lastSubject: 's', again: { ...OPEN.again, wish: 'open' } },
  lost: { lastSubject: 's', again: { ...OPEN.again, wish: 'vain' } },
  away: { lastSubject: 's' },
  strangerAway: { lastSubject: 's' },
  stopped: {
    lastSubject: 's',
    again: {
      ...OPEN.again,
      wish: 'mutual',
      code: 'amber river seven',
      until: NOON + 900_000,
      codes: [
        { code: 'cobalt garden note', until: NOON + 400_000, isLast: false },
        { code: 'amber river seven', until: NOON + 900_000, isLast: true },
      ],
    },
  },
  reported: { reportResult: 'accepted' },
  tampered: {},
  tooManySearches: { state: ended('tooManySearches', NOON + 60_000) },
  outdated: {},
  differed: {},
  noRelay: {},
  relayFull: {},
  unsupported: {},
  codeOver: {},
  apart: {},
}
type EndName = `end-${keyof typeof ENDS}`
const ENDINGS = Object.fromEntries(
  (Object.keys(ENDS) as (keyof typeof ENDS)[]).map((why): [string, Screen] => [
    `end-${why}`,
    { view: () => ({ ...OPEN, state: ended(why, null), ...ENDS[why] }) },
  ]),
) as Record<EndName, Screen>

const ADS = { network: 'Example Ads', url: 'about:blank', width: 300, height: 250 }

/** Something is held over the page. */
function drag(): void {
  const dragged = new DataTransfer()
  dragged.items.add(new File(['.'], 'notes.txt'))
  dispatchEvent(new DragEvent('dragenter', { dataTransfer: dragged }))
}
const scrollToEnd = () => scrollTo(0, document.documentElement.scrollHeight)

export const SCREENS = {
  start: {
    view: () => ({ ...OPEN, wish: { ...OPEN.wish, interests: ['jazz', 'chess'] } }),
  },
  reminded: {
    view: () => ({
      ...OPEN,
      socket: { status: 'lost', updating: false },
      relay: 'away',
      lastSubject: 'somebody',
      wish: { ...OPEN.wish, calm: true },
    }),
    press: () => [startWords.start.find],
  },
  known: {
    view: () => ({
      ...OPEN,
      serverView: {
        type: 'view',
        network: '2001:db8:1:2::/64',
        consent: true,
        camera: true,
        steady: false,
      },
    }),
    press: () => [startWords.start.askView],
  },
  keep: { view: () => OPEN, press: () => [startWords.start.keep] },
  code: {
    view: () => ({
      ...OPEN,
      again: {
        ...OPEN.again,
        codes: [{ code: 'amber river seven', until: NOON + 600_000, isLast: true }],
      },
    }),
    act: () => document.querySelector<HTMLInputElement>('.consent input')?.click(),
    press: () => [againWords.entry.open, againWords.entry.button],
  },
  broken: {
    view: () => ({
      ...OPEN,
      get state(): never {
        throw new Error('This screen always fails.')
      },
    }),
  },
  asking: { view: () => ({ ...OPEN, state: { phase: 'askingCamera', problem: null } }) },
  camera: { view: () => ({ ...OPEN, state: { phase: 'askingCamera', problem: 'denied' } }) },
  search: {
    view: ({ own }) => ({
      ...OPEN,
      state: { phase: 'waiting', since: NOON - 12_000, notice: 'couldNotConnect' },
      wish: { ...OPEN.wish, interests: ['jazz', 'chess'] },
      localStream: own,
      again: { ...OPEN.again, offer: 'undo' },
    }),
  },
  return: {
    view: ({ own }) => ({
      ...OPEN,
      state: {
        phase: 'returning',
        way: 'code',
        until: NOON + 600_000,
        common: { interests: [], languages: [] },
      },
      localStream: own,
      deviceProblem: 'inUse',
    }),
  },
  pairing: { view: (paintings) => ({ ...callOf(paintings), state: PAIRING, ...chatOf([]) }) },
  call: { view: callOf },
  folded: { view: callOf, press: () => [visitWords.chat.label] },
  // Whatever the stranger has said came after it was put away.
  foldedWaiting: {
    view: (paintings) => {
      const view = callOf(paintings)
      return { ...view, conversation: { ...view.conversation, count: 0 } }
    },
    press: () => [visitWords.chat.label],
  },
  more: { view: callOf, press: () => [mediaWords.tools.more] },
  help: { view: callOf, act: () => dispatchEvent(new KeyboardEvent('keydown', { key: '?' })) },
  captions: {
    view: (paintings) => ({
      ...callOf(paintings),
      wish: { ...OPEN.wish, isBlurred: true },
      reveal: { mine: false, theirs: true },
      media: { ...OPEN.media, settings: { ...OPEN.media.settings, hasCaptions: true } },
    }),
  },
  drop: { view: callOf, act: drag },
  notices: {
    view: (paintings) => ({
      ...callOf(paintings),
      state: RECOVERING,
      wish: { ...OPEN.wish, isBlurred: true },
      reveal: { mine: false, theirs: true },
      isPaused: true,
      isMicrophoneOn: false,
      isCameraOn: false,
      verification: { status: 'failed' },
      quality: { level: 'lost', rtt: null, loss: 0.4, rateIn: 0, rateOut: 12_000 },
    }),
  },
  sent: {
    view: (paintings) => ({
      ...callOf(paintings),
      ...chatOf([
        { what: PICTURE, phase: 'done', url: paintings.picture },
        { what: PICTURE, mine: true, phase: 'moving', moved: 90_000, url: paintings.picture },
        { what: VOICE, phase: 'done', url: 'data:audio/webm,' },
        { what: FILE, mine: true, phase: 'moving', moved: 2_900_000, perSecond: 310_000 },
        { what: PROGRAM },
      ]),
    }),
  },
  picture: {
    view: (paintings) => ({
      ...callOf(paintings),
      ...chatOf([{ what: PICTURE, mine: true, phase: 'done', url: paintings.picture }]),
    }),
    press: () => [transferWords.picture.enlarge],
  },
  chosen: {
    view: callOf,
    choose: ['a-long-walk-in-the-evening.txt', 'notes.txt'],
  },
  writing: {
    view: () => ({
      ...OPEN,
      state: TALKING,
      wish: { ...OPEN.wish, mode: 'text', calm: true },
      subject: 's',
      exposure: 'direct',
      verification: READY,
      ...chatOf([
        { mine: false, text: 'Do you play the opening by heart?' },
        { mine: true, text: 'Only the first six moves.', delivery: 'sending' },
      ]),
    }),
  },
  report: { view: callOf, press: () => [visitWords.toolbar.report] },
  verify: { view: callOf, press: () => [visitWords.verify.badge.ready] },
  settings: {
    view: (paintings) => ({
      ...callOf(paintings),
      media: { ...OPEN.media, list: DEVICES },
    }),
    press: () => [mediaWords.tools.more, mediaWords.tools.settings],
  },
  // What browsers offer each in its own way, all at once.
  hearing: {
    view: (paintings) => ({
      ...callOf(paintings),
      state: { ...TALKING, common: { interests: [], languages: [...WRITTEN_DOWN] } },
      media: {
        ...OPEN.media,
        list: DEVICES,
        settings: { ...OPEN.media.settings, hasCaptions: true },
      },
    }),
    hasNoSpeaker: true,
    press: () => [
      mediaWords.tools.more,
      mediaWords.tools.settings,
      mediaWords.settings.chooseSpeaker,
    ],
    see: '.group:has([role=alert])',
  },
  // Before anybody is looked for.
  trying: {
    view: ({ own }) => ({
      ...OPEN,
      localStream: own,
      media: { ...OPEN.media, list: DEVICES },
    }),
    press: () => [startWords.start.devices],
  },
  end: {
    view: ({ own }) => ({
      ...OPEN,
      state: ended('skipped', null),
      localStream: own,
      lastSubject: 's',
      again: { ...OPEN.again, wish: 'open', offer: 'back' },
    }),
  },
  blocked: {
    view: () => ({
      ...OPEN,
      state: ended('blocked', NOON + 3_600_000),
      block: { cause: 'reports', code: 'K7QX-2M9D' },
      reportResult: 'accepted',
    }),
  },
  ad: { view: () => ({ ...OPEN, state: ended('left', null), ads: ADS }), act: scrollToEnd },
  adShown: {
    view: () => ({ ...OPEN, state: ended('left', null), ads: ADS }),
    act: scrollToEnd,
    press: () => [adWords.show],
  },
  ...STATES,
  ...ENDINGS,
} satisfies Record<string, Screen>

export type ScreenName = keyof typeof SCREENS
export const SCREEN_NAMES = Object.keys(SCREENS) as readonly ScreenName[]
