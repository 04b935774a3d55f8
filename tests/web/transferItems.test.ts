/** What can be done about something in the chat while it is on its way. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { FIRST_SETTINGS } from '../../web/chat/settings.ts'
import { TransferItem } from '../../web/chat/TransferItem.tsx'
import type { Transfer, TransferPhase } from '../../web/chat/transferList.ts'
import type { Offered } from '../../web/chat/transferProtocol.ts'
import { transferWords, voiceWords, words } from '../../web/chat/dictionary.ts'
import { Preview } from '../../web/chat/Preview.tsx'
import { VoicePanel, VoiceStatus } from '../../web/chat/VoicePanel.tsx'
import type { Pick as Chosen, Picking } from '../../web/chat/picking.ts'
import type { VoiceDesk } from '../../web/chat/useVoiceRecorder.ts'
import type { VoiceState } from '../../web/chat/voiceRecorder.ts'
import type { Chat } from '../../web/chat/visit.ts'

jest.mock('../../web/chat/styles/transfers.css', () => ({}), { virtual: true })
jest.mock('../../web/chat/styles/voice.css', () => ({}), { virtual: true })

const things: Offered[] = [
  { kind: 'file', name: 'f', size: 9 },
  { kind: 'picture', name: 'p', size: 9, mime: 'image/png' },
  { kind: 'voice', name: 'v', size: 9, mime: 'audio/webm', seconds: 3, levels: [] },
]

function render(
  what: Offered,
  mine: boolean,
  phase: TransferPhase,
  more: Partial<Transfer> = {},
): string {
  const transfer: Transfer = {
    id: 1,
    mine,
    what,
    order: 1,
    phase,
    why: phase === 'ended' ? 'cancelled' : null,
    most: null,
    isHeldByUs: false,
    isHeldByStranger: false,
    moved: 0,
    perSecond: 0,
    url: mine ? 'blob:1' : null,
    isSaved: false,
    isHanded: false,
    isWithoutRoom: false,
    isRefused: false,
    isUnopened: false,
    ...more,
  }
  return renderToStaticMarkup(
    createElement(TransferItem, {
      chat: {} as Chat,
      transfer,
      settings: FIRST_SETTINGS,
      speaker: 'You',
      isWaiting: false,
      areClear: false,
      onReveal: () => undefined,
    }),
  )
}

function labels(what: Offered, mine: boolean, phase: TransferPhase): string[] {
  const html = render(what, mine, phase)
  return [...html.matchAll(/<button[^>]*>([^<]*)<\/button>/g)].map(([, label = '']) => label)
}

describe.each(things)('a $kind', (what) => {
  const { cancel } = transferWords.transfer
  it.each([
    [true, 'offered'],
    [true, 'moving'],
    [true, 'checking'],
    [false, 'moving'],
    [false, 'checking'],
  ] as const)('[C12] can be cancelled on its way (mine: %s, %s)', (mine, phase) => {
    expect(labels(what, mine, phase)).toContain(cancel)
  })

  it.each(['done', 'ended'] as const)('[C12] can no longer be cancelled when it is %s', (phase) => {
    expect(labels(what, true, phase)).not.toContain(cancel)
    expect(labels(what, false, phase)).not.toContain(cancel)
  })
})

it('[C19] a picture that could not be opened here is not called something else', () => {
  const [, picture] = things
  if (picture === undefined) throw new Error('there is no picture')
  expect(render(picture, false, 'ended', { isUnopened: true })).toContain(
    transferWords.picture.unopened,
  )
  expect(render(picture, false, 'ended')).not.toContain(transferWords.picture.unopened)
})

it('[C12] of a file that the browser was given to save it is said only what is known', () => {
  const [file] = things
  if (file === undefined) throw new Error('there is no file')
  const { file: words, transfer } = transferWords
  const said = (more: Partial<Transfer>) => {
    const html = render(file, false, 'done', more)
    const all = [words.arrived, words.handed, words.dropped, `>${transfer.saved}<`]
    return [...all.filter((one) => html.includes(one)), html.includes(`${transfer.save}</button>`)]
  }
  expect(said({ url: 'blob:1' })).toEqual([words.arrived, true])
  // Whose browser asked and was told no can press again, for as long as it is here.
  expect(said({ url: 'blob:1', isHanded: true })).toEqual([words.handed, true])
  expect(said({ isHanded: true })).toEqual([words.dropped, false])
  expect(said({ isSaved: true })).toEqual([`>${transfer.saved}<`, false])
})

it('[C12] a file that is checked cannot be paused, and does not stand still', () => {
  const [file] = things
  if (file === undefined) throw new Error('there is no file')
  for (const mine of [true, false]) {
    const html = render(file, mine, 'checking', { moved: 9 })
    expect(html).toContain(transferWords.transfer.checking)
    for (const not of [transferWords.file.pause, transferWords.file.stalled])
      expect(html).not.toContain(not)
  }
})

it('[C12] who has no room for a file, or no place, reads what to do, and can still accept it', () => {
  const [file] = things
  if (file === undefined) throw new Error('there is no file')
  const html = render(file, false, 'offered', { isWithoutRoom: true })
  expect(html).toContain(transferWords.file.saveFirst)
  expect(html).not.toContain('disabled')
  expect(render(file, false, 'offered')).not.toContain(transferWords.file.saveFirst)
  const refused = render(file, false, 'offered', { isRefused: true })
  expect(refused).toContain(transferWords.file.refused)
  expect(refused).not.toContain('disabled')
})

it('[C12] who sent what is too large for the stranger reads how much would not be, if that is known', () => {
  const [file] = things
  if (file === undefined) throw new Error('there is no file')
  const html = (most: number | null) => render(file, true, 'ended', { why: 'tooLarge', most })
  const { strangerMost } = transferWords.file
  expect(html(268_435_456)).toContain(`<p class="hint">${strangerMost('268 MB')}</p>`)
  expect(html(null)).toContain(`<p class="hint">${transferWords.transfer.endedMine.tooLarge}</p>`)
})

describe('who hears the page read aloud', () => {
  const [file, picture, voice] = things as [Offered, Offered, Offered]
  const heard = (html: string) =>
    /<span class="spoken" role="status">([^<]*)<\/span>/.exec(html)?.[1]

  it('[C8] [C12] hears who holds a file, and no figures', () => {
    const { pausedByStranger, pausedByUs } = transferWords.file
    for (const mine of [true, false]) {
      const moving = (more: Partial<Transfer>) => heard(render(file, mine, 'moving', more))
      expect(moving({ moved: 4, perSecond: 2 })).toBe('')
      expect(moving({ isHeldByStranger: true })).toBe(pausedByStranger)
      expect(moving({ isHeldByUs: true })).toBe(pausedByUs)
    }
  })

  it('[C8] [C12] hears that his picture has arrived', () => {
    expect(heard(render(picture, true, 'moving', { moved: 4 }))).toBe('')
    expect(heard(render(picture, true, 'done'))).toBe(transferWords.transfer.delivered)
  })

  it('[C8] [C14] hears what became of a voice note', () => {
    const { delivered, endsMine, endsTheirs, dropped } = voiceWords.voice
    for (const mine of [true, false]) expect(heard(render(voice, mine, 'moving'))).toBe('')
    expect(heard(render(voice, true, 'done'))).toBe(delivered)
    expect(heard(render(voice, true, 'ended'))).toBe(endsMine.cancelled)
    expect(heard(render(voice, false, 'ended'))).toBe(endsTheirs.cancelled)
    expect(heard(render(voice, false, 'done', { url: 'blob:1' }))).toBe('')
    expect(heard(render(voice, false, 'done'))).toBe(dropped)
  })
})

it('[C20] a picture of one’s own that is no longer kept says once that it was delivered', () => {
  const picture = things[1] as Offered
  const seen = (url: string | null) =>
    render(picture, true, 'done', { url }).replace(/<span class="spoken".*?<\/span>/g, '')
  for (const url of ['blob:1', null])
    expect(seen(url).split(transferWords.transfer.delivered)).toHaveLength(2)
})

it('[C8] says of what is chosen and cannot go which it is and why, beside what else is said', () => {
  const pick = (id: number, name: string, change: object) =>
    ({ id, file: { name, size: 9 }, ...change }) as Chosen
  const picks = [
    pick(1, 'a.heic', { as: 'refused', why: 'heic' }),
    pick(2, 'b.zip', { as: 'refused', why: 'gone' }),
    pick(3, 'c.txt', { as: 'file' }),
  ]
  const html = renderToStaticMarkup(
    createElement(Preview, {
      picked: { picks, isTooMany: false, isFull: false },
      picking: {} as Picking,
      isOpen: true,
      onSend: () => undefined,
      onCancel: () => undefined,
      onClosed: () => undefined,
    }),
  )
  const [, said = ''] = html.split('role="status"')
  const { refused } = transferWords.preview
  for (const [name, why] of [
    ['a.heic', refused.heic],
    ['b.zip', refused.gone],
  ] as const)
    expect(said).toContain(`<p class="spoken">${words.together(name, why)}</p>`)
  expect(said).not.toContain('c.txt')
})

describe('a voice note that is recorded', () => {
  const recording = (seconds: number, isSilent: boolean): VoiceState => ({
    phase: 'recording',
    seconds,
    levels: [0],
    isSilent,
  })
  const said = (state: VoiceState) =>
    renderToStaticMarkup(createElement(VoiceStatus, { state })).replace(/<[^>]+>/g, '')
  const { voice } = voiceWords

  it('[C8] [C14] is told of from a place that was there before: first that nothing is heard', () => {
    expect(said({ phase: 'idle', problem: null })).toBe('')
    expect(said({ phase: 'asking' })).toBe(voice.asking)
    expect(said(recording(1, false))).toBe(voice.recording('60'))
    expect(said(recording(55, false))).toBe(voice.left('10 seconds'))
    for (const seconds of [5, 55]) expect(said(recording(seconds, true))).toBe(voice.noSound)
  })

  it('[C14] shows how loud its sender is now, and was before', () => {
    const drawn = (levels: readonly number[]) => {
      const state: VoiceState = { phase: 'recording', seconds: 1, levels, isSilent: false }
      return renderToStaticMarkup(
        createElement(VoicePanel, {
          chat: {} as Chat,
          voice: { state } as VoiceDesk,
          settings: FIRST_SETTINGS,
          isHidden: false,
        }),
      )
    }
    for (const [levels, now] of [
      [[3], 3],
      [[3, 12], 12],
      [[12, 3], 3],
    ] as const)
      expect(drawn(levels)).toContain(`aria-valuenow="${now}"`)
    // The same is heard now, and something else was before.
    expect(drawn([12, 3])).not.toBe(drawn([3, 3]))
  })

  it('[C8] [C14] has that seen beside the meter, in which nothing is read', () => {
    const html = (isSilent: boolean) =>
      renderToStaticMarkup(
        createElement(VoicePanel, {
          chat: {} as Chat,
          voice: { state: recording(5, isSilent) } as VoiceDesk,
          settings: FIRST_SETTINGS,
          isHidden: false,
        }),
      )
    expect(html(true)).toMatch(
      new RegExp(`<span class="hint">${voice.noSound}</span><span role="meter"[^>]*></span>`),
    )
    expect(html(false)).toMatch(/<span role="meter"[^>]*><svg/)
    expect(html(false)).not.toContain(voice.noSound)
  })
})
