/** Files that are offered, and do not come. */
import { truncateSync } from 'node:fs'
import { choose, sendFiles, type Folder } from './transferring.ts'
import type { Visitor } from './visitor.ts'

/** From 64 MiB on the visitor is asked where to save it. */
const FILM_BYTES = 70_000_000

/** Waits until an offer can be taken, or there is none; what has come before can be saved meanwhile. */
const isOffered = ({ page }: Visitor, isThere: boolean) =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll<HTMLButtonElement>('.file-actions button:enabled')].some(
        ({ textContent }) => textContent === 'Accept',
      ) === wanted,
    { polling: 50 },
    isThere,
  )

/** He presses Accept, changes his mind and writes, while the stranger takes the file back. */
export async function writesOn(folder: Folder, sender: Visitor, receiver: Visitor): Promise<void> {
  // Its dialog for saving is closed again without a place.
  await receiver.page.evaluate(() => {
    const showSaveFilePicker = () =>
      new Promise((_resolve, reject) => {
        const closeDialog = () => reject(new DOMException('', 'AbortError'))
        Object.assign(globalThis, { closeDialog })
      })
    Object.assign(globalThis, { showSaveFilePicker })
  })
  const path = folder.put('later.mkv', Buffer.of())
  truncateSync(path, FILM_BYTES)
  await sendFiles(sender, path)
  await receiver.press('Accept')
  // What was pressed rests while the browser asks, and the keyboard is nowhere.
  await receiver.page.waitForFunction(() => document.activeElement === document.body, {
    polling: 50,
  })
  await receiver.page.evaluate(() => {
    const { closeDialog } = globalThis as unknown as { closeDialog: () => void }
    closeDialog()
  })
  await isOffered(receiver, true)
  await receiver.page.type('textarea', 'Hello')
  await sender.press('Cancel')
  await isOffered(receiver, false)
  await receiver.page.keyboard.type(', next')
  expect(await receiver.page.$eval('textarea', (box) => box.value)).toBe('Hello, next')
  await receiver.page.keyboard.press('Enter')
  await sender.reads('Hello, next')
}

/** One is beyond what anybody takes, the other beyond what this stranger's browser can. */
export async function isTooLarge(
  folder: Folder,
  sender: Visitor,
  receiver: Visitor,
): Promise<void> {
  const path = folder.put('film.mkv', Buffer.of())
  truncateSync(path, 2 ** 31)
  const beyond = folder.put('beyond.mkv', Buffer.of())
  truncateSync(beyond, 2 ** 31 + 1)
  await choose(sender, path, beyond)
  await sender.sees('Larger than 2 GiB, which is the most.')
  await sender.press('Send')
  // Nobody has to press anything for its sender to hear of it.
  await sender.sees('Too large. The stranger’s browser can take files of up to 268 MB.')
  await receiver.sees('Too large for this browser.')
  await receiver.sees('It takes 268 MB at most.')
  expect(await receiver.page.$eval('[role=log]', (log) => log.textContent)).not.toContain(
    'beyond.mkv',
  )
  expect(await receiver.canPress('Accept')).toBe(false)
}
