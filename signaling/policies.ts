/** The policy pages: what the templates say, and what holds on this server put into them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { settingsInForce } from './inForce.ts'
import { DATA, entriesFor, OBSERVERS } from './serverView.ts'

export const POLICIES = ['privacy', 'terms', 'what-the-server-sees'] as const

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A row of a table, of which the first cell says what the others are about. */
const row = ([first = '', ...rest]: readonly string[]): string =>
  `<tr><th scope="row">${escapeHtml(first)}</th>${rest
    .map((cell) => `<td>${escapeHtml(cell)}</td>`)
    .join('')}</tr>`

/** What stands for the places of the templates. */
export function policyPlaces(config: Config): Readonly<Record<string, string>> {
  return {
    contact: escapeHtml(config.CONTACT),
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
