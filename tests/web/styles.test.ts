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

const chat = join(__dirname, '../../web/chat')
/** The classes of what is read out when it changes. */
const live = readdirSync(chat)
  .filter((name) => name.endsWith('.tsx'))
  .flatMap((name) => readFileSync(join(chat, name), 'utf8').match(/<\w+(?=\s)[^<>]*>/g) ?? [])
  .filter((tag) => /role="(?:status|alert|log)"|aria-live="polite"/.test(tag))
  .flatMap((tag) => /className="([^"]+)"/.exec(tag)?.[1]?.split(' ') ?? [])

it.each(sheets)('[C8] takes nothing that is read out away while it is empty: %s', (name) => {
  expect(live).toContain('again')
  const css = readFileSync(join(folder, name), 'utf8')
  const hidden = [
    ...css.matchAll(/\.([\w-]+):empty[^{}]*\{[^}]*(?:display: none|visibility: hidden)/g),
  ].map(([, one = '']) => one)
  expect(hidden.filter((one) => live.includes(one))).toEqual([])
})

const web = join(__dirname, '../../web')
const TOKENS = readFileSync(join(folder, 'tokens.css'), 'utf8')
/** Of visitors, operators and the policies. */
const all = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.css') && !path.endsWith('tokens.css'),
)

/** The pixels that tokens of a kind stand for. */
const stepsOf = (kind: 'line' | 'space') =>
  new Set([...TOKENS.matchAll(new RegExp(`--${kind}-[\\w-]+: (\\d+)px`, 'g'))].map(([, px]) => px))

/** Sizes of letters that are no tokens, and lines and room that could be. */
function literalsIn(css: string): string[] {
  const rules = css.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const found = [...rules.matchAll(/(?<![\w-])([a-z-]+):\s*([^;{}]+)/g)]
  return found.flatMap(([whole, property = '', value = '']) => {
    if (property === 'font-size' || property === 'font')
      return /\d(?:px|pt|rem|vw)/.test(value) ? [whole] : []
    const isLine = property === 'line-height'
    if (!isLine && !/^(?:scroll-)?(?:margin|padding)|gap$/.test(property)) return []
    const steps = stepsOf(isLine ? 'line' : 'space')
    return [...value.matchAll(/(?<![\w.])(\d+)px/g)].some(([, px]) => steps.has(px)) ? [whole] : []
  })
}

it.each(all)('[C57] takes letters, lines and room from the list of tokens: %s', (path) => {
  expect(literalsIn(readFileSync(join(web, path), 'utf8'))).toEqual([])
})

/** What the sheets of the operators and of every state alone have, in lists of their own. */
const LISTS: readonly string[] = ['operator/styles/main.css', 'look/look.css']
const withoutLists = (css: string) => css.replaceAll(/:root \{[^}]*\}/g, '')

const COLOUR =
  /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|(?<![\w-])(?:black|white|gr[ae]y|silver|red|maroon|orange|yellow|gold|olive|lime|green|teal|aqua|cyan|blue|navy|purple|fuchsia|magenta|pink|brown|beige|ivory|tan)(?![\w-])/i

/** Colours and times that are no tokens; how dark a mask is shows nothing of its colour. */
function looseIn(css: string): string[] {
  const rules = css.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const found = [...rules.matchAll(/(?<![\w-])([a-z-]+):\s*([^;{}]+)/g)]
  return found.flatMap(([whole, property = '', value = '']) => {
    const isLoose = /^(?:animation|transition)/.test(property)
      ? /(?<![\w-])(?!0s)[\d.]+m?s\b/.test(value)
      : !property.startsWith('mask') && COLOUR.test(value)
    return isLoose ? [whole] : []
  })
}

it.each(all)('[C57] takes colours and times from the list of tokens: %s', (path) => {
  const css = readFileSync(join(web, path), 'utf8')
  expect(looseIn(LISTS.includes(path) ? withoutLists(css) : css)).toEqual([])
})

it('[C57] moves no longer and no shorter than the eye likes', () => {
  const [, ms = 0] = /--quick: (\d+)ms/.exec(TOKENS) ?? []
  expect(Number(ms)).toBeGreaterThanOrEqual(160)
  expect(Number(ms)).toBeLessThanOrEqual(240)
})

it('[C57] has the same ground before any styles and when it is installed', () => {
  const [dark, light] = [...TOKENS.matchAll(/--ground: (#\w+)/g)].map(([, colour]) => colour)
  const html = readFileSync(join(web, 'index.html'), 'utf8')
  const themes = [...html.matchAll(/scheme: (\w+)\)" content="(#\w+)"/g)].map((one) => one.slice(1))
  expect(themes).toEqual([
    ['dark', dark],
    ['light', light],
  ])
  const manifest = JSON.parse(
    readFileSync(join(web, 'public/manifest.webmanifest'), 'utf8'),
  ) as Record<string, unknown>
  expect([manifest['background_color'], manifest['theme_color']]).toEqual([dark, dark])
})

it('[C57] has every token that a sheet names', () => {
  const sources = all.map((path) => readFileSync(join(web, path), 'utf8'))
  const named = sources.flatMap((css) => [...css.matchAll(/var\((--[\w-]+)\)/g)])
  expect(named.length).toBeGreaterThan(300)
  const given = [TOKENS, ...sources].flatMap((css) => [...css.matchAll(/(?<![\w-])(--[\w-]+):/g)])
  const known = new Set(given.map(([, name]) => name))
  expect(named.filter(([, name]) => !known.has(name))).toEqual([])
})

it.each([
  ['a colour', '.a { color: #fff }'],
  ['a colour by its parts', '.a{background:rgb(0 0 0 / 50%)}'],
  ['a colour by its name', '.a { border: 1px solid white; }'],
  ['a mixture with one', '.a { fill: color-mix(in srgb, var(--accent), white) }'],
  ['a token of one sheet alone', '.a { --own: #123456 }'],
  ['a time', '.a { transition: opacity 200ms }'],
  ['a time in seconds', '.a { animation: turn 1.5s linear }'],
  ['a wait', '.a { animation-delay: -.5s }'],
])('[C57] would notice %s beside the tokens', (_, css) => {
  expect(looseIn(css)).toHaveLength(1)
})

it.each([
  ['no wait at all', '.a { transition-delay: 0s; transition: opacity var(--quick) }'],
  ['words', '.a { white-space: nowrap; color: inherit; background: Canvas }'],
  ['a mixture of tokens', '.a { fill: color-mix(in srgb, var(--accent), transparent) }'],
  ['a mask', '.a { mask-image: linear-gradient(transparent, #000 24px) }'],
])('[C57] leaves %s where it stands', (_, css) => {
  expect(looseIn(css)).toEqual([])
})

it.each([
  ['a size', '.a { font-size: 15px; }'],
  ['a size in its short form', '.a{font:14px/20px serif}'],
  ['a line', '.a { line-height: 20px }'],
  ['room', '.a { padding: 0 8px calc(9px + 1%); }'],
  ['room that is taken back', '.a { margin-inline: -20px }'],
  ['room between', '.a { row-gap: 4px }'],
])('[C57] would notice %s beside the tokens', (_, css) => {
  expect(literalsIn(css)).toHaveLength(1)
})

it.each([
  ['a share of the text around it', '.a { font-size: 0.9em }'],
  ['room between the steps', '.a { padding: 9px 56px }'],
  ['an edge', '.a { border: 2px solid; width: 20px; --above: 20px }'],
])('[C57] leaves %s alone', (_, css) => {
  expect(literalsIn(css)).toEqual([])
})

it.each([
  ['a place', '.a { left: 0; }'],
  ['a margin', '.a{margin-right: 4px}'],
  ['a border', '.a { border-left-width: 1px }'],
  ['a text', '.a { text-align: right }'],
])('[C42] would notice %s on one side of the screen', (_, css) => {
  expect(sidesIn(css)).toHaveLength(1)
})
