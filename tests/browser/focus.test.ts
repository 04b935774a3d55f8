/** By keyboard alone: whatever goes when it is pressed, the next key is not pressed at the top. */
import { sampled } from '../helpers/sampled.ts'
import { waitUntil } from '../helpers/wait.ts'
import { choose, openStage, photo, sendFiles, variedBytes, type Stage } from './transferring.ts'
import type { Visitor } from './visitor.ts'
import { playsFromSecond, recordsUntil, THEIRS } from './voiceNotes.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** What the keyboard is on, by its name, its heading, or what it is drawn as; runs in the page. */
function placeOfFocus(): string {
  const at = document.activeElement
  if (at === null || at === document.body) return 'nowhere'
  if (at.matches(':disabled') || !at.checkVisibility()) return 'what is of no use'
  const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : null
  const text = /^(?:H1|H2|BUTTON)$/.test(at.tagName) ? at.textContent : null
  return (at.getAttribute('aria-label') ?? label ?? text ?? at.className).trim()
}

/** Waits until the keyboard is there. */
async function comesTo({ page }: Visitor, place: string): Promise<void> {
  let found = ''
  await waitUntil(
    10_000,
    async () => (found = await page.evaluate(placeOfFocus)) === place,
    () => ({ found, place }),
  )
}

/** Puts the keyboard on a button and presses Enter, and waits where it is then. */
async function enter(visitor: Visitor, name: string, place: string, within = 'body') {
  const { page } = visitor
  await page.waitForFunction(
    (wanted, around) => {
      const button = [...document.querySelectorAll<HTMLButtonElement>(`${around} button`)].find(
        (one) =>
          (one.getAttribute('aria-label') ?? one.textContent).trim() === wanted &&
          one.checkVisibility() &&
          !one.disabled,
      )
      button?.focus()
      return button !== undefined
    },
    { polling: 50 },
    name,
    within,
  )
  await page.keyboard.press('Enter')
  await comesTo(visitor, place)
}

/** What "More" opens is closed behind who goes on by keyboard, and gives it back to who does not. */
async function closesBehind({ page }: Visitor): Promise<void> {
  const { width = 0, height = 0 } = page.viewport() ?? {}
  await page.setViewport({ width: 1280, height })
  const opener = () =>
    page.$eval('.tool.opener', (one) => [one.ariaExpanded, one === document.activeElement])
  await page.focus('.tool.opener')
  await page.keyboard.press('Enter')
  expect(await opener()).toEqual(['true', false])
  await page.keyboard.press('Escape')
  expect(await opener()).toEqual(['false', true])
  await page.keyboard.press('Enter')
  const isInside = () => page.evaluate(() => document.activeElement?.closest('.more') !== null)
  while (await isInside()) await page.keyboard.press('Tab')
  expect(await opener()).toEqual(['false', false])
  expect(await page.evaluate(placeOfFocus)).toBe('Stop')
  await page.setViewport({ width, height })
}

const PAIRS = sampled([['chromium', 'chromium']], [['firefox', 'chromium']])

it.each(PAIRS)(
  '[C37] [C14] the keyboard goes on beside what has gone, on every screen: %s and %s',
  async (...kinds) => {
    const [walker, other] = await stage.meet(kinds, {
      mode: 'video',
      viewport: { width: 1600, height: 900 },
      // The way back is offered for long enough to come to it.
      hurry: { 3_000: 6_000 },
    })
    const { keyboard } = walker.page
    await keyboard.press('Tab')

    const call = 'Call'
    await enter(walker, 'Hide your picture', 'Show your picture')
    await enter(walker, 'Show your picture', 'Hide your picture')
    await enter(walker, 'Settings', 'Settings')
    await enter(walker, 'Done', 'Settings', 'dialog')
    await closesBehind(walker)
    await enter(walker, 'Report', 'Report this stranger')
    await enter(walker, 'Back', 'Report')
    await keyboard.press('?')
    await comesTo(walker, 'Keyboard shortcuts')
    await enter(walker, 'Close', 'Report')
    await enter(walker, 'Not checked: compare symbols', 'Do you both see these?')
    await enter(walker, 'We compared: same', 'We compared: same', 'dialog')
    await comesTo(walker, 'We compared: same')

    await sendFiles(other, stage.folder.put('one.jpg', await photo(other, 320, 240)))
    await enter(walker, 'Reveal', 'Enlarge')
    await enter(walker, 'Enlarge', 'Picture from stranger')
    await enter(walker, 'Close', 'Enlarge')
    await sendFiles(
      other,
      stage.folder.put('no.dat', variedBytes(1_000)),
      stage.folder.put('yes.dat', variedBytes(1_000)),
    )
    // Each by its own name.
    await enter(walker, 'Decline', 'no.dat')
    await enter(walker, 'Accept', 'yes.dat')
    await choose(walker, stage.folder.put('mine.dat', variedBytes(1_000)))
    await enter(walker, 'Cancel', 'yes.dat', '.to-send')

    await enter(walker, 'Voice note', 'Finish note')
    await recordsUntil(walker, '0:02')
    await enter(walker, 'Finish note', 'Play', 'form')
    await enter(walker, 'Send', 'Message', '.voice-preview')
    await playsFromSecond(other, THEIRS)

    // It shows the words again to who has read them, so it stays.
    await enter(walker, 'Meet again', 'Meet again')
    await enter(walker, 'OK', call)
    await enter(walker, 'Settings', 'Settings')
    await walker.page.focus('dialog ::-p-aria(Mute the stranger)')
    await keyboard.press(' ')
    await enter(walker, 'Done', 'Settings', 'dialog')
    await enter(walker, 'Hear the stranger', call)

    await other.press('Next')
    await comesTo(walker, 'The stranger went on')
    await walker.page.waitForSelector('.undo button')
    await walker.page.focus('.undo button')
    await comesTo(walker, 'The stranger went on')
    await enter(walker, 'Report the last stranger', 'Report the last stranger')
    await enter(walker, 'Something else', 'The stranger went on')
    await enter(walker, 'Change what you look for', 'Video')

    await walker.page.type('input[autocapitalize=none]', 'jazz,')
    await enter(walker, 'Remove jazz', 'Interests optional')
    const asking = 'Show what the server knows about me now'
    await enter(walker, asking, 'What the server knows about you now')
    await enter(walker, 'Close', asking)
    await enter(walker, 'Keep this page on this device', 'Keep this page on this device?')
    await enter(walker, 'Close', 'Keep this page on this device')
    await keyboard.press('?')
    await comesTo(walker, 'Keyboard shortcuts')
    await walker.sees('They work once you have met someone')
    await enter(walker, 'Close', 'Keep this page on this device')
    await Promise.all([walker.leave(), other.leave()])
  },
)
