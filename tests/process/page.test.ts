/** What a visitor downloads before Find can be pressed; browser/preload.test.ts has what comes while one reads. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { speak, startWords } from '../../web/chat/dictionary.ts'
import { LANGUAGES } from '../../web/chat/languages/languages.ts'
import { DIST } from '../helpers/signalingProcess.ts'

const page = join(DIST, 'web')
/** React alone is about 66,000. */
const SCRIPT_BYTES_MAX = 90_000

/** The entry and everything it imports at once; what `import()` brings comes later. */
function firstScripts(): Set<string> {
  const html = readFileSync(join(page, 'index.html'), 'utf8')
  const found = new Set(
    [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, at = '']) => at),
  )
  for (const path of found) {
    const code = readFileSync(join(page, path), 'utf8')
    for (const [, name = ''] of code.matchAll(/(?:^|[;}\s])import[^("';]*["']\.\/([^"']+)["']/g))
      found.add(`assets/${name}`)
  }
  return found
}

/** The part of a language that is shown at once, found by a sentence of it. */
function dictionaryOf(promise: string): string {
  const parts = readdirSync(join(page, 'assets')).filter((name) => /^start-.*\.js$/.test(name))
  const found = parts.filter((name) =>
    readFileSync(join(page, 'assets', name), 'utf8').includes(promise),
  )
  expect(found).toHaveLength(1)
  return `assets/${found[0] ?? ''}`
}

it.each(LANGUAGES)(
  '[C21] loads at most 90 kB of compressed script before Find can be pressed, in $name',
  async (language) => {
    await speak(language, language.tag)
    const scripts = [...firstScripts(), dictionaryOf(startWords.promise)]
    expect(scripts.length).toBeGreaterThan(1)
    // What the start screen has below its one button is asked for when that can be pressed.
    expect(scripts.filter((path) => path.includes('StartTools'))).toEqual([])
    const isLater = readdirSync(join(page, 'assets')).some((name) => name.startsWith('StartTools-'))
    expect(isLater).toBe(true)
    const bytes = scripts.reduce((sum, path) => sum + statSync(join(page, `${path}.gz`)).size, 0)
    expect(bytes).toBeGreaterThan(60_000)
    expect(bytes).toBeLessThanOrEqual(SCRIPT_BYTES_MAX)
    // No language waits for another script once it is there.
    expect(readFileSync(join(page, dictionaryOf(startWords.promise)), 'utf8')).not.toMatch(
      /\bimport\b/,
    )
  },
)

const manifestIn = (name: string) =>
  JSON.parse(readFileSync(join(page, `${name}.webmanifest`), 'utf8')) as Record<string, unknown>

it.each(LANGUAGES)(
  '[C30] [P4] the app that is installed in $name starts in it, as an app of its own',
  async (language) => {
    await speak(language, language.tag)
    const { description_localized: _, ...common } = manifestIn('manifest')
    expect(manifestIn(`manifest.${language.code}`)).toEqual({
      ...common,
      description: startWords.promise,
      lang: language.tag,
      dir: language.direction,
      id: `/?lang=${language.code}`,
      start_url: `/?lang=${language.code}`,
    })
  },
)

/** Namespaces are names, and addresses in messages of libraries are read by nobody. */
const NAMES = new Set(['http://www.w3.org', 'https://react.dev', 'https://rolldown.rs'])
/** What simple-peer would ask for if it were given no servers: peer.ts always gives it ours. */
const DEFAULTS = new Set(['stun:stun.l.google.com', 'stun:global.stun.twilio.com'])

it('[S1] names no other host anywhere in the built page', () => {
  const files = readdirSync(page, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(html|js|css|svg|json|webmanifest|txt)$/.test(name),
  )
  expect(files.length).toBeGreaterThan(10)
  const named = files.flatMap((name) =>
    [
      ...readFileSync(join(page, name), 'utf8').matchAll(
        /\b(?:https?:\/\/|stuns?:|turns?:)[\w.-]+/g,
      ),
    ]
      .map(([host]) => host)
      .filter((host) => host.includes('.')),
  )
  expect(named.filter((host) => !NAMES.has(host) && !DEFAULTS.has(host))).toEqual([])
})
