/** Other ways to choose what is sent than by the browser's dialog. */
import type { Visitor } from './visitor.ts'

/** Whether the browser does with a dragged file what it likes: then it leaves the page for it. */
export const drag = ({ page }: Visitor, kind: 'dragover' | 'drop', file = 'dropped.txt') =>
  page.evaluate(
    (event, name) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['y'], name))
      const how = { dataTransfer, bubbles: true, cancelable: true }
      return document.body.dispatchEvent(new DragEvent(event, how))
    },
    kind,
    file,
  )

/** Pastes one file and drops another, and takes both back. */
export async function pastesAndDrops(sender: Visitor): Promise<void> {
  await sender.page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File(['x'], 'pasted.txt'))
    const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true })
    // Firefox takes none from who makes such an event.
    Object.defineProperty(paste, 'clipboardData', { value: clipboardData })
    document.querySelector('textarea')?.dispatchEvent(paste)
  })
  await sender.sees('pasted.txt')
  // Not prevented, the browser would show the file in the place of the call.
  expect(await drag(sender, 'dragover')).toBe(false)
  await sender.sees('Drop it here to send it')
  expect(await drag(sender, 'drop')).toBe(false)
  await sender.sees('dropped.txt')
  await sender.press('Cancel')
  await sender.page.waitForSelector('.drop-target', { hidden: true })
  // What is dropped on a dialog is meant for nobody, and taken by nobody.
  await sender.press('Report')
  await sender.page.waitForSelector('dialog[open]')
  for (const kind of ['dragover', 'drop'] as const)
    expect(await drag(sender, kind, 'astray.txt')).toBe(false)
  await sender.press('Back')
  await sender.page.waitForSelector('dialog', { hidden: true })
  expect(await sender.page.$$('.drop-target, .pick')).toEqual([])
}
