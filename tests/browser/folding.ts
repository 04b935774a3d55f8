/** The chat of a call is put away, and comes back. */
import type { ElementHandle, Viewport } from 'puppeteer-core'
import { boxOf, cutOf, overlapsOf, placesOf } from './looking.ts'
import type { Visitor } from './visitor.ts'

/** What is written on what puts it away, and whether it is open. */
const foldOf = ({ page }: Visitor) =>
  page.$eval('.chat-fold', (one) => [one.textContent, one.ariaExpanded].join())

const groundOf = ({ page }: Visitor) =>
  page.$eval('.chat-fold', (one) => getComputedStyle(one).backgroundColor)

/** @param corners how many places one's own picture has on such a screen */
export async function putsAwayAll(visitor: Visitor, corners: number): Promise<void> {
  const { page } = visitor
  const before = await placesOf(visitor)
  await visitor.press('Chat')
  expect(await placesOf(visitor)).toEqual(before)
  expect(await page.$eval('.compose', (one) => one.checkVisibility())).toBe(false)
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('chat-fold')
  const pill = await boxOf(visitor, '.chat-fold')
  expect(Math.min(pill.width, pill.height)).toBeGreaterThanOrEqual(44)
  // As wide as the page, but for its margins, or for the controls beside it.
  const { width } = await boxOf(visitor, '.stage')
  expect(width).toBeGreaterThanOrEqual((await boxOf(visitor, 'body')).width - 84)
  // The longest name of all languages has room, too.
  const name = (text: string) =>
    page.$eval(
      '.chat-fold',
      ({ firstChild }, to) => {
        if (firstChild !== null) firstChild.nodeValue = to
      },
      text,
    )
  await name('Unterhaltung (12)')
  const seen = new Set<string>()
  for (let moves = 0; moves < 3; moves += 1) {
    const parts = ['.chat-fold', '.self', '.badges', '.toolbar']
    expect(await overlapsOf(visitor, parts)).toEqual([])
    seen.add(JSON.stringify(await boxOf(visitor, '.self')))
    await page.$eval('.self-tools button', (one) => one.click())
  }
  expect(seen.size).toBe(corners)
  await name('Chat')
  await visitor.press('Chat')
  expect(await placesOf(visitor)).toEqual(before)
  expect(await cutOf(visitor, ['.compose-field'])).toEqual([])
}

/** @param offer sends a file that is asked about */
export async function countsWhatComes(
  visitor: Visitor,
  stranger: Visitor,
  offer: () => Promise<void>,
): Promise<void> {
  const { page } = visitor
  // By keyboard he went up to what was said before.
  await page.$eval('.log', (log) => log.scrollTo({ top: 0 }))
  await visitor.press('Chat')
  const ground = await groundOf(visitor)
  await stranger.write('Are you still there?')
  await visitor.reads('Are you still there?')
  // Not the figure alone: it is seen from the corner of an eye.
  expect(await groundOf(visitor)).not.toBe(ground)
  expect(await foldOf(visitor)).toBe('Chat (1),false')
  await offer()
  await visitor.reads('offered')
  expect(await foldOf(visitor)).toBe('Chat (2),false')
  expect(await cutOf(visitor, ['.line-theirs'])).toEqual(['.line-theirs'])
  // Heard in its region, as ever.
  const heard = await page.$('::-p-aria([role="log"])')
  // Of what nobody can come to by Tab either, this has the words that readers have.
  const words = await heard?.evaluate((one) => (one as HTMLElement).innerText)
  for (const word of ['Are you still there?', 'offered.bin']) expect(words).toContain(word)
  // The keyboard goes on to the controls, not to an answer that nobody sees.
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Report')
  await page.keyboard.down('Shift')
  await page.keyboard.press('Tab')
  await page.keyboard.up('Shift')
  const ring = await page.$eval(
    '.chat-fold:focus-visible',
    (one) => getComputedStyle(one).boxShadow,
  )
  expect(ring).toMatch(/^rgb.* 7px$/)
  expect(await foldOf(visitor)).toBe('Chat (2),false')
  await visitor.press('Chat (2)')
  expect(await foldOf(visitor)).toBe('Chat,true')
  // The first of what came is in sight, for which all of it has no room, and what follows is offered.
  await page.waitForSelector('.log + .button')
  const top = await page.$eval('.log', (log) => {
    const first = [...log.querySelectorAll('p.line-theirs')].at(-1)?.getBoundingClientRect()
    return (first?.top ?? 0) - log.getBoundingClientRect().top
  })
  // Below what is faded out.
  expect(Math.round(top)).toBe(24)
  expect(await cutOf(visitor, ['p.line-theirs', '.file-actions .strong'])).toEqual([
    '.file-actions .strong',
  ])
  await visitor.press('New message')
  expect(await page.$('.log + .button')).toBeNull()
  expect(await cutOf(visitor, ['.file-actions .strong'])).toEqual([])
  await visitor.press('Decline')
}

/** @param path of a file to choose */
export async function opensForWhoComes(
  visitor: Visitor,
  viewports: readonly Viewport[],
  path: string,
): Promise<void> {
  const { page } = visitor
  const input = (await page.$('.chat input[type=file]')) as ElementHandle<HTMLInputElement>
  const ways = [
    [() => page.keyboard.press('t'), 'textarea'],
    [() => page.focus('.log'), '.log'],
    [() => input.uploadFile(path), '.to-send'],
  ] as const
  for (const viewport of viewports) {
    await page.setViewport(viewport)
    for (const [come, place] of ways) {
      await visitor.press('Chat')
      await come()
      await page.waitForSelector(`main:not(.folded) ${place}:focus`)
      expect(await cutOf(visitor, [place])).toEqual([])
    }
    await visitor.press('Cancel', '.to-send')
  }
  await showsWhatIsAsked(visitor)
}

/** Its words are loaded after it has come. */
async function showsWhatIsAsked(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await page.$eval('.log', (log) => log.scrollTo({ top: 0 }))
  await visitor.press('Chat')
  await page.$eval('[aria-label="Give us a question"]', (one) => (one as HTMLElement).click())
  await page.waitForFunction(() => {
    const log = document.querySelector('main:not(.folded) .log')?.getBoundingClientRect()
    const asked = document.querySelector('.line-question')?.getBoundingClientRect()
    return log !== undefined && asked !== undefined && asked.bottom <= log.bottom
  })
  expect(await cutOf(visitor, ['.line-question'])).toEqual([])
  // The letter is no part of the message.
  expect(await page.$eval('textarea', (one) => one.value)).toBe('')
}
