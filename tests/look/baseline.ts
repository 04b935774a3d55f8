/**
 * What the screens looked like when somebody last looked at them: one text file for each, of which
 * a version control shows what has moved. `npm run look:renew` writes them anew.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Colour, Painted } from './boxes.ts'
import type { Theme } from './gallery.ts'

const FOLDER = join(__dirname, 'screens')
const fileOf = (screen: string) => join(FOLDER, `${screen}.txt`)

/** Rounding; a button that has moved is further away. */
const MOVED_PX = 3
/** Of 255: browsers smooth edges a little differently from one version to the next. */
const CHANGED = 5

const two = (value: number) => value.toString(16).padStart(2, '0')
const written = (colour: Colour) => (colour === null ? '-' : colour.map(two).join(''))

/** One box as a line: kind, place, then fill and edge in the dark and in the light. */
function lineOf(dark: Painted, light: Painted): string {
  const { kind, label, place, isControl } = dark
  const colours = [dark, light].map(({ fill, edge }) =>
    isControl ? `${written(fill)}/${written(edge)}` : written(fill),
  )
  return `${kind} ${place.join(' ')} ${colours.join(' ')} ${label}`.trimEnd()
}

/** Writes what a screen looks like, by language and size. */
export function writeBaseline(
  screen: string,
  looks: Readonly<Record<string, Readonly<Record<Theme, readonly Painted[]>>>>,
): void {
  const sections = Object.entries(looks).map(([name, { dark, light }]) => {
    const lines = dark.map((box, at) => lineOf(box, light[at] ?? box))
    return [`# ${name}`, ...lines].join('\n')
  })
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(fileOf(screen), `${sections.join('\n\n')}\n`)
}

/** A line of the file, for one theme. */
interface Kept {
  readonly kind: string
  readonly place: readonly number[]
  readonly colours: readonly string[]
  readonly label: string
}

function readBaseline(screen: string, look: string, theme: Theme): Kept[] {
  const text = readFileSync(fileOf(screen), 'utf8')
  const section = text.split('\n\n').find((one) => one.startsWith(`# ${look}\n`))
  if (section === undefined) return []
  return section
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [kind = '', x, y, width, height, dark = '', light = '', ...label] = line.split(' ')
      return {
        kind,
        place: [x, y, width, height].map(Number),
        colours: (theme === 'dark' ? dark : light).split('/'),
        label: label.join(' '),
      }
    })
}

const isFar = (kept: string, seen: Colour): boolean => {
  if (kept === '-' || seen === null) return kept !== written(seen)
  return seen.some(
    (value, at) => Math.abs(value - Number.parseInt(kept.slice(at * 2, at * 2 + 2), 16)) > CHANGED,
  )
}

/** The same kind comes often: counted up, each has a name of its own. */
function numbered<B extends { readonly kind: string }>(boxes: readonly B[]): Map<string, B> {
  const counts = new Map<string, number>()
  return new Map(
    boxes.map((box) => {
      const count = (counts.get(box.kind) ?? 0) + 1
      counts.set(box.kind, count)
      return [`${box.kind} ${count}`, box]
    }),
  )
}

/** In words, whatever looks otherwise than it did. */
export function differences(
  screen: string,
  look: string,
  theme: Theme,
  seen: readonly Painted[],
): string[] {
  const kept = numbered(readBaseline(screen, look, theme))
  const found = numbered(seen)
  const said: string[] = []
  for (const [name, { label }] of found) if (!kept.has(name)) said.push(`${name} "${label}" is new`)
  for (const [name, { place, colours, label }] of kept) {
    const box = found.get(name)
    const called = `${name} "${label}"`
    if (box === undefined) {
      said.push(`${called} is gone`)
      continue
    }
    const isMoved = place.some((value, at) => Math.abs(value - (box.place[at] ?? 0)) > MOVED_PX)
    if (isMoved) said.push(`${called} was at ${place.join(' ')} and is at ${box.place.join(' ')}`)
    // What is elsewhere lies on something else.
    else if (isFar(colours[0] ?? '-', box.fill))
      said.push(`${called} was ${colours[0]} and is ${written(box.fill)}`)
    else if (isFar(colours[1] ?? '-', box.edge))
      said.push(`the edge of ${called} was ${colours[1]} and is ${written(box.edge)}`)
  }
  return said
}
