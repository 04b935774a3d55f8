/** Captions, with recognisers that are as browsers' are, have been, or might be. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { CaptionSwitch } from '../../web/chat/CaptionSwitch.tsx'
import {
  canCaption,
  captioned,
  captionTag,
  captionTags,
  startCaptions,
} from '../../web/chat/captions.ts'
import { FIRST_SETTINGS } from '../../web/chat/settings.ts'

type Result = { isFinal: boolean; 0: { transcript: string } }
const result = (transcript: string, isFinal: boolean): Result => ({ isFinal, 0: { transcript } })

/** Notes what it is asked to do. */
class FakeRecogniser extends EventTarget {
  static all: FakeRecogniser[] = []
  static answer: string | Error = 'available'
  static asked: unknown[] = []
  static available(wanted: unknown): Promise<string> {
    FakeRecogniser.asked.push(wanted)
    const { answer } = FakeRecogniser
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  lang = ''
  continuous = false
  interimResults = false
  isLocal = false
  starts: { track: unknown; isLocal: boolean }[] = []
  aborted = 0
  constructor() {
    super()
    FakeRecogniser.all.push(this)
  }
  get processLocally(): boolean {
    return this.isLocal
  }
  set processLocally(is: boolean) {
    this.isLocal = is
  }
  start(track: unknown): void {
    this.starts.push({ track, isLocal: this.isLocal })
  }
  abort(): void {
    this.aborted += 1
  }
  hear(results: Result[], resultIndex = 0): void {
    this.dispatchEvent(Object.assign(new Event('result'), { results, resultIndex }))
  }
  fail(error: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { error }))
    this.dispatchEvent(new Event('end'))
  }
}

const give = (Class: unknown) => Object.assign(globalThis, { SpeechRecognition: Class })
const voice = { readyState: 'live' } as MediaStreamTrack

beforeEach(() => {
  jest.useFakeTimers()
  FakeRecogniser.all = []
  FakeRecogniser.asked = []
  FakeRecogniser.answer = 'available'
  give(FakeRecogniser)
})
afterEach(() => {
  jest.useRealTimers()
  Reflect.deleteProperty(globalThis, 'SpeechRecognition')
})

/** As it was before it could be told to stay here: it sends the sound to a server. */
class SendsAway extends EventTarget {
  start(): void {
    throw new Error('started')
  }
}
class SaysNothing extends FakeRecogniser {
  static override available = undefined as never
}
const LocalInNameAlone = Object.assign(class extends SendsAway {}, {
  available: () => Promise.resolve('available'),
})

it.each([
  ['no recogniser', undefined],
  ['one that sends sound away', SendsAway],
  ['one that cannot be asked', SaysNothing],
  ['one that knows no "processLocally"', LocalInNameAlone],
])('[C53] are not there with %s', async (_, Class) => {
  give(Class)
  expect(await canCaption('en')).toBe(false)
})

it.each(['downloadable', 'downloading', 'unavailable', new Error('forbidden')])(
  '[C53] are not there when the answer is %s: nothing is fetched for them',
  async (answer) => {
    FakeRecogniser.answer = answer
    expect(await canCaption('en')).toBe(false)
    expect(FakeRecogniser.all).toEqual([])
  },
)

it('[C53] are there where the language is written down on this device', async () => {
  expect(await canCaption('de-AT')).toBe(true)
  expect(FakeRecogniser.asked).toEqual([{ langs: ['de-AT'], processLocally: true }])
})

it.each([
  ['zh-Hans', ['en-US', 'zh-CN'], 'zh-CN'],
  ['zh-Hans', ['zh-Hant-TW'], 'zh-Hant-TW'],
  ['es', ['es-419', 'es-ES'], 'es-419'],
  ['pt-BR', ['pt-BR', 'pt'], 'pt-BR'],
  ['id', ['in-ID'], 'in-ID'],
  // Chosen in the page, and wished for by no browser.
  ['hi', ['de-AT', 'en'], 'hi'],
  ['fr', [], 'fr'],
])('[C53] are asked for in the browser’s own words: %s of %j as %s', (locale, browsers, tag) => {
  expect(captionTag(locale, browsers)).toBe(tag)
})

it.each([
  ['en', [], ['en-GB']],
  ['en', ['de', 'en'], ['en-GB', 'de-AT']],
  ['en', ['de', 'eu'], ['de-AT', 'eu']],
  ['zh-Hans', ['en', 'zh'], ['zh-CN', 'en-GB']],
])('[C53] are of what both speak, the page’s language first: %s of %j', (locale, common, tags) => {
  expect(captionTags(locale, common, ['de-AT', 'en-GB', 'zh-CN'])).toEqual(tags)
})

it('[C53] are offered in those of the languages that are written down here', async () => {
  jest.spyOn(FakeRecogniser, 'available').mockImplementation((wanted) => {
    const [tag] = (wanted as { langs: string[] }).langs
    return Promise.resolve(tag === 'eu' ? 'unavailable' : 'available')
  })
  expect(await captioned(['eu', 'de-AT', 'en'])).toEqual(['de-AT', 'en'])
  jest.restoreAllMocks()
})

it('[C53] are made on this device, of that voice, and never without', () => {
  startCaptions(voice, 'en', () => undefined)
  const [recogniser] = FakeRecogniser.all
  expect(recogniser?.starts).toEqual([{ track: voice, isLocal: true }])
  expect(recogniser).toMatchObject({ lang: 'en', continuous: true, interimResults: true })
  give(LocalInNameAlone)
  expect(() => startCaptions(voice, 'en', () => undefined)).not.toThrow()
})

it('[C53] show what is being said, and no more than can be read', () => {
  const shown: string[] = []
  startCaptions(voice, 'en', (words) => shown.push(words))
  const [recogniser] = FakeRecogniser.all
  recogniser?.hear([result('good', false)])
  recogniser?.hear([result('good evening', true)])
  recogniser?.hear([result('good evening', true), result(' how are you', false)], 1)
  recogniser?.hear([result('x'.repeat(5_000), true)])
  expect(shown.slice(0, 3)).toEqual(['good', 'good evening', 'good evening how are you'])
  expect(shown[3]?.length).toBe(160)
})

it('[C53] begin anew after a pause, and not when they cannot', () => {
  startCaptions(voice, 'en', () => undefined)
  const [recogniser] = FakeRecogniser.all
  recogniser?.dispatchEvent(new Event('end'))
  jest.runAllTimers()
  expect(recogniser?.starts).toHaveLength(2)
  recogniser?.fail('language-not-supported')
  jest.runAllTimers()
  expect(recogniser?.starts).toHaveLength(2)
})

it('[C53] are given up when they end at once, time after time, whatever the error is called', () => {
  startCaptions(voice, 'en', () => undefined)
  const [recogniser] = FakeRecogniser.all
  for (let at = 0; at < 10; at += 1) {
    recogniser?.fail('audio-capture')
    jest.runAllTimers()
  }
  expect(recogniser?.starts).toHaveLength(3)
})

it('[C53] are not given up for a silent stranger, nor while words come', () => {
  startCaptions(voice, 'en', () => undefined)
  const [recogniser] = FakeRecogniser.all
  for (let at = 0; at < 10; at += 1) {
    jest.advanceTimersByTime(7_000)
    recogniser?.fail('no-speech')
    jest.advanceTimersByTime(500)
  }
  for (let at = 0; at < 10; at += 1) {
    recogniser?.hear([result('well', true)])
    recogniser?.fail('network')
    jest.advanceTimersByTime(500)
  }
  expect(recogniser?.starts).toHaveLength(21)
})

it('[C53] go when nothing follows them', () => {
  const shown: string[] = []
  startCaptions(voice, 'en', (words) => shown.push(words))
  const [recogniser] = FakeRecogniser.all
  recogniser?.hear([result('good', false)])
  jest.advanceTimersByTime(7_000)
  recogniser?.hear([result('good evening', true)])
  jest.advanceTimersByTime(7_000)
  expect(shown).toEqual(['good', 'good evening'])
  jest.advanceTimersByTime(1_000)
  expect(shown.at(-1)).toBe('')
  expect(shown).toHaveLength(3)
})

it('[C53] end when they are switched off, whatever comes late', () => {
  const shown: string[] = []
  const stop = startCaptions(voice, 'en', (words) => shown.push(words))
  const [recogniser] = FakeRecogniser.all
  recogniser?.dispatchEvent(new Event('end'))
  stop()
  jest.runAllTimers()
  recogniser?.hear([result('too late', true)])
  recogniser?.dispatchEvent(new Event('end'))
  jest.runAllTimers()
  expect(recogniser?.aborted).toBe(1)
  expect(recogniser?.starts).toHaveLength(1)
  expect(shown).toEqual([])
  expect(jest.getTimerCount()).toBe(0)
})

it('[C53] can be switched off wherever they are on, also in a language that is not offered', () => {
  const drawn = (isOn: boolean) =>
    renderToStaticMarkup(
      createElement(CaptionSwitch, {
        settings: { ...FIRST_SETTINGS, hasCaptions: isOn },
        common: [],
        onChoose: () => undefined,
      }),
    )
  expect(drawn(true)).toContain('checked')
  expect(drawn(false)).toBe('')
})
