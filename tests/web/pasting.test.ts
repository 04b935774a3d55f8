import { listenForFiles } from '../../web/chat/pasting.ts'

/** Something on the page, as far as asking for the field around it goes. */
class Place extends EventTarget {
  readonly field: Place | null
  constructor(isField: boolean) {
    super()
    this.field = isField ? this : null
  }
  closest = () => this.field
}
const file = { name: 'cat.png' } as File

function start(isOpen = true) {
  const page = new EventTarget()
  const messageBox = new Place(true)
  const got: (readonly File[])[] = []
  const stop = listenForFiles(page, {
    isOpen: () => isOpen,
    messageBox: () => messageBox,
    onFiles: (files) => got.push(files),
  })
  /** Whether the browser's own way with it was prevented. */
  function paste(target: EventTarget | null, types = ['Files'], files: readonly File[] = [file]) {
    const event = new Event('paste', { cancelable: true })
    Object.defineProperty(event, 'target', { get: () => target })
    Object.assign(event, { clipboardData: { types, files } })
    page.dispatchEvent(event)
    return event.defaultPrevented
  }
  return { paste, got, messageBox, stop }
}

it('[C19] opens what is pasted anywhere in a call: on nothing, a button, or the message box', () => {
  const { paste, got, messageBox } = start()
  for (const target of [null, new EventTarget(), new Place(false), messageBox])
    expect(paste(target)).toBe(true)
  expect(got).toEqual([[file], [file], [file], [file]])
})

it('[C19] leaves a paste into another field, or under a dialog, to the browser', () => {
  const { paste, got } = start()
  expect(paste(new Place(true))).toBe(false)
  expect(got).toEqual([])
  const covered = start(false)
  expect(covered.paste(null)).toBe(false)
  expect(covered.got).toEqual([])
})

it('[C19] leaves text to the browser, also where an office put a picture beside it', () => {
  const { paste, got, messageBox } = start()
  expect(paste(messageBox, ['text/plain'], [])).toBe(false)
  expect(paste(messageBox, ['text/plain', 'text/html', 'Files'])).toBe(false)
  expect(got).toEqual([])
})

it('[C19] takes nothing once the conversation is over', () => {
  const { paste, got, stop } = start()
  stop()
  expect(paste(null)).toBe(false)
  expect(got).toEqual([])
})
