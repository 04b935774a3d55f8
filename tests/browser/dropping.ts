/** Other ways to choose what is sent than by the browser's dialog. */
import type { Visitor } from './visitor.ts'

/** Pastes one file and drops another, and takes both back. */
export async function pastesAndDrops(sender: Visitor): Promise<void> {
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
}
