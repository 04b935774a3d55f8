import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as dictionary from '../../web/chat/dictionary.ts'
import { countedText } from '../../web/chat/counts.ts'
import * as englishRest from '../../web/chat/languages/en/rest.ts'
import { startWords as englishStart } from '../../web/chat/languages/en/start.ts'
import {
  bestLanguage,
  ENGLISH,
  LANGUAGES,
  localeOf,
  type Language,
  type LanguageCode,
} from '../../web/chat/languages/languages.ts'
import { clockTime, secondsText, sizeText, timeText } from '../../web/chat/amounts.ts'
import { SYMBOLS } from '../../web/chat/symbols.ts'
import { POLICIES, policyPath } from '../../signaling/policies.ts'
import { MARKS, sentencesOf } from '../helpers/marked.ts'

const root = join(__dirname, '../../web')
const manifest = JSON.parse(readFileSync(join(root, 'public/manifest.webmanifest'), 'utf8')) as {
  description: string
  description_localized: Record<string, { value: string; dir: string }>
}
const html = readFileSync(join(root, 'index.html'), 'utf8')

const OTHERS = LANGUAGES.filter((language) => language !== ENGLISH)

/** What is spoken now, all of it. */
const spoken = () => {
  const { startWords, words, visitWords, mediaWords, voiceWords } = dictionary
  const { transferWords, adWords, symbolNames, againWords, appWords, kindWords } = dictionary
  return {
    startWords,
    rest: {
      words,
      visitWords,
      mediaWords,
      voiceWords,
      transferWords,
      adWords,
      symbolNames,
      againWords,
      appWords,
      kindWords,
    },
  }
}
const english = new Map(sentencesOf({ startWords: englishStart, rest: englishRest }))
/** The part of a path that names a plural, which languages have in different numbers. */
const withoutForm = (path: string) => path.replace(/\(\)\.\w+$/, '()')
const keysOf = (paths: Iterable<string>) => [...new Set([...paths].map(withoutForm))].toSorted()
/** Figures typed into sentences: they would not be written as the visitor’s region writes them. */
const typedIn = (sentences: Iterable<readonly [string, string]>) =>
  [...sentences].filter(([, text]) => /(?<!\p{L})\d/u.test(text))
const marksIn = (text: string) => MARKS.filter((mark) => text.includes(mark))
/** With few things the figure may be a word: "two people". */
const isInWords = (path: string) => /\(\)\.(zero|one|two)$/.test(path)

/** The same in many languages. */
const INTERNATIONAL = new Set(
  '.|P2P Chat|OK|(‹A›)|v‹A›|‹A›. ‹B›|‹A›, ‹B›|‹A›×|‹A› ms|‹A› kbit/s|‹A› Mbit/s'.split('|'),
)
/** What happens to be written as in English. */
const ALIKE: Readonly<Partial<Record<LanguageCode, string>>> = {
  es: 'Video|Chat|No|cactus|pizza',
  pt: 'Spam|pizza|banana',
  fr: 'Message|Pause|cactus|rose|pizza|globe|train|Question',
  de: 'Hammer|Pizza|Rose',
  id: 'pizza|lemon|penguin|Volume',
}
const SCRIPTS: Readonly<Partial<Record<LanguageCode, RegExp>>> = {
  ar: /\p{Script=Arabic}/u,
  hi: /\p{Script=Devanagari}/u,
  zh: /\p{Script=Han}/u,
}
/** Forms that a language has besides the one in which everybody is spoken to, where letters tell. */
const OTHER_FORMS: Readonly<Partial<Record<LanguageCode, RegExp>>> = {
  es: /(?<!\p{L})(os|vosotr[oa]s|vuestr[oa]s?)(?!\p{L})|[áé]is(?!\p{L})|aros(?!\p{L})/iu,
  pt: /(?<!\p{L})(tu|teus?|tuas?|vós|voss[oa]s?)(?!\p{L})/iu,
  // They and you are one word at the beginning of a sentence.
  de: /(?<!\p{L})Ihnen(?!\p{L})|[\p{Ll},] (Sie|Ihre?[nmrs]?)(?!\p{L})/u,
  id: /(?<!\p{L})anda(?!\p{L})/iu,
  hi: /तुम|ओ(?![\p{L}\p{M}])/u,
  zh: /您/u,
}
/** Words that none of the other languages has. */
const LEFTOVER = /\b(the|you|your|stranger|and|with|from|this)\b/i

/** Two sentences, or one: what ends in a mark of its script. */
const sentenceCount = (text: string) => text.match(/[.!?।。！？؟]/gu)?.length ?? 0

it('[C21] types no figure into a sentence', () => {
  expect(typedIn(english)).toEqual([])
  expect(typedIn([['one', 'within 15 minutes']])).toHaveLength(1)
})

it('[P11] explains the symbols in two sentences', () => {
  const { text, written } = dictionary.visitWords.verify
  expect([text, written].map(sentenceCount)).toEqual([2, 2])
})

it('[P11] [C21] has a name of its own for each symbol in English, which the others translate', () => {
  expect(englishRest.symbolNames).toHaveLength(SYMBOLS.length)
  expect(new Set(englishRest.symbolNames).size).toBe(SYMBOLS.length)
})

describe.each(OTHERS)('$name', (language) => {
  const { code, tag, direction } = language
  beforeAll(() => dictionary.speak(language, tag))
  afterAll(() => dictionary.speak(ENGLISH, ENGLISH.tag))

  it('[C21] says everything that English says, and nothing else', () => {
    const said = sentencesOf(spoken())
    expect(keysOf(said.map(([path]) => path))).toEqual(keysOf(english.keys()))
    expect(said.filter(([, text]) => text.trim() === '' || / {2}/.test(text))).toEqual([])
  })

  it('[C21] types no figure into a sentence', () => {
    expect(typedIn(sentencesOf(spoken()))).toEqual([])
  })

  it('[P11] explains the symbols in two sentences at most', () => {
    const { text, written } = dictionary.visitWords.verify
    for (const one of [text, written]) expect([1, 2]).toContain(sentenceCount(one))
  })

  it('[C21] puts every figure and name into its sentences', () => {
    for (const [path, text] of sentencesOf(spoken())) {
      if (isInWords(path)) continue
      const model = english.get(path) ?? english.get(`${withoutForm(path)}.other`) ?? ''
      expect({ path, marks: marksIn(text) }).toEqual({ path, marks: marksIn(model) })
    }
  })

  it('[C21] has a form for each of its plurals', () => {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions()
    const { chat } = dictionary.visitWords
    for (const say of [dictionary.startWords.start.online, chat.left, chat.tooLong])
      expect(Object.keys(say('7')).toSorted()).toEqual(pluralCategories.toSorted())
    const counts = [0, 1, 2, 3, 11, 100, 1_000_000]
    for (const count of counts)
      expect(countedText(count, dictionary.startWords.start.online)).toMatch(/\p{L}/u)
  })

  it('[C21] is translated, and written in its own script', () => {
    const alike = new Set(ALIKE[code]?.split('|'))
    for (const [path, text] of sentencesOf(spoken())) {
      if (INTERNATIONAL.has(text)) continue
      const isEnglish = text === english.get(path) && !alike.has(text)
      expect({ path, text, isEnglish }).toEqual({ path, text, isEnglish: false })
      const script = SCRIPTS[code]
      if (script !== undefined && /\p{L}/u.test((english.get(path) ?? '').replaceAll(/‹.›/g, '')))
        expect(text).toMatch(script)
      expect(text).not.toMatch(LEFTOVER)
    }
  })

  const other = OTHER_FORMS[code]
  if (other !== undefined)
    it('[C21] speaks to everybody in the same form', () => {
      expect(sentencesOf(spoken()).filter(([, text]) => other.test(text))).toEqual([])
    })

  it('[C21] has the marks that a printer sets, not those of a typewriter', () => {
    for (const [, text] of sentencesOf(spoken())) expect(text).not.toMatch(/["']|\.\.\.|´|`/)
  })

  it('[C21] has a name of its own for each symbol', () => {
    const { symbolNames } = dictionary
    expect(symbolNames).toHaveLength(SYMBOLS.length)
    expect(new Set(symbolNames).size).toBe(SYMBOLS.length)
  })

  it('[C21] has words for buttons that fit a phone', () => {
    const { toolbar } = dictionary.visitWords
    for (const label of Object.values(toolbar)) expect(label.length).toBeLessThanOrEqual(26)
    for (const label of Object.values(dictionary.mediaWords.tools))
      expect(label.length).toBeLessThanOrEqual(26)
    expect(dictionary.startWords.start.find.length).toBeLessThanOrEqual(24)
  })

  it('[C38] shortens a name to its own beginning, so that who says what he reads is understood', () => {
    const { ready, readyShort } = dictionary.visitWords.verify.badge
    expect(ready.startsWith(readyShort)).toBe(true)
  })

  it('[C21] says what the app is, and what it takes, before any script', () => {
    expect(manifest.description_localized[tag]).toEqual({
      value: dictionary.startWords.promise,
      dir: direction,
    })
    const own = new RegExp(`<p lang="${tag}"${direction === 'rtl' ? ' dir="rtl"' : ''}>([^]*?)</p>`)
    const [, scriptless = ''] = html.split('<noscript>')
    const [, said = ''] = own.exec(scriptless) ?? []
    expect(said).toMatch(/JavaScript/)
    for (const page of ['privacy', 'terms']) expect(said).toContain(`href="/${code}/${page}"`)
  })

  it('[C22] writes sizes and times as it does', () => {
    const texts = [secondsText(12), timeText(18_000), sizeText(5_200_000)]
    expect(texts.filter((text) => !/\p{N}/u.test(text))).toEqual([])
    expect(secondsText(12)).toBe(
      new Intl.NumberFormat(tag, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(12),
    )
    expect(clockTime(65)).toMatch(/^\p{N}:\p{N}{2}$/u)
    expect(direction).toBe(code === 'ar' ? 'rtl' : 'ltr')
  })
})

describe('the language of a page', () => {
  it.each([
    [['pt-PT', 'en'], 'pt'],
    [['zh-CN'], 'zh'],
    [['zh-Hans'], 'zh'],
    [['ZH-hant-TW'], 'zh'],
    [['in-ID'], 'id'],
    [['xx', 'sv-SE', 'ar-EG', 'en'], 'ar'],
    [['es'], 'es'],
    [['eo'], 'en'],
    [['', '*', '../es', 'constructor'], 'en'],
    [[], 'en'],
  ])('[C22] is the first wish that can be met: of %j %s', (wished, code) => {
    expect(bestLanguage(wished).code).toBe(code)
  })

  it('[C22] counts as the region of the browser does', () => {
    const german = bestLanguage(['de'])
    expect(localeOf(german, ['en-US', 'de-AT'])).toBe('de-AT')
    expect(localeOf(german, ['en-US'])).toBe('de')
    expect(localeOf(german, ['de-x-what', 'des-DE'])).toBe('de')
    expect(localeOf(bestLanguage(['zh-TW']), ['zh-TW'])).toBe('zh-Hans')
  })

  it('[C22] is the one that was wished for last, however late another is loaded', async () => {
    const [spanish, german] = [bestLanguage(['es']), bestLanguage(['de'])]
    const heard: string[] = []
    const stop = dictionary.subscribeSpoken(() => {
      heard.push(dictionary.getSpoken().language.code)
    })
    await Promise.all([dictionary.speak(spanish, 'es'), dictionary.speak(german, 'de')])
    stop()
    expect(heard).toEqual(['de'])
    expect(dictionary.getSpoken()).toEqual({ language: german, hasRest: true })
    expect(dictionary.startWords.footer.privacy).toBe('Datenschutz')
    await dictionary.speak(ENGLISH, 'en')
  })
})

/** What the page itself says in a language, where its own words are not there, and where it leads. */
function saidIn(part: string, { tag }: Language): { said: string; paths: string[] } {
  const [said = ''] = new RegExp(`<p lang="${tag}"[^>]*>[^]*?</p>`).exec(part) ?? []
  return { said, paths: [...said.matchAll(/href="([^"]*)"/g)].map(([, path = '']) => path) }
}

it.each(LANGUAGES)(
  '[P10] [C43] a page without scripts leads to each policy in $name',
  (language) => {
    const [, scriptless = ''] = html.split('<noscript>')
    const { paths } = saidIn(scriptless, language)
    expect(paths.toSorted()).toEqual(POLICIES.map((name) => policyPath(name, language)).toSorted())
  },
)

it.each(LANGUAGES)(
  '[P10] [C21] [C33] a page whose scripts do not come says so, and leads on, in $name',
  async (language) => {
    const [unloaded = ''] = /<main class="unloaded">[^]*?<\/main>/.exec(html) ?? []
    const { said, paths } = saidIn(unloaded, language)
    const policies = POLICIES.map((name) => policyPath(name, language))
    expect(paths.toSorted()).toEqual(['', ...policies].toSorted())
    expect(said.includes('dir="rtl"')).toBe(language.direction === 'rtl')
    // As everywhere else on the page.
    await dictionary.speak(language, language.tag)
    const { serverView, privacy, terms } = dictionary.startWords.footer
    for (const name of [serverView, privacy, terms]) expect(said).toContain(`>${name}</a`)
    await dictionary.speak(ENGLISH, ENGLISH.tag)
  },
)
