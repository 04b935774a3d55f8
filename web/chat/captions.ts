/**
 * What the stranger says, written down by the browser on this device, or not at all: where a browser
 * would send the sound to somebody's server, there are no captions (P2).
 */

import { languageOf } from './languages/languages.ts'

/** What is used of the Web Speech API, which TypeScript does not know yet. */
interface Recogniser extends EventTarget {
  lang: string
  continuous: boolean
  interimResults: boolean
  processLocally: boolean
  start(track: MediaStreamTrack): void
  abort(): void
}
interface RecogniserClass {
  new (): Recogniser
  readonly prototype: object
  /** Missing in browsers that cannot promise to keep the sound to themselves. */
  available?(wanted: { langs: readonly string[]; processLocally: true }): Promise<string>
}
interface HeardEvent extends Event {
  readonly resultIndex: number
  readonly results: ArrayLike<{
    readonly isFinal: boolean
    readonly [at: number]: { readonly transcript: string } | undefined
  }>
}

/** Recognition ends by itself now and then, and begins anew. */
const REST_MS = 500
/** So many ends in a row, each right after a start and without a word, and it is given up. */
const VAIN_MAX = 3
/** Who is only silent is listened to for longer than this before it ends. */
const VAIN_MS = 2_000
/** What was said last goes when nothing follows it. */
const SHOWN_MS = 8_000
/** Errors after which it would end at once, every time. */
const LASTING = new Set(['not-allowed', 'service-not-allowed', 'language-not-supported'])
/** As much as can be read at a glance. */
const LENGTH_MAX = 160

/** Browsers without `processLocally` would ignore that it is set, and send the sound away. */
function localClass(): RecogniserClass | null {
  const { SpeechRecognition: found } = globalThis as { SpeechRecognition?: RecogniserClass }
  if (found?.available === undefined || !('processLocally' in found.prototype)) return null
  return found
}

/** The page speaks nine languages, and strangers all others as well. */
const codeOf = (tag: string) => languageOf(tag)?.code ?? tag.toLowerCase().split('-', 1)[0]

/**
 * What recognisers are asked for: the browser's own tag of a language, as they know regions and no
 * script (`zh-CN`, and not `zh-Hans`).
 */
export function captionTag(locale: string, browsers: readonly string[]): string {
  const code = codeOf(locale)
  return browsers.find((tag) => codeOf(tag) === code) ?? locale
}

/**
 * In which languages the stranger may be heard, as recognisers call them: those that both speak, the
 * page's before the others; the page's alone while none are known.
 */
export function captionTags(
  locale: string,
  common: readonly string[],
  browsers: readonly string[],
): readonly string[] {
  const isOwn = (code: string) => codeOf(code) === codeOf(locale)
  const wanted =
    common.length === 0 || common.some(isOwn)
      ? [locale, ...common.filter((code) => !isOwn(code))]
      : common
  return wanted.map((one) => captionTag(one, browsers))
}

/** Of these, what this browser writes down here and now. */
export async function captioned(tags: readonly string[]): Promise<readonly string[]> {
  const answers = await Promise.all(tags.map(canCaption))
  return tags.filter((_, at) => answers[at])
}

/** Whether this browser writes down that language here and now, without fetching anything for it. */
export async function canCaption(language: string): Promise<boolean> {
  try {
    const answer = await localClass()?.available?.({ langs: [language], processLocally: true })
    return answer === 'available'
  } catch {
    // Forbidden, or unknown in this form.
    return false
  }
}

/**
 * Writes down a voice until the returned function is called.
 *
 * @param onWords what was said last, while it is being said and when it is complete
 */
export function startCaptions(
  track: MediaStreamTrack,
  language: string,
  onWords: (words: string) => void,
): () => void {
  const Class = localClass()
  if (Class === null) return () => undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let fading: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  let startedAt = 0
  let vain = 0
  const recogniser = new Class()
  recogniser.lang = language
  recogniser.continuous = true
  recogniser.interimResults = true
  recogniser.processLocally = true

  function begin(): void {
    if (isOver || track.readyState === 'ended') return
    startedAt = performance.now()
    try {
      recogniser.start(track)
    } catch {
      isOver = true
    }
  }
  recogniser.addEventListener('result', (event) => {
    if (isOver) return
    const { results, resultIndex } = event as HeardEvent
    const said = Array.from(results)
      .slice(Math.max(0, resultIndex - 1))
      .map((result) => result[0]?.transcript.trim() ?? '')
    vain = 0
    onWords(said.join(' ').slice(-LENGTH_MAX))
    clearTimeout(fading)
    fading = setTimeout(onWords, SHOWN_MS, '')
  })
  recogniser.addEventListener('error', (event) => {
    const { error } = event as Event & { readonly error?: string }
    if (LASTING.has(error ?? '')) isOver = true
  })
  recogniser.addEventListener('end', () => {
    vain = performance.now() - startedAt < VAIN_MS ? vain + 1 : 0
    if (!isOver && vain < VAIN_MAX) timer = setTimeout(begin, REST_MS)
  })
  begin()
  return () => {
    isOver = true
    clearTimeout(timer)
    clearTimeout(fading)
    recogniser.abort()
  }
}
