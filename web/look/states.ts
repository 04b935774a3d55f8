/** What screens look like seldom: what was opened on them, or missing, or refused. */
import { appWords, mediaWords, visitWords, words } from '../chat/dictionary.ts'
import { TEXT_LENGTH_MAX } from '../chat/peerProtocol.ts'
import type { PartnerMedia } from '../chat/conversation.ts'
import type { View } from '../chat/visit.ts'
import type { Paintings } from './paintings.ts'
import type { Screen } from './screen.ts'
import { callOf, DEVICES, ended, NOON, OPEN, READY, TALKING } from './views.ts'

/** A call in which the stranger says something else of his picture and voice. */
function callWith(paintings: Paintings, said: Partial<PartnerMedia>): View {
  const view = callOf(paintings)
  const { conversation } = view
  const partnerMedia = { ...conversation.partnerMedia, ...said }
  return { ...view, conversation: { ...conversation, partnerMedia } }
}

/** More than a message can be. */
function writeTooMuch(): void {
  const field = document.querySelector<HTMLTextAreaElement>('.compose textarea')
  if (field === null) return
  field.setRangeText('and so on '.repeat(TEXT_LENGTH_MAX / 10 + 4))
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

export const STATES = {
  silent: { view: callOf, isSoundBlocked: true },
  figures: { view: callOf, press: () => [mediaWords.quality.levels.good] },
  badges: {
    view: (paintings) => ({
      ...callWith(paintings, { look: 'soft', microphone: false }),
      exposure: 'relayed',
      socket: { status: 'lost', updating: false },
      verification: { ...READY, isCompared: true },
    }),
    // What it is called depends on how much there is behind it, and only a phone has it.
    act: () => document.querySelector<HTMLElement>('.badge.opener')?.click(),
  },
  drawn: {
    view: (paintings) => ({
      ...callWith(paintings, { look: 'shape' }),
      exposure: 'hidden',
      verification: { status: 'checking' },
    }),
    act: () => document.querySelector<HTMLElement>('.badge.opener')?.click(),
  },
  // Neither sees the other, nor oneself.
  unseen: {
    view: (paintings) => ({
      ...callWith(paintings, { camera: false, microphone: false }),
      isCameraOn: false,
    }),
    press: () => [words.call.hideSelf],
  },
  tooLong: { view: callOf, act: writeTooMuch },
  verifyWritten: {
    view: () => ({
      ...OPEN,
      state: TALKING,
      wish: { ...OPEN.wish, mode: 'text' },
      subject: 's',
      exposure: 'relayed',
      verification: READY,
    }),
    press: () => [visitWords.verify.badge.ready],
  },
  reportEither: {
    view: (paintings) => ({ ...callOf(paintings), lastSubject: 'before' }),
    press: () => [visitWords.toolbar.report],
  },
  reportLast: {
    view: () => ({ ...OPEN, state: ended('left', null), lastSubject: 's' }),
    press: () => [visitWords.end.reportLast],
  },
  notifyRefused: {
    view: (paintings) => ({ ...callOf(paintings), media: { ...OPEN.media, list: DEVICES } }),
    press: () => [
      mediaWords.tools.more,
      mediaWords.tools.settings,
      appWords.attention.notifications,
    ],
    see: '.group:has([role=alert])',
  },
  appealed: {
    view: () => ({
      ...OPEN,
      state: ended('blocked', NOON + 3_600_000),
      block: { cause: 'network', code: 'K7QX-2M9D' },
      appeal: 'sent',
    }),
  },
} satisfies Record<string, Screen>
