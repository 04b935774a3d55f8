/** Pictures and files between real browsers, from choosing to saving; each test goes on where the one before has left the two. */
import { inProof, sampled } from '../helpers/sampled.ts'
import { findingsInBothThemes } from './axe.ts'
import { drag, pastesAndDrops } from './dropping.ts'
import { isTooLarge, writesOn } from './offers.ts'
import { takeSaved } from './savedFiles.ts'
import {
  cameTo,
  choose,
  claimOf,
  heldBy,
  holdAfter,
  holdsNothing,
  isUnderWay,
  lastSaved,
  letGo,
  newestSize,
  noise,
  noteOf,
  openStage,
  photo,
  PLACE,
  saysTimes,
  sendFiles,
  sentBy,
  tellsRate,
  variedBytes,
  wasSeen,
  type Stage,
} from './transferring.ts'
import { expectNoUploadOf } from './uploads.ts'
import { breakConnection, connectionsOf, meetAgain, recovers, type Visitor } from './visitor.ts'

const BOTH = sampled([['chromium', 'firefox']], [['firefox', 'chromium']])
/** From 64 MiB on the visitor is asked where to save it. */
const FILM_BYTES = 70_000_000
const PICTURE = 'img[alt="Picture from stranger"]'

let stage: Stage
let pair: Record<'chromium' | 'firefox', Visitor>

beforeAll(async () => {
  stage = await openStage()
  const [chromium, firefox] = await stage.meet(['chromium', 'firefox'])
  pair = { chromium, firefox }
})
afterAll(() => stage.close())

const OF_STRANGER = '.picture-item:not(.of-mine)'

describe.each(BOTH)('from %s to %s', (from, to) => {
  it('[C19] a picture comes without what its file says of place and camera, and blurred', async () => {
    const [sender, receiver] = [pair[from], pair[to]]
    const held = await heldBy(sender)
    const original = await photo(sender, 1_200, 800)
    expect(original.toString('latin1')).toContain(PLACE)
    await choose(sender, stage.folder.put(`me in ${from}.jpg`, original))
    await sender.page.waitForSelector('.pick img')
    expect(await heldBy(sender)).toEqual({ urls: held.urls + 1, workers: 0 })
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

    await receiver.press('Save', OF_STRANGER)
    const { name, bytes } = await lastSaved(receiver)
    expect(name).toBe('picture.jpg')
    for (const text of [await cameTo(receiver), bytes.toString('latin1')]) {
      expect(text).toContain('JFIF')
      for (const told of [PLACE, 'Canary', 'Exif', from]) expect(text).not.toContain(told)
    }
    // Its camera was held turned: what was on the left is above.
    expect(await newestSize(receiver, PICTURE)).toEqual([800, 1_200])

    // The next one is clear at once, and is seen larger; however large it was, it comes small.
    const sentBefore = await sentBy(sender)
    await sendFiles(sender, stage.folder.put('noise.jpg', await noise(sender, 4_000, 3_000)))
    await receiver.page.waitForFunction(
      (picture) => document.querySelectorAll(picture).length === 2,
      { polling: 50 },
      PICTURE,
    )
    expect(await receiver.canPress('Reveal')).toBe(false)
    expect((await sentBy(sender)) - sentBefore).toBeLessThanOrEqual(4_194_304)
    expect(await newestSize(receiver, PICTURE)).toEqual([2_048, 1_536])
    await receiver.press('Enlarge', OF_STRANGER)
    await receiver.page.waitForSelector(`dialog[open] ${PICTURE}`)
    expect(await findingsInBothThemes(receiver)).toEqual([])
    await receiver.page.keyboard.press('Escape')
    await receiver.page.waitForSelector('dialog', { hidden: true })
    await receiver.hears('You are talking')
  })

  it('[C12] [P2] two files arrive while the chat goes on, held by either side and over a new connection', async () => {
    const [sender, receiver] = [pair[from], pair[to]]
    const sentBefore = await sentBy(sender)
    const contents = [variedBytes(5_000_000), variedBytes(1_500_000)]
    await holdAfter(sender, 1_000_000)
    const [large = '', small = ''] = contents.map((bytes, at) =>
      stage.folder.put(`part ${at}.dat`, bytes),
    )
    await sendFiles(sender, large, small)
    await receiver.sees('Take only what you expect')
    const rates = Promise.all([sender, receiver].map(tellsRate))
    await receiver.press('Accept')
    await isUnderWay(receiver)
    await rates
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
    await saysTimes(receiver, 'Arrived whole', 2)
    await sender.page.waitForSelector('[role=progressbar]', { hidden: true })
    expect(await wasSeen(receiver)).toBe(true)
    // It went on where it was, and did not begin again.
    expect((await sentBy(sender)) - sentBefore).toBeLessThan(8_000_000)
    for (const one of [sender, receiver]) await expectNoUploadOf(one)

    await receiver.press('Save', '.file-item')
    expect((await lastSaved(receiver)).bytes.equals(contents[0] ?? Buffer.of())).toBe(true)
    expect((await lastSaved(receiver)).name).toBe('part 0.dat')
    expect(receiver.page.url()).toBe(`${stage.origin}/`)
  })
})

describe('a file', () => {
  it('[C12] is declined, taken back and cancelled, each in words for each side', async () => {
    const { chromium: sender, firefox: receiver } = pair
    const path = stage.folder.put('notes.txt', variedBytes(2_000_000))
    // As a person does it: by the button, and the browser's own dialog.
    const [chooser] = await Promise.all([sender.page.waitForFileChooser(), sender.press('Attach')])
    await chooser.accept([path])
    await sender.press('Send')
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
    await saysTimes(sender, 'Cancelled. It did not arrive.', 2)
    for (const { page } of [sender, receiver])
      await page.waitForSelector('[role=progressbar]', { hidden: true })
    await letGo(sender)
  })

  it('[C12] larger than the browser can take is said so to both at once', () =>
    isTooLarge(stage.folder, pair.chromium, pair.firefox))

  it('[C37] taken back while a message is written leaves the keyboard in the message', () =>
    writesOn(stage.folder, pair.firefox, pair.chromium))

  inProof(
    '[C12] goes straight to where the visitor saves it',
    async () => {
      const { firefox: sender, chromium: receiver } = pair
      await receiver.page.evaluate(() => {
        const saveTo = async ({ suggestedName }: { suggestedName: string }) =>
          (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true })
        Object.assign(globalThis, { showSaveFilePicker: saveTo })
      })
      const before = await heldBy(receiver)
      const saved = await receiver.page.evaluate(
        () => document.body.innerText.split('Saved').length,
      )
      const content = variedBytes(FILM_BYTES)
      await sendFiles(sender, stage.folder.put('film.bin', content))
      await receiver.sees('Your browser will ask where to save it.')
      await receiver.press('Accept')
      await isUnderWay(receiver, 10)
      await sender.write('how is it going?')
      await receiver.reads('how is it going?')
      await receiver.page.waitForFunction(
        (known) => document.body.innerText.split('Saved').length > known,
        { polling: 100, timeout: 150_000 },
        saved,
      )
      const digest = await receiver.page.evaluate(takeSaved, 'film.bin')
      const wanted = new Uint8Array(await crypto.subtle.digest('SHA-256', content))
      expect(digest).toBe(Buffer.from(wanted).toString('hex'))
      expect(await heldBy(receiver)).toEqual(before)
    },
    180_000,
  )
})

describe('what is chosen', () => {
  it('[C8] [C19] is looked at first, and what cannot go as a picture says what to do', async () => {
    const { firefox: sender, chromium: receiver } = pair
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
    const odd = Buffer.from('\x89PNG\r\n\x1a\n and nothing more', 'latin1')
    const paths = [
      stage.folder.put('IMG_1.HEIC', heic),
      stage.folder.put('odd.png', odd),
      stage.folder.put('odd wall.jpg', claimOf(13_000, 10_000)),
    ]
    await choose(sender, ...paths)
    await sender.sees('This picture is too large to be copied.')
    await sender.sees('An iPhone’s own kind of picture (HEIC)')
    await sender.sees('This browser cannot read this picture.')
    const canSend = () =>
      sender.page.$eval('.to-send .strong', (one) => !(one as HTMLButtonElement).disabled)
    expect(await canSend()).toBe(false)
    expect(await findingsInBothThemes(sender)).toEqual([])
    await sender.press('Send as a file')
    await sender.sees('A file goes as it is, with everything inside it')
    expect(await canSend()).toBe(true)
    await sender.press('Send')
    await receiver.sees('IMG_1.HEIC')
    expect(await findingsInBothThemes(receiver)).toEqual([])
    expect(await receiver.page.$eval('[role=log]', (log) => log.textContent)).not.toContain('odd')
    await receiver.press('Decline')
  })

  it('[C19] is at most eight things, and Esc forgets them without leaving', async () => {
    const { chromium: sender } = pair
    await sender.page.click('textarea')
    const paths = Array.from({ length: 9 }, (_, at) =>
      stage.folder.put(`${at}.txt`, variedBytes(10)),
    )
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

  it.each(sampled(['chromium'], ['firefox']))('[C19] is also pasted or dropped: %s', (kind) =>
    pastesAndDrops(pair[kind]),
  )
})

describe.each(BOTH)('the middle of everything, when %s leaves %s,', (from, to) => {
  beforeAll(async () => {
    // The first time it is the end of a long conversation, the second time of a short one.
    if (from === 'firefox') await meetAgain([pair.chromium, pair.firefox])
  })

  it('[C20] is gone with the conversation on both sides', async () => {
    const [sender, receiver] = [pair[from], pair[to]]
    const before = await Promise.all([sender, receiver].map(heldBy))
    const pictures = (await receiver.page.$$(PICTURE)).length
    await sendFiles(sender, stage.folder.put('one.jpg', await photo(sender, 300, 200)))
    await receiver.page.waitForFunction(
      (picture, known) => document.querySelectorAll(picture).length > known,
      { polling: 50 },
      PICTURE,
      pictures,
    )
    await holdAfter(sender, 500_000)
    await sendFiles(sender, stage.folder.put('half.bin', variedBytes(3_000_000)))
    await receiver.press('Accept')
    await isUnderWay(receiver)
    await choose(sender, stage.folder.put('two.jpg', await photo(sender, 300, 200)))
    await sender.page.waitForSelector('.pick img')
    await choose(receiver, stage.folder.put('three.jpg', await photo(sender, 300, 200)))
    await receiver.page.waitForSelector('.pick img')
    const during = await Promise.all([sender, receiver].map(heldBy))
    for (const [at, { urls }] of during.entries())
      expect(urls).toBeGreaterThanOrEqual((before[at]?.urls ?? 0) + 2)

    await sender.press('Next')
    await receiver.hears('The stranger went on')
    // A moment too late: not prevented, the browser would leave the page, and Undo with it.
    for (const kind of ['dragover', 'drop'] as const) expect(await drag(receiver, kind)).toBe(false)
    for (const one of [sender, receiver]) {
      await holdsNothing(one)
      expect(await one.page.$$('.pick, .picture, .file-item, [role=progressbar]')).toEqual([])
    }
  })
})

it('has nothing to complain of', () => {
  for (const { complaints } of Object.values(pair)) expect(complaints).toEqual([])
})
