/** The policy pages: what the templates say, and what holds on this server put into them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Advertising } from './ads.ts'
import type { Config } from './config.ts'
import { settingsInForce } from './inForce.ts'
import { DATA, entriesFor, helpersOf, OBSERVERS } from './serverView.ts'

export const POLICIES = ['privacy', 'terms', 'what-the-server-sees'] as const

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A row of a table, of which the first cell says what the others are about. */
const row = ([first = '', ...rest]: readonly string[]): string =>
  `<tr><th scope="row">${escapeHtml(first)}</th>${rest
    .map((cell) => `<td>${escapeHtml(cell)}</td>`)
    .join('')}</tr>`

/** What an advertisement is, may and cannot do; nothing where there is none (P7). */
function renderAdvertising(advertising: Advertising | null): string {
  if (advertising === null) return ''
  const network = escapeHtml(advertising.network)
  const from = escapeHtml(advertising.origin ?? 'this server')
  return `<h2 id="advertising">Advertising</h2>
<p>This server has a place for advertisements of ${network}, on the first and the last screen of a visit, never during a search or a call. Each is loaded only after you agreed on that screen. Refusing costs nothing, and a browser that asks not to be tracked (Global Privacy Control) is not even asked.</p>
<p>Once you agree, your browser loads the advertisement from ${from}, and from wherever ${network} keeps it. ${network} then sees your network address, what browser you use, and that you visit this site; what it does with that, it decides. The advertisement runs in a closed frame, which cannot reach the page around it, camera, microphone, screen, position, or anything stored. It can show what it likes within that frame, use your processor and your line while it is shown, and open a page of its own when you click on it.</p>
<p>This server also forbids the frame to use WebRTC, but no browser enforces that yet: by WebRTC the advertisement could learn addresses of yours that a proxy or VPN would have hidden from it.</p>`
}

/** What the operator chose decides who else learns anything at all. */
function elsewhere(config: Config): string {
  const helpers = helpersOf(config).join(' and ')
  const forCalls = helpers === '' ? '' : ` but what a call takes, to ${helpers} named below`
  const forAds = config.ADVERTISING === null ? '' : ', unless you agree to see an advertisement'
  return `nothing is sent to anybody else${forCalls}${forAds}`
}

/** What stands for the places of the templates. */
export function policyPlaces(config: Config): Readonly<Record<string, string>> {
  return {
    contact: escapeHtml(config.CONTACT),
    elsewhere: elsewhere(config),
    advertising: renderAdvertising(config.ADVERTISING),
    settings: settingsInForce(config).map(row).join('\n'),
    data: entriesFor(DATA, config)
      .map(({ what, why, where, others }) => row([what, why, where, others]))
      .join('\n'),
    observers: entriesFor(OBSERVERS, config)
      .map(({ who, can, cannot }) => row([who, can, cannot]))
      .join('\n'),
  }
}

/** Reads and fills all pages, once, at start; by path. */
export function readPolicies(
  folder: string,
  places: Readonly<Record<string, string>>,
): ReadonlyMap<string, Buffer> {
  return new Map(
    POLICIES.map((name) => {
      const html = readFileSync(join(folder, `${name}.html`), 'utf8')
      const page = html.replace(/\{\{(\w+)\}\}/g, (place, key: string) => places[key] ?? place)
      return [`/${name}`, Buffer.from(page)]
    }),
  )
}
