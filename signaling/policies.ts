/** The policy pages: what is true of this server under its settings, in every language (P10, S3). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Choices } from '../radar/protocol.ts'
import { SETTINGS, type Config } from './config.ts'
import { isolated, settingsInForce } from './inForce.ts'
import { ENGLISH, LANGUAGES, type Language } from './languages/languages.ts'
import type { Words } from './languages/shape.ts'
import { WORDS } from './languages/table.ts'
import { around, bullets, escapeHtml, heading, paragraphs, table } from './policyHtml.ts'
import { TERMS_DATE } from './protocol.ts'
import { DATA, entriesFor, helpersOf, OBSERVERS } from './serverView.ts'

export const POLICIES = ['privacy', 'terms', 'what-the-server-sees'] as const
type Policy = (typeof POLICIES)[number]

/** What all of them are put into: the one part that is built, and served to nobody as it is. */
export const POLICY_TEMPLATE = 'policy'

export interface PolicyPage {
  readonly path: string
  /** What stands for the places of the template. */
  readonly places: Readonly<Record<string, string>>
}

interface Reader {
  readonly language: Language
  readonly words: Words
  /** Whom calls need, as one list. */
  readonly helpers: string
  /** Of when the texts are; the settings are as they are now. */
  readonly day: string
  readonly settings: ReturnType<typeof settingsInForce>
}

/** English days come first, as in the other languages; Arabic has the figures of addresses. */
const LOCALES: Readonly<Partial<Record<Language['code'], string>>> = {
  en: 'en-GB',
  ar: 'ar-u-nu-latn',
}

const titleOf = (name: Policy, { pages, privacy }: Words): string =>
  ({ privacy: privacy.title, terms: pages.terms.title, 'what-the-server-sees': pages.view.title })[
    name
  ]

/** Where a page is in a language: English has the short address. */
export const policyPath = (name: Policy, { code }: Language): string =>
  code === ENGLISH.code ? `/${name}` : `/${code}/${name}`

const link = (name: Policy, { language, words }: Reader): string =>
  `<a href="${policyPath(name, language)}">${escapeHtml(titleOf(name, words))}</a>`

const asked = ({ tag, direction }: Language): string =>
  `lang="${tag}" hreflang="${tag}" dir="${direction}"`

/** The same page in each language, by its own name for itself. */
function languagesRow(name: Policy, { language, words }: Reader): string {
  const each = LANGUAGES.map((one) =>
    one === language
      ? `<li><span lang="${one.tag}" aria-current="page">${one.name}</span></li>`
      : `<li><a href="${policyPath(name, one)}" ${asked(one)}>${one.name}</a></li>`,
  )
  return `<nav class="tongues" aria-label="${escapeHtml(words.pages.frame.languages)}">
<ul>
${each.join('\n')}
</ul>
</nav>`
}

/** Of when it is, and which text counts. */
function dated(name: Policy, { language, words, day }: Reader): string {
  const { frame } = words.pages
  const time = `<time datetime="${TERMS_DATE}">${escapeHtml(day)}</time>`
  const english = `<a href="${policyPath(name, ENGLISH)}" hreflang="${ENGLISH.tag}">${escapeHtml(frame.englishText)}</a>`
  const counts =
    language === ENGLISH ? '' : `\n<p class="hint">${around(frame.translated, english)}</p>`
  return `<p class="hint">${around(frame.dated, time)}</p>${counts}`
}

function ending(name: Policy, config: Config, reader: Reader): string {
  const { questions, noContact, lobby } = reader.words.pages.frame
  const isNamed = config.CONTACT !== SETTINGS.CONTACT.initial
  const others = POLICIES.filter((one) => one !== name).map((one) => link(one, reader))
  const home = `<a href="/?lang=${reader.language.code}">${escapeHtml(lobby)}</a>`
  return `${heading(questions)}
<p>${isNamed ? `<bdi>${escapeHtml(config.CONTACT)}</bdi>` : escapeHtml(noContact)}</p>
<p>${[home, ...others].join(' · ')}</p>`
}

/** What an advertisement is, may and cannot do; nothing where there is none (P7). */
function advertising({ ADVERTISING: advertising }: Config, { ads }: Words['privacy']): string {
  if (advertising === null) return ''
  const network = isolated(advertising.network)
  const from = advertising.origin === null ? ads.thisServer : isolated(advertising.origin)
  return `${heading(ads.heading, 'advertising')}
${paragraphs(ads.place(network), ads.agreed(network, from), ads.addresses)}`
}

const choices = ({ words, settings }: Reader): string =>
  `${heading(words.pages.frame.chosen, 'settings')}
${table(words.pages.frame.chosen, settings)}`

function privacyPage(config: Config, reader: Reader): string {
  const { privacy, pages } = reader.words
  const { stranger, blocks, end, keeping, reports, limits } = privacy
  return `${paragraphs(privacy.lead(privacy.elsewhere(reader.helpers, config.ADVERTISING !== null)))}
${heading(stranger.heading)}
${bullets([stranger.address, stranger.shown, stranger.common])}
${heading(pages.view.title, 'what-the-server-can-see')}
<p>${around(privacy.server, link('what-the-server-sees', reader))}</p>
${choices(reader)}
${advertising(config, privacy)}
${heading(blocks.heading)}
${paragraphs(blocks.how, blocks.where)}
${heading(end.heading)}
${paragraphs(end.drop, end.secrets)}
${heading(keeping.heading)}
${paragraphs(keeping.text)}
${heading(reports.heading)}
${paragraphs(reports.text)}
${heading(limits.heading)}
${paragraphs(limits.text)}`
}

function termsPage(_: Config, { words }: Reader): string {
  const { who, conduct, abuse, guarantee } = words.pages.terms
  return `${heading(who.heading)}
${paragraphs(who.text)}
${heading(conduct.heading)}
${bullets(conduct.rules)}
${paragraphs(conduct.leave)}
${heading(abuse.heading)}
${paragraphs(abuse.text)}
${heading(guarantee.heading)}
${paragraphs(guarantee.text)}`
}

function viewPage(config: Config, reader: Reader): string {
  const { words } = reader
  const { lead, data, observers, nobody } = words.pages.view
  const things = entriesFor(DATA, config).map((name) => {
    const { what, why, where, others } = words.data[name]
    return [what, why, where, others]
  })
  const people = entriesFor(OBSERVERS, config).map((name) => {
    const { who, can, cannot } = words.observers[name]
    return [who, can, cannot]
  })
  return `${paragraphs(lead)}
${heading(data.heading)}
${table(data.heading, things, [data.what, data.why, data.where, data.others])}
${heading(observers.heading)}
${table(observers.heading, people, [observers.who, observers.can, observers.cannot])}
${paragraphs(nobody)}
${choices(reader)}`
}

const CONTENTS: Readonly<Record<Policy, (config: Config, reader: Reader) => string>> = {
  privacy: privacyPage,
  terms: termsPage,
  'what-the-server-sees': viewPage,
}

/** Where else it is, for search engines: they want whole addresses. */
const alternates = (name: Policy, language: Language, origin: string): string =>
  [
    `<link rel="canonical" href="${origin}${policyPath(name, language)}" />`,
    ...LANGUAGES.map(
      (one) =>
        `<link rel="alternate" hreflang="${one.tag}" href="${origin}${policyPath(name, one)}" />`,
    ),
    `<link rel="alternate" hreflang="x-default" href="${origin}${policyPath(name, ENGLISH)}" />`,
  ].join('\n')

function readerOf(config: Config, told: Choices | null, language: Language): Reader {
  const words = WORDS[language.code]
  const locale = LOCALES[language.code] ?? language.tag
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  return {
    language,
    words,
    helpers: new Intl.ListFormat(locale).format(
      helpersOf(config).map((name) => words.privacy.helpers[name]),
    ),
    day: days.format(new Date(TERMS_DATE)),
    settings: settingsInForce(config, told, words, locale),
  }
}

/**
 * All pages under these settings, in every language.
 *
 * @param told what the radar said of its operator's choices; `null` while it has said nothing
 */
export const policyPages = (
  config: Config,
  origin: string,
  told: Choices | null,
): readonly PolicyPage[] =>
  LANGUAGES.flatMap((language) => {
    const reader = readerOf(config, told, language)
    const { words } = reader
    return POLICIES.map((name) => {
      const title = escapeHtml(titleOf(name, words))
      return {
        path: policyPath(name, language),
        places: {
          lang: language.tag,
          dir: language.direction,
          title,
          alternates: alternates(name, language, origin),
          width: name === 'what-the-server-sees' ? 'policy wide' : 'policy',
          languages: languagesRow(name, reader),
          dated: dated(name, reader),
          content: CONTENTS[name](config, reader),
          ending: ending(name, config, reader),
        },
      }
    })
  })

/** Reads the template once, as later builds take it away; what it returns fills it, by path. */
export function policyPrinter(
  folder: string,
): (pages: readonly PolicyPage[]) => ReadonlyMap<string, Buffer> {
  const template = readFileSync(join(folder, `${POLICY_TEMPLATE}.html`), 'utf8')
  return (pages) =>
    new Map(
      pages.map(({ path, places }) => [
        path,
        // In a comment where text would not be allowed.
        Buffer.from(
          template.replace(
            /<!--\{\{(\w+)\}\}-->|\{\{(\w+)\}\}/g,
            (place, element: string | undefined, text: string) => places[element ?? text] ?? place,
          ),
        ),
      ]),
    )
}
