import type { Page } from 'puppeteer-core'

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
