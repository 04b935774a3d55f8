/** What a visitor chooses to send: looked at once more before it goes, whichever way it came. */
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { findingsOf } from './axe.ts'
import { closeBrowsers, type Kind } from './browsers.ts'
import { choose, createFolder, keepCount, variedBytes, type Folder } from './transferring.ts'
import { createPair, type Visitor, type VisitorOptions } from './visitor.ts'

let server: SignalingProcess
let folder: Folder
const here: Visitor[] = []

beforeAll(async () => {
  server = await startSignaling()
  folder = createFolder()
})
afterEach(async () => {
  for (const one of here.splice(0)) await one.leave()
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
  folder.remove()
})

async function meet(
  kinds: readonly [Kind, Kind],
  options: VisitorOptions = {},
): Promise<[Visitor, Visitor]> {
  const pair = await createPair(server.origin, kinds, {
    mode: 'text',
    before: keepCount,
    ...options,
  })
  here.push(...pair)
  return pair
}

describe('what is chosen', () => {
  it('[C8] [C19] is looked at first, and what cannot go as a picture says what to do', async () => {
    const [sender, receiver] = await meet(['firefox', 'chromium'])
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
    const odd = Buffer.from('\x89PNG\r\n\x1a\n and nothing more', 'latin1')
    await choose(sender, folder.put('IMG_1.HEIC', heic), folder.put('odd.png', odd))
    await sender.sees('An iPhone’s own kind of picture (HEIC)')
    await sender.sees('This browser cannot read this picture.')
    const canSend = () =>
      sender.page.$eval('.to-send .strong', (one) => !(one as HTMLButtonElement).disabled)
    expect(await canSend()).toBe(false)
    expect(await findingsOf(sender)).toEqual([])
    await sender.press('Send as a file')
    await sender.sees('A file goes as it is, with everything inside it')
    expect(await canSend()).toBe(true)
    await sender.press('Send')
    await receiver.sees('IMG_1.HEIC')
    expect(await findingsOf(receiver)).toEqual([])
    expect(await receiver.page.$eval('[role=log]', (log) => log.textContent)).not.toContain('odd')
  })

  it('[C19] is at most eight things, and Esc forgets them without leaving', async () => {
    const [sender] = await meet(['chromium', 'firefox'])
    await sender.page.click('textarea')
    const paths = Array.from({ length: 9 }, (_, at) => folder.put(`${at}.txt`, variedBytes(10)))
    await choose(sender, ...paths)
    await sender.sees('Eight at once is the most.')
    expect(await sender.page.$$('.pick')).toHaveLength(8)
    await sender.press('Remove 0.txt')
    await sender.page.waitForFunction(() => document.querySelectorAll('.pick').length === 7)
    await sender.page.keyboard.press('Escape')
    await sender.page.waitForSelector('.to-send', { hidden: true })
    await sender.hears('You are talking')
    await sender.page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
  })

  it('[C19] is also pasted, dropped, or taken with one’s own camera while it is on', async () => {
    const [sender, receiver] = await meet(['chromium', 'firefox'], { mode: 'video' })
    await sender.press('Take a picture')
    await sender.page.waitForSelector('.pick img')
    await sender.press('Send')
    await receiver.press('Reveal')
    await sender.press('Camera off')
    await sender.page.waitForSelector('[aria-label="Take a picture"]', { hidden: true })

    await sender.page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File(['x'], 'pasted.txt'))
      const how = { clipboardData, bubbles: true, cancelable: true }
      document.querySelector('textarea')?.dispatchEvent(new ClipboardEvent('paste', how))
    })
    await sender.sees('pasted.txt')
    const drag = (kind: string) =>
      sender.page.evaluate((name) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['y'], 'dropped.txt'))
        const how = { dataTransfer, bubbles: true, cancelable: true }
        return document.body.dispatchEvent(new DragEvent(name, how))
      }, kind)
    // Not prevented, the browser would show the file in the place of the call.
    expect(await drag('dragover')).toBe(false)
    await sender.sees('Drop it here to send it')
    expect(await drag('drop')).toBe(false)
    await sender.sees('dropped.txt')
    await sender.press('Cancel')
    await sender.page.waitForSelector('.drop-target', { hidden: true })
  })
})
