/** What a visitor downloads before Find is pressed. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
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

it('loads at most 90 kB of compressed script before Find is pressed', () => {
  const scripts = [...firstScripts()]
  expect(scripts.length).toBeGreaterThan(0)
  const bytes = scripts.reduce((sum, path) => sum + statSync(join(page, `${path}.gz`)).size, 0)
  expect(bytes).toBeGreaterThan(60_000)
  expect(bytes).toBeLessThanOrEqual(SCRIPT_BYTES_MAX)
})

it('[S1] names no other host anywhere in the built page', () => {
  const html = ['index', 'privacy', 'terms', 'what-the-server-sees'].map((name) =>
    readFileSync(join(page, `${name}.html`), 'utf8'),
  )
  const scripts = [...firstScripts()].map((path) => readFileSync(join(page, path), 'utf8'))
  const hosts = [...html, ...scripts].flatMap((text) => text.match(/https?:\/\/[\w.-]+/g) ?? [])
  // Namespaces are names, and the others stand in messages of libraries; none is fetched.
  const names = new Set(['http://www.w3.org', 'https://react.dev', 'https://rolldown.rs'])
  expect(hosts.filter((host) => !names.has(host))).toEqual([])
})
