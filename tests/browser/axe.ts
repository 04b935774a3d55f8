/** What axe-core finds wrong with a screen. */
import { readFileSync } from 'node:fs'
import type { RunOptions } from 'axe-core'
import type { Page } from 'puppeteer-core'
import type { Visitor } from './visitor.ts'

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** What another theme may change, where the elements stay the same. */
export const COLOURS: readonly string[] = ['color-contrast']

export interface Look {
  /** The part that is new, where the rest was checked before. */
  readonly within?: string
  /** All, unless it says which. */
  readonly rules?: readonly string[]
}

/** What is said of a rule that was broken. */
interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}
interface Axe {
  run(within: string, options: RunOptions): Promise<{ readonly violations: Violation[] }>
}

/** Waits until no colour is on its way to another: half of a change of theme reads badly, and lasts 0.2 s. */
async function settle(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
  await Promise.allSettled(ending.map(({ finished }) => finished))
}

/** Runs in the page: what it finds there, and nothing of what was right, which is far more. */
async function lookAt(within: string, rules: string[] | null): Promise<string[]> {
  const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(within, {
    resultTypes: ['violations'],
    // The only ones hold what others have made, and hear nothing: asking them is an error in Firefox.
    iframes: false,
    // Part of WCAG 2.2, and left out by axe unless asked for.
    rules: { 'target-size': { enabled: rules === null } },
    ...(rules !== null && { runOnly: rules }),
  })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** Findings of any impact, each as rule and place. */
export async function findingsOf(
  { page }: { readonly page: Page },
  { within = 'html', rules }: Look = {},
): Promise<string[]> {
  await page.evaluate(settle)
  // Evaluated by the debugger, which our policy against foreign scripts does not bind.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  return page.evaluate(lookAt, within, rules === undefined ? null : [...rules])
}

/** The same in both themes, where the browser can be told which; it stays with the light one. */
export async function findingsInBothThemes(
  visitor: Pick<Visitor, 'kind' | 'page'>,
  within = 'html',
): Promise<string[]> {
  if (visitor.kind === 'firefox') return findingsOf(visitor, { within })
  const found: string[] = []
  for (const [value, look] of [
    ['dark', {}],
    ['light', { rules: COLOURS }],
  ] as const) {
    await visitor.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
    found.push(
      ...(await findingsOf(visitor, { within, ...look })).map((finding) => `${value}: ${finding}`),
    )
  }
  return found
}
