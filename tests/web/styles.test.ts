import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(__dirname, '../../web/chat/styles')
const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'))

/** Narrow pages, and phones held sideways, which may be wider than those. */
const PHONES = '@media (max-width: 900px), (max-width: 960px) and (max-height: 500px)'

/** What names a side of the screen instead of a side of the text; comments do not count. */
function sidesIn(css: string): string[] {
  const rules = css.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  return [
    ...rules.matchAll(
      /(?:^|[\s;{])((?:margin-|padding-|border-)?(?:left|right)(?:-\w+)?\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right))/g,
    ),
  ].map(([, found = '']) => found)
}

it.each(sheets)('[C42] knows where a text starts and ends, not left and right: %s', (name) => {
  expect(sidesIn(readFileSync(join(folder, name), 'utf8'))).toEqual([])
})

it.each(sheets)('[C32] begins the layout of phones where every other sheet does: %s', (name) => {
  const css = readFileSync(join(folder, name), 'utf8')
  const ofPhones = css.match(/@media [^{]*\b90[01](?:\.\d+)?px[^{]*/g) ?? []
  const other = ofPhones.filter((one) => one.trim() !== PHONES)
  expect(other).toEqual([])
})

it.each(sheets)('[C55] guards against a second press also who wants no motion: %s', (name) => {
  const css = readFileSync(join(folder, name), 'utf8')
  // What only holds something back for a while is taken away with all motion, unless it is important.
  const guards = css.match(/animation: appear [^;]*/g) ?? []
  expect(guards.filter((guard) => !guard.endsWith('!important'))).toEqual([])
})

it.each([
  ['a place', '.a { left: 0; }'],
  ['a margin', '.a{margin-right: 4px}'],
  ['a border', '.a { border-left-width: 1px }'],
  ['a text', '.a { text-align: right }'],
])('[C42] would notice %s on one side of the screen', (_, css) => {
  expect(sidesIn(css)).toHaveLength(1)
})
