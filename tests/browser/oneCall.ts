/** What a page does in one call, before it and after: each goes on where the one before has left the two. */
import { choose } from './transferring.ts'
import type { Visitor } from './visitor.ts'

/** The first switches single keys off, and presses each of them. */
export async function ignoresLetters(first: Visitor, second: Visitor): Promise<void> {
  if (!(await first.canPress('Settings'))) await first.press('More')
  await first.press('Settings')
  const letters = await first.page.waitForSelector('dialog ::-p-text(Letter keys)')
  await letters?.evaluate((label) => label.scrollIntoView({ block: 'center' }))
  await letters?.click()
  await first.press('Done')
  for (const key of ['m', 'c', 'n', 'r', 't', '?'] as const) await first.page.keyboard.press(key)
  expect(await first.canPress('Unmute')).toBe(false)
  expect(await first.canPress('Camera on')).toBe(false)
  expect(await first.page.$('dialog[open]')).toBeNull()
  await second.write('still here')
  await first.reads('still here')
}

/** The first loses each of his devices in turn, and plugs it in again. */
export async function plugsInAgain(first: Visitor, second: Visitor): Promise<void> {
  const { page } = first
  const unplug = (unplugged: string) =>
    page.evaluate((kind) => {
      // There is no other one either, until it is plugged in again.
      const { getUserMedia } = MediaDevices.prototype
      const { mediaDevices } = navigator
      mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('there is none', 'NotFoundError'))
      Object.assign(globalThis, {
        plugIn() {
          mediaDevices.getUserMedia = getUserMedia.bind(mediaDevices)
        },
      })
      const own = document.querySelector<HTMLVideoElement>('video[aria-label=You]')?.srcObject
      if (!(own instanceof MediaStream)) return
      const track = own.getTracks().find((one) => one.kind === kind)
      track?.stop()
      track?.dispatchEvent(new Event('ended'))
    }, unplugged)
  const plugIn = async () => {
    await page.evaluate(() => (globalThis as unknown as { plugIn(): void }).plugIn())
    await first.press('Try again')
  }
  const canMute = () =>
    page.$eval('.toolbar [aria-label=Mute]', (tool) => !tool.matches(':disabled'))
  await unplug('audio')
  const missing = 'plug a microphone in'
  await first.sees(missing)
  await second.sees('The stranger is muted')
  expect(await canMute()).toBe(false)
  // Who has read it can still try again.
  await first.press('OK')
  await page.waitForFunction((said) => !document.body.innerText.includes(said), {}, missing)
  if (!(await first.canPress('Settings'))) await first.press('More')
  await first.press('Settings')
  await first.sees(missing)
  await plugIn()
  await first.press('Done')
  await page.waitForSelector('.toolbar [aria-label=Mute]:enabled')
  await unplug('video')
  await first.sees('plug a camera in')
  expect(await canMute()).toBe(true)
  await plugIn()
  await first.watches('You')
}

/** Runs in the page. */
function isShown(what: string): boolean {
  const found = document.querySelector(what)
  return found !== null && getComputedStyle(found).visibility === 'visible'
}

/** On a phone, with a file that is chosen, and then with a note that is recorded. */
export async function escapesOneByOne(visitor: Visitor, file: string): Promise<void> {
  const { page } = visitor
  const esc = () => page.keyboard.press('Escape')
  const isOpen = (what: string) => page.evaluate(isShown, what)
  const begin = {
    '.to-send': () => choose(visitor, file),
    '.voice-meter': () => visitor.press('Voice note'),
  }
  await page.waitForSelector('.quality button')
  for (const [place, start] of Object.entries(begin)) {
    await start()
    await page.waitForSelector(place)
    for (const [opener, opened] of [
      ['.more .opener', '.more-tools.open'],
      ['.quality button', '.quality [role=tooltip]'],
    ] as const) {
      await page.focus(opener)
      await page.keyboard.press('Enter')
      await page.waitForFunction(isShown, {}, opened)
      await esc()
      expect([await isOpen(opened), await isOpen(place)]).toEqual([false, true])
    }
    await esc()
    await page.waitForFunction((one) => document.querySelector(one) === null, {}, place)
  }
}

/** In a wide window, to the next search and back to the start. */
export async function goesBackFromFullScreen(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await visitor.press('Full screen')
  await page.waitForFunction(() => document.fullscreenElement !== null)
  await visitor.press('Next')
  await visitor.hears('Looking for someone')
  // There may be another call in a moment.
  expect(await page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await visitor.press('Cancel')
  await visitor.sees('Talk with a stranger')
  await page.waitForFunction(() => document.fullscreenElement === null)
}

/** As on a phone that stops all pictures for another app. */
export async function comesBack(visitor: Visitor): Promise<void> {
  await visitor.watches('Stranger')
  await visitor.page.evaluate(() => {
    for (const video of document.querySelectorAll('video')) video.pause()
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await Promise.all([visitor.watches('Stranger'), visitor.watches('You')])
}

/** The first closes the page of a live call, and thinks better of it when the browser asks. */
export async function asksBeforeClosing(first: Visitor, second: Visitor): Promise<void> {
  const question = new Promise<string>((resolve) => {
    first.page.once('dialog', (dialog) => {
      void dialog.dismiss().then(() => resolve(dialog.type()))
    })
  })
  await first.page.close({ runBeforeUnload: true })
  expect(await question).toBe('beforeunload')
  await second.write('are you there')
  await first.reads('are you there')
}

/** The call is over: the first closes the end screen, the second the start screen. */
export async function closesUnasked(first: Visitor, second: Visitor): Promise<void> {
  await second.sees('Talk with a stranger')
  for (const { page } of [first, second]) {
    const questions: string[] = []
    page.on('dialog', (dialog) => {
      questions.push(dialog.type())
      void dialog.accept()
    })
    const closed = new Promise((resolve) => page.once('close', resolve))
    await page.close({ runBeforeUnload: true })
    await closed
    expect(questions).toEqual([])
  }
}

/** The first, in a call, goes on to the second, who is met at once, and reports whom he has left. */
export async function reportsTheOneBefore(first: Visitor, second: Visitor): Promise<void> {
  await second.press('Find someone')
  await second.hears('Looking for someone')
  await first.press('Next')
  await first.hears('You are talking')
  await first.press('Report')
  await first.press('Report the last stranger', 'dialog')
  await first.press('Spam or scam', 'dialog')
  await first.sees('About the last stranger: Thank you')
  await second.write('so am I')
  await first.reads('so am I')
  await first.press('Report')
  expect(await first.canPress('Report the last stranger')).toBe(false)
  await first.press('Back', 'dialog')
}
