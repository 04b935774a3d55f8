/** What of controls and settings there is in a chat without pictures. */
import { createElement, createRef } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { mediaWords, visitWords } from '../../web/chat/dictionary.ts'
import { SettingsDialog } from '../../web/chat/SettingsDialog.tsx'
import { FIRST_MEDIA, type Settings } from '../../web/chat/settings.ts'
import { Toolbar } from '../../web/chat/Toolbar.tsx'
import { FIRST_VIEW, type Chat, type View } from '../../web/chat/visit.ts'
import { keepsVolume } from '../../web/chat/volume.ts'
import { streamOf } from './fakeDevices.ts'

jest.mock('../../web/chat/styles/settings.css', () => ({}), { virtual: true })
jest.mock('../../web/chat/AttentionSettings.tsx', () => ({ AttentionSettings: () => null }))
jest.mock('../../web/chat/LetterKeysSwitch.tsx', () => ({ LetterKeysSwitch: () => null }))
jest.mock('../../web/chat/fullScreen.ts', () => ({
  canFillScreen: () => true,
  useFullScreen: () => false,
}))
jest.mock('../../web/chat/floating.ts', () => ({ canFloat: () => true, useFloating: () => false }))
const mockVolume = { can: true }
jest.mock('../../web/chat/volume.ts', () => ({
  ...jest.requireActual<object>('../../web/chat/volume.ts'),
  useCanSetVolume: () => mockVolume.can,
}))
const mediaDevices = { getDisplayMedia: () => undefined }
Object.defineProperty(globalThis, 'navigator', { value: { mediaDevices }, configurable: true })
Object.assign(globalThis, { HTMLMediaElement: class {} })

const nothing = () => undefined
const viewOf = (mode: 'video' | 'text', localStream: MediaStream | null = null): View => ({
  ...FIRST_VIEW,
  wish: { ...FIRST_VIEW.wish, mode },
  localStream,
  media: {
    ...FIRST_MEDIA,
    list: { cameras: [], microphones: [{ id: 'one', label: 'Headset' }], speakers: [] },
  },
})

const chat = { media: () => ({}) } as unknown as Chat

const drawn = (view: View) =>
  renderToStaticMarkup(createElement(SettingsDialog, { chat, view, onClose: nothing })).replaceAll(
    '&#x27;',
    "'",
  )

function toolsOf(mode: 'video' | 'text'): string[] {
  const html = renderToStaticMarkup(
    createElement(Toolbar, {
      chat,
      view: viewOf(mode),
      video: createRef<HTMLVideoElement>(),
      nextIn: 0,
      onAction: nothing,
      onAsk: nothing,
      onSettings: nothing,
    }),
  )
  return [...html.matchAll(/aria-label="([^"]*)"/g)].map(([, label = '']) => label)
}

it('[C15] the settings and the full screen are within reach with and without pictures', () => {
  const { tools } = mediaWords
  const everywhere = [tools.settings, tools.fullScreen, visitWords.toolbar.next]
  const withPictures = [tools.share, tools.float, visitWords.toolbar.cameraOff]
  expect(toolsOf('video')).toEqual(expect.arrayContaining([...everywhere, ...withPictures]))
  expect(toolsOf('text')).toEqual(expect.arrayContaining(everywhere))
  expect(toolsOf('text').filter((name) => withPictures.includes(name as never))).toEqual([])
})

it('[C15] the settings of a chat without pictures are those of voice notes', () => {
  const shown = (mode: 'video' | 'text') => drawn(viewOf(mode))
  const { settings: text } = mediaWords
  for (const part of ['Headset', text.microphone, text.noise, text.volume, text.muteStranger])
    expect(shown('text')).toContain(part)
  for (const part of [text.saver, text.none, text.open]) {
    expect(shown('text')).not.toContain(part)
    expect(shown('video')).toContain(part)
  }
  // In a call a microphone is chosen once it is used.
  expect(shown('video')).not.toContain('Headset')
})

it('[C15] who is seen can have his own picture without a mirror, drawn or not', () => {
  const { mirror } = mediaWords.settings
  /** Whether the switch is on; `undefined` where there is none. */
  const isOn = (view: View, change: Partial<Settings> = {}) => {
    const { media } = view
    const html = drawn({ ...view, media: { ...media, settings: { ...media.settings, ...change } } })
    return new RegExp(`<input([^>]*)/><span>${mirror}<`).exec(html)?.[1]?.includes('checked')
  }
  const seen = viewOf('video', streamOf('audio', 'video'))
  expect([isOn(seen), isOn(seen, { isMirrored: false })]).toEqual([true, false])
  const heard = viewOf('video', streamOf('audio'))
  expect([isOn(heard), isOn(heard, { picture: 'shape' })]).toEqual([undefined, true])
  expect(isOn(viewOf('text', streamOf('audio')), { picture: 'shape' })).toBeUndefined()
})

it('[C32] a volume that the browser keeps to itself is not offered, and muting is', async () => {
  const probe = (reads: (set: number) => number) => {
    let set = 1
    return keepsVolume({
      set volume(to: number) {
        set = to
      },
      get volume() {
        return reads(set)
      },
    } as HTMLMediaElement)
  }
  expect(await probe((set) => set)).toBe(true)
  expect(await probe(() => 1)).toBe(false)
  // As iOS 15 does: it reads as set, until the page has done what it does.
  let isLater = false
  const answer = probe((set) => (isLater ? 1 : set))
  isLater = true
  expect(await answer).toBe(false)
  const { settings: text } = mediaWords
  for (const can of [true, false]) {
    mockVolume.can = can
    const html = drawn(viewOf('video'))
    expect([html.includes(text.volume), html.includes(text.muteStranger)]).toEqual([can, true])
  }
})

it('[C7] [C15] a microphone that was unplugged is exchanged there, and not measured', () => {
  const stream = streamOf('audio', 'video')
  const before = drawn(viewOf('video', stream))
  stream.getAudioTracks()[0]?.stop()
  const after = drawn(viewOf('video', stream))
  for (const html of [before, after]) expect(html).toContain('Headset')
  expect([before, after].map((html) => html.includes('role="meter"'))).toEqual([true, false])
})
