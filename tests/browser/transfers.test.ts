/** Pictures and files between real browsers, from choosing to saving. */
import { truncateSync } from 'node:fs'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { closeBrowsers, type Kind } from './browsers.ts'
import {
  cameTo,
  choose,
  createFolder,
  heldBy,
  holdAfter,
  keepCount,
  lastSaved,
  letGo,
  photo,
  PLACE,
  sendFiles,
  sentBy,
  variedBytes,
  type Folder,
} from './transferring.ts'
import {
  breakConnection,
  connectionsOf,
  createPair,
  recovers,
  type Visitor,
  type VisitorOptions,
} from './visitor.ts'

const BOTH = [
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
] as const
const PICTURE = 'img[alt="Picture from stranger"]'

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

/** Waits until it holds nothing that has to be given back. */
async function holdsNothing(visitor: Visitor): Promise<void> {
  await visitor.page.waitForFunction(
    () => {
      const { kept } = globalThis as unknown as {
        kept: { urls: Map<string, Blob>; workers: Set<Worker> }
      }
      return kept.urls.size + kept.workers.size === 0
    },
    { polling: 50 },
  )
}

/** From now on the page notes when it says so, however short. */
const noteOf = ({ page }: Visitor, words: string) =>
  page.evaluate((wanted) => {
    const look = new MutationObserver(() => {
      if (document.querySelector('[role=log]')?.textContent.includes(wanted))
        Object.assign(globalThis, { wasSeen: true })
    })
    look.observe(document.body, { subtree: true, childList: true, characterData: true })
  }, words)
const wasSeen = ({ page }: Visitor) => page.evaluate(() => 'wasSeen' in globalThis)

/** Waits until a progressbar stands between these. */
const isUnderWay = ({ page }: Visitor, least = 1) =>
  page.waitForFunction(
    (from) => {
      const now = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')
      return Number(now ?? -1) >= from
    },
    { polling: 50 },
    least,
  )

describe.each(BOTH)('from %s to %s', (from, to) => {
  it('[C19] a picture comes without what its file says of place and camera, and blurred', async () => {
    const [sender, receiver] = await meet([from, to])
    const original = await photo(sender, 1_200, 800)
    expect(original.toString('latin1')).toContain(PLACE)
    await choose(sender, folder.put(`me in ${from}.jpg`, original))
    await sender.page.waitForSelector('.pick img')
    expect(await heldBy(sender)).toEqual({ urls: 1, workers: 0 })
    await sender.press('Send')

    const look = () =>
      receiver.page.$eval(PICTURE, (one) => {
        const { width, height } = one.parentElement?.getBoundingClientRect() ?? new DOMRect()
        return { filter: getComputedStyle(one).filter, width, height }
      })
    await receiver.page.waitForSelector(PICTURE)
    const before = await look()
    expect(before.filter).toContain('blur')
    await receiver.press('Reveal')
    await receiver.page.waitForFunction(
      (picture) =>
        getComputedStyle(document.querySelector(picture) ?? document.body).filter === 'none',
      { polling: 50 },
      PICTURE,
    )
    expect(await look()).toEqual({ ...before, filter: 'none' })

    await receiver.press('Save')
    const { name, bytes } = await lastSaved(receiver)
    expect(name).toBe('picture.jpg')
    for (const text of [await cameTo(receiver), bytes.toString('latin1')]) {
      expect(text).toContain('JFIF')
      for (const told of [PLACE, 'Canary', 'Exif', from]) expect(text).not.toContain(told)
    }
    // Its camera was held turned: what was on the left is above.
    const { width, height } = await receiver.page.$eval(PICTURE, (one) => ({
      width: (one as HTMLImageElement).naturalWidth,
      height: (one as HTMLImageElement).naturalHeight,
    }))
    expect([width, height]).toEqual([800, 1_200])

    // The next one is clear at once, and is seen larger.
    await sendFiles(sender, folder.put('again.jpg', original))
    await receiver.page.waitForFunction(
      (picture) => document.querySelectorAll(picture).length === 2,
      { polling: 50 },
      PICTURE,
    )
    expect(await receiver.canPress('Reveal')).toBe(false)
    await receiver.press('Enlarge')
    await receiver.page.waitForSelector(`dialog[open] ${PICTURE}`)
    await receiver.page.keyboard.press('Escape')
    await receiver.page.waitForSelector('dialog', { hidden: true })
    await receiver.hears('You are talking')
    expect([...sender.complaints, ...receiver.complaints]).toEqual([])
  })

  it('[C12] two files arrive while the chat goes on, held by either side and over a new connection', async () => {
    const [sender, receiver] = await meet([from, to])
    const contents = [variedBytes(5_000_000), variedBytes(1_500_000)]
    await holdAfter(sender, 1_000_000)
    const [large = '', small = ''] = contents.map((bytes, at) =>
      folder.put(`part ${at}.dat`, bytes),
    )
    await sendFiles(sender, large, small)
    await receiver.sees('Take only what you expect')
    await receiver.press('Accept')
    await isUnderWay(receiver)
    await receiver.press('Accept')

    await receiver.press('Pause')
    await sender.sees('The stranger paused it')
    await receiver.write('wait a moment')
    await sender.reads('wait a moment')
    await receiver.press('Resume')
    await sender.press('Pause')
    await receiver.sees('The stranger paused it')
    await sender.write('now you wait')
    await receiver.reads('now you wait')
    await sender.press('Resume')

    const before = await connectionsOf(receiver)
    await noteOf(receiver, 'Waits for the connection')
    await breakConnection(sender)
    await recovers(receiver, before)
    await letGo(sender)
    await sender.write('there we are')
    await receiver.reads('there we are')
    await receiver.page.waitForFunction(
      () => document.body.innerText.match(/Arrived whole/g)?.length === 2,
      { polling: 50 },
    )
    await sender.sees('Delivered')
    expect(await wasSeen(receiver)).toBe(true)
    // It went on where it was, and did not begin again.
    expect(await sentBy(sender)).toBeLessThan(8_000_000)

    await receiver.press('Save')
    expect((await lastSaved(receiver)).bytes.equals(contents[0] ?? Buffer.of())).toBe(true)
    expect((await lastSaved(receiver)).name).toBe('part 0.dat')
    expect(receiver.page.url()).toBe(`${server.origin}/`)
  })

  it('[C20] going on in the middle of everything leaves nothing', async () => {
    const [sender, receiver] = await meet([from, to])
    await sendFiles(sender, folder.put('one.jpg', await photo(sender, 300, 200)))
    await receiver.page.waitForSelector(PICTURE)
    await holdAfter(sender, 500_000)
    await sendFiles(sender, folder.put('half.bin', variedBytes(3_000_000)))
    await receiver.press('Accept')
    await isUnderWay(receiver)
    await choose(sender, folder.put('two.jpg', await photo(sender, 300, 200)))
    await sender.page.waitForSelector('.pick img')
    await choose(receiver, folder.put('three.jpg', await photo(sender, 300, 200)))
    await receiver.page.waitForSelector('.pick img')
    expect((await heldBy(sender)).urls).toBe(2)
    expect((await heldBy(receiver)).urls).toBe(2)

    await sender.press('Next')
    await receiver.hears('The stranger went on')
    for (const one of [sender, receiver]) {
      await holdsNothing(one)
      expect(await one.page.$$('.pick, .picture, .file-item, [role=progressbar]')).toEqual([])
    }
  })
})

describe('a file', () => {
  it('[C12] is declined, taken back and cancelled, each in words for each side', async () => {
    const [sender, receiver] = await meet(['chromium', 'firefox'])
    const path = folder.put('notes.txt', variedBytes(2_000_000))
    await sendFiles(sender, path)
    await receiver.press('Decline')
    await sender.sees('The stranger did not take it.')
    await receiver.sees('You did not take it.')

    await sendFiles(sender, path)
    await receiver.page.waitForFunction(
      () => [...document.querySelectorAll('button')].some((one) => one.textContent === 'Accept'),
      { polling: 50 },
    )
    await sender.press('Cancel')
    await receiver.sees('Cancelled. Nothing of what came is kept.')

    await holdAfter(sender, 400_000)
    await sendFiles(sender, path)
    await receiver.press('Accept')
    await isUnderWay(receiver)
    await receiver.press('Cancel')
    await sender.page.waitForFunction(
      () => document.body.innerText.match(/Cancelled\. It did not arrive\./g)?.length === 2,
      { polling: 50 },
    )
    for (const one of [sender, receiver]) expect(await one.page.$('[role=progressbar]')).toBeNull()
  })

  it('[C12] larger than the browser can take is said so, and cannot be accepted', async () => {
    const [sender, receiver] = await meet(['chromium', 'firefox'])
    const path = folder.put('film.mkv', Buffer.of())
    truncateSync(path, 300_000_000)
    await sendFiles(sender, path)
    await receiver.sees('Too large: this browser takes 268 MB at most')
    const isDisabled = await receiver.page.$eval(
      '.file-actions button',
      (one) => (one as HTMLButtonElement).disabled,
    )
    expect(isDisabled).toBe(true)
    await receiver.press('Decline')
    await sender.sees('The stranger did not take it.')
  })

  it('[C12] of 70 MB goes straight to where the visitor saves it', async () => {
    const [sender, receiver] = await meet(['firefox', 'chromium'])
    await receiver.page.evaluate(() => {
      const saveTo = async ({ suggestedName }: { suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true })
      Object.assign(globalThis, { showSaveFilePicker: saveTo })
    })
    const content = variedBytes(70_000_000)
    await sendFiles(sender, folder.put('film.bin', content))
    await receiver.sees('Your browser will ask where to save it.')
    await receiver.press('Accept')
    await isUnderWay(receiver, 10)
    await sender.write('how is it going?')
    await receiver.reads('how is it going?')
    await receiver.page.waitForFunction(() => document.body.innerText.includes('Saved'), {
      polling: 100,
      timeout: 150_000,
    })
    const digest = await receiver.page.evaluate(async () => {
      const folderOfPage = await navigator.storage.getDirectory()
      const file = await (await folderOfPage.getFileHandle('film.bin')).getFile()
      const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
      await folderOfPage.removeEntry('film.bin')
      return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('')
    })
    const wanted = new Uint8Array(await crypto.subtle.digest('SHA-256', content))
    expect(digest).toBe(Buffer.from(wanted).toString('hex'))
    expect(await heldBy(receiver)).toEqual({ urls: 0, workers: 0 })
  }, 180_000)
})
