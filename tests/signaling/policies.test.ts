/** The policy pages in every language: all of them complete, and each saying what English says. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HASHED_MS } from '../../radar/audit.ts'
import type { Choices } from '../../radar/protocol.ts'
import { readConfig } from '../../signaling/config.ts'
import { settingsInForce } from '../../signaling/inForce.ts'
import { ENGLISH, LANGUAGES, type LanguageCode } from '../../signaling/languages/languages.ts'
import { WORDS } from '../../signaling/languages/table.ts'
import { POLICIES, policyPages, policyPath, policyPrinter } from '../../signaling/policies.ts'
import { escapeHtml } from '../../signaling/policyHtml.ts'
import { TERMS_DATE } from '../../signaling/protocol.ts'
import { CODE_MS, UNDO_MS, WISH_MS } from '../../web/chat/again.ts'
import { MARKS, sentencesOf } from '../helpers/marked.ts'
import { SPANS, spansIn, stemOf, UNITS, type Unit } from '../helpers/spans.ts'

const ORIGIN = 'https://chat.example.org'
const OTHERS = LANGUAGES.filter((language) => language !== ENGLISH)
const FULL = readConfig({
  SIGNALING_STUN_URLS: 'stun:stun.example.org:3478',
  SIGNALING_TURN_URLS: 'turn:turn.example.org:3478?transport=udp',
  SIGNALING_TURN_SECRET: 's'.repeat(40),
  SIGNALING_RADAR_CREDENTIAL: `${'a'.repeat(43)}.${'b'.repeat(43)}`,
  SIGNALING_CONTACT: 'ops@example.org',
  // What stands in the file is not looked at here.
  ADS_FILE: __filename,
  ADS_NETWORK: 'Example <Ads>',
})
const PLAIN = readConfig({})
/** With as little around them as a browser would show. */
const pagesUnder = (config: typeof FULL) =>
  policyPrinter(join(__dirname, '../../web'))(policyPages(config, ORIGIN, null))
const [full, plain] = [pagesUnder(FULL), pagesUnder(PLAIN)]

const english = new Map(sentencesOf(WORDS.en))
const withoutForm = (path: string) => path.replace(/\(\)\.\w+$/, '()')
const modelOf = (path: string) =>
  english.get(path) ?? english.get(`${withoutForm(path)}.other`) ?? ''
const keysOf = (paths: Iterable<string>) => [...new Set([...paths].map(withoutForm))].toSorted()
/** With few things the figure may be a word: "two visits". */
const isInWords = (path: string) => /\(\)\.(zero|one|two)$/.test(path)

/** What happens to be written as in English. */
const ALIKE: Readonly<Partial<Record<LanguageCode, readonly string[]>>> = {
  fr: ['Questions', '‹A› page', '‹A› pages'],
}
const SCRIPTS: Readonly<Partial<Record<LanguageCode, RegExp>>> = {
  ar: /\p{Script=Arabic}/u,
  hi: /\p{Script=Devanagari}/u,
  zh: /\p{Script=Han}/u,
}
const LEFTOVER = /\b(the|you|your|stranger|and|with|from|this)\b/i
const figuresIn = (text: string) => (text.match(/\d+/g) ?? []).toSorted()
const marksIn = (text: string) => MARKS.filter((mark) => text.includes(mark))

it('[P10] is looked at again, with its date, whenever its English text has changed', () => {
  const text = JSON.stringify(sentencesOf(WORDS.en))
  // Together with the day: who changes a word changes TERMS_DATE, unless it is of the same day.
  expect([TERMS_DATE, createHash('sha256').update(text).digest('hex')]).toEqual([
    '2026-11-22',
    'ed8c1659a9560a052a8959b40717eb45b18cbabdf92a94981d7fa8d4089d1276',
  ])
})

it('[P10] says for how long what leads back to a stranger is kept', () => {
  const { secrets } = WORDS.en.privacy.end
  expect(secrets).toContain('For three seconds after Next')
  expect(UNDO_MS).toBe(3_000)
  expect(secrets).toContain(`for ${WISH_MS / 1_000} seconds after the end`)
  expect(secrets).toContain(`for ${CODE_MS / 60_000} minutes if`)
})

/** All that the list says of one thing. */
const textOf = (entry: object) => Object.values(entry).join('\n')

it('[P10] says of each thing for how long it is kept: as long as the code keeps it', () => {
  const said = Object.entries(WORDS.en.data).map(([name, entry]) => [name, spansIn(textOf(entry))])
  const named = (said as [string, ReturnType<typeof spansIn>][]).flatMap(([name, spans]) =>
    spans.length === 0 ? [] : [[name, spans.map(({ ms }) => ms)]],
  )
  expect(Object.fromEntries(named)).toEqual(SPANS)
})

it('[P10] [P6] says for how long who takes the disk may find who was kept out', () => {
  const { can } = WORDS.en.observers.disk
  expect(spansIn(can).map(({ ms }) => ms)).toEqual([HASHED_MS])
  expect(can).toMatch(/try out .*, if the key was beside them/)
})

it.each(LANGUAGES)('[P10] [C43] says so in $name in the same units', ({ code, tag }) => {
  for (const [name, entry] of Object.entries(WORDS.en.data)) {
    const text = textOf(WORDS[code].data[name as keyof typeof WORDS.en.data]).toLowerCase()
    const units = spansIn(textOf(entry)).map(({ unit }) => unit)
    for (const unit of Object.keys(UNITS) as Unit[])
      expect({ name, unit, times: text.split(stemOf(unit, tag)).length - 1 }).toEqual({
        name,
        unit,
        times: units.filter((one) => one === unit).length,
      })
  }
})

it.each(LANGUAGES)(
  '[P10] says in $name what nobody can, on the page of what is seen',
  (language) => {
    const { nobody } = WORDS[language.code].pages.view
    for (const pages of [full, plain])
      expect(pages.get(policyPath('what-the-server-sees', language))?.toString()).toContain(
        `<p>${escapeHtml(nobody)}</p>`,
      )
  },
)

describe.each(OTHERS)('$name', ({ code, tag, direction }) => {
  const said = sentencesOf(WORDS[code])

  it('[C43] says everything that English says, and nothing else', () => {
    expect(keysOf(said.map(([path]) => path))).toEqual(keysOf(english.keys()))
    expect(said.filter(([, text]) => text.trim() === '' || / {2}/.test(text))).toEqual([])
  })

  it('[C43] [P10] names the same figures, and puts in every name', () => {
    for (const [path, text] of said) {
      if (isInWords(path)) continue
      const model = modelOf(path)
      expect({ path, marks: marksIn(text), figures: figuresIn(text) }).toEqual({
        path,
        marks: marksIn(model),
        figures: figuresIn(model),
      })
    }
  })

  it('[C43] is translated, in its own script and with printed marks', () => {
    for (const [path, text] of said) {
      const isEnglish = text === modelOf(path) && /\p{L}/u.test(text.replaceAll(/‹.›/g, ''))
      expect({ path, text, isEnglish: isEnglish && ALIKE[code]?.includes(text) !== true }).toEqual({
        path,
        text,
        isEnglish: false,
      })
      if (/\p{L}/u.test(modelOf(path).replaceAll(/‹.›/g, '')))
        expect(text).toMatch(SCRIPTS[code] ?? /\p{Script=Latin}/u)
      expect(text).not.toMatch(LEFTOVER)
      expect(text).not.toMatch(/["']|\.\.\.|´|`/)
    }
  })

  it('[S3] [C43] has a form for each of its plurals', () => {
    const { visits, searches, reports, pages } = WORDS[code].settings.limits
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions()
    for (const say of [visits, searches, reports, pages])
      expect(Object.keys(say('7')).toSorted()).toEqual(pluralCategories.toSorted())
    const one = readConfig({ SIGNALING_CONNECTS_PER_MINUTE: '1' })
    const [, limits = ''] =
      settingsInForce(one, null, WORDS[code], tag).find(
        ([name]) => name === WORDS[code].settings.limits.name,
      ) ?? []
    expect(limits).toContain(visits('1').one ?? visits('1').other)
  })

  it('[S3] [C43] says in its own words and figures what the operator chose at the radar', () => {
    const shown = (told: Choices) =>
      settingsInForce(FULL, told, WORDS[code], tag)
        .map(([, value]) => value)
        .join('\n')
    const days = new Intl.NumberFormat(tag, { style: 'unit', unit: 'day', unitDisplay: 'long' })
    const { excess, span, alerts } = WORDS[code].settings
    const told = {
      alerts: true,
      dryRun: false,
      automaticMaxMs: 3 * 86_400_000,
      reportsMs: 5 * 86_400_000,
    }
    for (const text of [excess.blocked, span.blocked(days.format(3)), days.format(5), alerts.on])
      expect(shown(told)).toContain(text)
    for (const text of [excess.byHand, span.byHand])
      expect(shown({ ...told, dryRun: true })).toContain(text)
  })

  it.each(POLICIES)(
    '[C43] [P10] has the page of /%s: its language, direction, date and which text counts',
    (name) => {
      const html = full.get(`/${code}/${name}`)?.toString() ?? ''
      expect(html).toContain(`<html lang="${tag}" dir="${direction}">`)
      expect(html).not.toMatch(/\{\{|undefined|\[object|\p{Co}|⁨|⁩/u)
      const [, day = ''] = new RegExp(`<time datetime="${TERMS_DATE}">([^<]*)`).exec(html) ?? []
      // In words of its own, and in the figures that addresses have.
      expect(day).toBe(
        new Intl.DateTimeFormat(`${tag}-u-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' }).format(
          new Date(TERMS_DATE),
        ),
      )
      expect(html).toContain(
        `<a href="/${name}" hreflang="en">${WORDS[code].pages.frame.englishText}`,
      )
      expect(html).toContain(`href="/?lang=${code}"`)
      expect(html).toContain('<p><bdi>ops@example.org</bdi></p>')
      for (const other of POLICIES)
        if (other !== name) expect(html).toContain(`<a href="/${code}/${other}">`)
    },
  )

  it('[C43] [P10] lists as much as English does, whatever the operator chose', () => {
    const rows = (html: Buffer | undefined) => html?.toString().match(/<th scope="row">/g)?.length
    for (const pages of [full, plain])
      for (const name of POLICIES)
        expect(rows(pages.get(`/${code}/${name}`))).toBe(rows(pages.get(`/${name}`)))
  })
})

it.each(LANGUAGES)('[C43] in $name leads to the same page in each other language', (language) => {
  for (const name of POLICIES) {
    const html = full.get(policyPath(name, language))?.toString() ?? ''
    expect(html).toContain(`<link rel="canonical" href="${ORIGIN}${policyPath(name, language)}" />`)
    for (const one of LANGUAGES) {
      const path = policyPath(name, one)
      expect(html).toContain(
        `<link rel="alternate" hreflang="${one.tag}" href="${ORIGIN}${path}" />`,
      )
      expect(html).toContain(
        one === language
          ? `<span lang="${one.tag}" aria-current="page">${one.name}</span>`
          : `<a href="${path}" lang="${one.tag}" hreflang="${one.tag}" dir="${one.direction}">${one.name}</a>`,
      )
    }
  }
})

it.each(LANGUAGES)('[P7] [S3] in $name sets names and addresses apart, as text', ({ code }) => {
  const at = code === 'en' ? '' : `/${code}`
  for (const name of ['privacy', 'what-the-server-sees']) {
    const html = full.get(`${at}/${name}`)?.toString() ?? ''
    expect(html).toContain('<bdi>Example &#60;Ads&#62;</bdi>')
    expect(html).not.toContain('<Ads>')
    expect(html).toContain('<bdi>turn:turn.example.org:3478?transport=udp</bdi>')
    expect(html.match(/<bdi>/g)).toHaveLength(html.match(/<\/bdi>/g)?.length ?? 0)
    expect(plain.get(`${at}/${name}`)?.toString()).not.toContain('<bdi>')
  }
})

it.each(LANGUAGES)(
  '[P10] in $name says that no contact is named yet in its own words',
  ({ code }) => {
    const at = code === 'en' ? '' : `/${code}`
    expect(plain.get(`${at}/terms`)?.toString()).toContain(
      `<p>${WORDS[code].pages.frame.noContact}</p>`,
    )
  },
)

it('[P10] names in the day of the terms, in English too, and says there that it is no translation', () => {
  for (const name of POLICIES) {
    const html = plain.get(`/${name}`)?.toString() ?? ''
    // Not since when it holds: the settings beneath it are as they are now.
    const day = `<time datetime="${TERMS_DATE}">22 November 2026</time>`
    expect(html).toContain(`<p class="hint">This text dates from ${day}.</p>`)
    expect(html).not.toContain('translation')
  }
})

/** The chat's own names for what is pressed, in each language. */
it.each(LANGUAGES)('[C43] in $name calls what is pressed as the page does', async ({ code }) => {
  const { startWords } = (await import(
    `../../web/chat/languages/${code}/start.ts`
  )) as typeof import('../../web/chat/languages/en/start.ts')
  const { visitWords, againWords } = (await import(
    `../../web/chat/languages/${code}/rest.ts`
  )) as typeof import('../../web/chat/languages/en/rest.ts')
  const { privacy, pages, data } = WORDS[code]
  expect(privacy.stranger.address).toContain(startWords.start.hide)
  expect(privacy.stranger.shown).toContain(startWords.start.blur)
  expect(privacy.keeping.text).toContain(startWords.start.keep)
  expect(data.files.what).toContain(startWords.start.keep)
  expect(privacy.end.secrets).toContain(visitWords.toolbar.next)
  expect(privacy.end.secrets).toContain(againWords.meet.button)
  expect(data.token.why).toContain(againWords.meet.button)
  for (const name of ['next', 'stop', 'report'] as const)
    expect(pages.terms.conduct.leave).toContain(visitWords.toolbar[name])
  expect([privacy.title, pages.terms.title, pages.view.title]).toEqual([
    startWords.footer.privacy,
    startWords.footer.terms,
    startWords.footer.serverView,
  ])
})

it('[P10] is no file that anybody is served as it is: the template has places only', () => {
  const template = readFileSync(join(__dirname, '../../web/policy.html'), 'utf8')
  const text = template
    .replaceAll(/<!--.*?-->|<[^>]*>|\{\{\w+\}\}/gs, '')
    .replace('P2P Chat', '')
    .trim()
  expect(text).toBe('·')
})
