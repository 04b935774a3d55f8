import type { Page } from 'puppeteer-core'
import type { Box } from './boxes.ts'

/** The words on what a selector finds that is not seen whole: an edge of it is under something else. */
export const cutOff = (page: Page, selector: string): Promise<(string | null)[]> =>
  page.$$eval(selector, (all) =>
    all
      .filter((one) => {
        const { left, top, right, bottom } = one.getBoundingClientRect()
        const [x, y] = [(left + right) / 2, (top + bottom) / 2]
        const places = [
          [x, top + 2],
          [x, bottom - 2],
          [left + 12, y],
          [right - 12, y],
        ] as const
        return places.some((place) => !one.contains(document.elementFromPoint(...place)))
      })
      .map((one) => one.textContent),
  )

/** Which of the places belong to a control that lies on top there. */
export const areOnTop = (page: Page, places: readonly Box['place'][]): Promise<boolean[]> =>
  page.evaluate((all) => {
    // Where a dragged file would go lies over everything, and lets every point through.
    const cover = document.querySelector<HTMLElement>('.drop-target')
    cover?.style.setProperty('pointer-events', 'auto')
    const areThere = all.map(([x, y, width, height]) => {
      const hit = document.elementFromPoint(x + width / 2, y + height / 2)
      const box = hit?.closest('button, a, select, textarea')?.getBoundingClientRect()
      return box !== undefined && Math.round(box.x) === x && Math.round(box.y) === y
    })
    cover?.style.removeProperty('pointer-events')
    return areThere
  }, places)
