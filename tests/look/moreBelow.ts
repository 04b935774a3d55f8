/** Whether a dialog says that it goes on below what is in sight. */
import type { Page } from 'puppeteer-core'
import { readPng } from './png.ts'

/** Runs in the page: beside what it holds, above its way out and at its top. */
function margins(): { x: number; shaded: number; plain: number } {
  const dialog = document.querySelector('dialog[open]')?.getBoundingClientRect()
  const wayOut = document.querySelector('dialog[open] > .way-out')?.getBoundingClientRect()
  if (dialog === undefined || wayOut === undefined) throw new Error('no dialog has a way out')
  return { x: dialog.x + 6, shaded: wayOut.y - 2, plain: dialog.y + 20 }
}

/** Whether there is a shade above the way out of the dialog that is open. */
export async function isShaded(page: Page): Promise<boolean> {
  const { x, shaded, plain } = await page.evaluate(margins)
  const colours = await Promise.all(
    [shaded, plain].map(async (y) => {
      const clip = { x: Math.round(x), y: Math.round(y), width: 1, height: 1 }
      const { data, channels } = readPng(await page.screenshot({ clip }))
      return data.subarray(0, channels).join(' ')
    }),
  )
  return colours[0] !== colours[1]
}
