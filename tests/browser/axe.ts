/** What axe-core finds wrong with a screen. */
import { readFileSync } from 'node:fs'
import type { AxeResults } from 'axe-core'
import type { Visitor } from './visitor.ts'

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** Waits until no colour is on its way to another: half of a change of theme reads badly, and lasts 0.2 s. */
async function settle(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
  await Promise.allSettled(ending.map(({ finished }) => finished))
}

/** Serious and critical findings, each as rule and place. */
export async function findingsOf({ page }: Visitor): Promise<string[]> {
  await page.evaluate(settle)
  // Evaluated by the debugger, which our policy against foreign scripts does not bind.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** The same in both themes, where the browser can be told which; it stays with the light one. */
export async function findingsInBothThemes(visitor: Visitor): Promise<string[]> {
  if (visitor.kind === 'firefox') return findingsOf(visitor)
  const found: string[] = []
  for (const value of ['dark', 'light']) {
    await visitor.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
    found.push(...(await findingsOf(visitor)).map((finding) => `${value}: ${finding}`))
  }
  return found
}
