/** The page in every language, as its reader meets it on a phone. */
import * as dictionary from '../../web/chat/dictionary.ts'
import { ENGLISH, LANGUAGES, type Language } from '../../web/chat/languages/languages.ts'
import { inProof, sampled } from '../helpers/sampled.ts'
import { openGallery } from '../look/gallery.ts'
import { crampedIn } from '../look/reach.ts'
import { findingsOf } from './axe.ts'
import { cutNames, hasLetters, namesOfTools } from './looking.ts'
import { useServer } from './useServer.ts'
import { clickOn, createVisitor, type Visitor } from './visitor.ts'

const PHONE = { width: 360, height: 640 }

const server = useServer()

const sentencesOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(sentencesOf)
    : []
}
/** Every sentence of what is spoken by this process, which is English unless a test changes it. */
const dictionaryOf = () =>
  new Set(
    sentencesOf([
      dictionary.startWords,
      dictionary.words,
      dictionary.visitWords,
      dictionary.mediaWords,
      dictionary.voiceWords,
    ]),
  )
const english = dictionaryOf()

/** All that a page says, shown or read aloud. */
const saidBy = ({ page }: Visitor) =>
  page.evaluate(() => {
    const said: string[] = []
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        said.push(element.getAttribute(name) ?? '')
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) said.push(node.textContent ?? '')
    }
    return said.map((text) => text.trim()).filter((text) => text !== '')
  })

async function check(visitor: Visitor, { code, tag, direction }: Language, own: Set<string>) {
  const said = await saidBy(visitor)
  const looks = await visitor.page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    fits: document.documentElement.scrollWidth <= document.documentElement.clientWidth,
  }))
  const foreign = said.filter((text) => english.has(text) && !own.has(text))
  expect({ code, foreign, ...looks }).toEqual({
    code,
    foreign: code === 'en' ? expect.any(Array) : [],
    lang: tag,
    dir: direction,
    fits: true,
  })
  expect(said.some((text) => own.has(text))).toBe(true)
}

/** Which parts of which dictionaries a page has loaded. */
const partsOf = ({ page }: Visitor) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => /assets\/(start|rest)-[^/]+\.js$/.exec(name)?.[1])
      .filter((part) => part !== undefined)
      .toSorted(),
  )

async function arrive(language: Language): Promise<[Visitor, Set<string>]> {
  await dictionary.speak(language, language.tag)
  const own = dictionaryOf()
  // The one that is read from the right is read in the other browser, too.
  const kind = language.direction === 'rtl' ? 'firefox' : 'chromium'
  const visitor = await createVisitor(kind, `${server.origin}/?lang=${language.code}`, {
    viewport: PHONE,
  })
  await check(visitor, language, own)
  await clickOn(visitor.page, 'input[type=checkbox]:not([role])')
  await visitor.page.click('button[type=submit]')
  return [visitor, own]
}

const OTHERS = LANGUAGES.filter((language) => language !== ENGLISH)
/** Every language but English once; where their number is odd the last meets English. */
const PAIRS = OTHERS.flatMap((one, at) => (at % 2 === 0 ? [[one, OTHERS[at + 1] ?? ENGLISH]] : []))

/** One of the two reads from the right. */
const isTelling = (pair: readonly Language[]) => pair.some((one) => one.direction === 'rtl')

/** What is said at once when the two talk, before what they have in common. */
const greeting = () => dictionary.words.call.connectedBy('|').split('|')[0] ?? ''

/** In Firefox names are divided otherwise: none of a call's controls takes a third line, in any language. */
async function hasRoom({ page }: Visitor, own: Language): Promise<void> {
  const tell = (tag: string) =>
    page.evaluate((lang) => void (document.documentElement.lang = lang), tag)
  await dictionary.speak(own, own.tag)
  const written = namesOfTools()
  const found: Record<string, string[]> = {}
  for (const language of LANGUAGES) {
    await dictionary.speak(language, language.tag)
    await tell(language.tag)
    const cut = await page.evaluate(cutNames, written, namesOfTools())
    if (cut.length > 0) found[language.code] = cut
  }
  await tell(own.tag)
  expect(found).toEqual({})
}

it.each(
  sampled(
    PAIRS.filter(isTelling),
    PAIRS.filter((pair) => !isTelling(pair)),
  ),
)('[C22] two meet, one in %j, one in %j', async (one, other) => {
  const [first, ownOfFirst] = await arrive(one as Language)
  await first.hears(dictionary.words.search.title)
  const connected = greeting()
  const [second, ownOfSecond] = await arrive(other as Language)
  await second.hears(greeting())
  await first.hears(connected)
  await check(first, one as Language, ownOfFirst)
  await check(second, other as Language, ownOfSecond)
  expect(await partsOf(first)).toEqual(['rest', 'start'])
  for (const [reader, language] of [
    [first, one],
    [second, other],
  ] as const)
    if (reader.kind === 'firefox') await hasRoom(reader, language as Language)
  if (other?.direction === 'rtl' || one?.direction === 'rtl') {
    const reader = one?.direction === 'rtl' ? first : second
    expect(await findingsOf(reader)).toEqual([])
  }
  await Promise.all([first.leave(), second.leave()])
  await dictionary.speak(ENGLISH, ENGLISH.tag)
})

it.each(sampled(['chromium'], ['firefox']))(
  '[C22] [P4] is what the browser wishes for, changes at once, and is stored nowhere: %s',
  async (kind) => {
    const visitor = await createVisitor(kind, server.origin, {
      viewport: PHONE,
      interests: 'jazz',
      nickname: 'Mira',
      before: () => Object.defineProperty(navigator, 'languages', { value: ['sv', 'hi-IN', 'en'] }),
    })
    const { page } = visitor
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('hi')
    await page.focus('select.languages')
    await page.select('select.languages', 'ar')
    await page.waitForFunction(() => document.documentElement.dir === 'rtl')
    const kept = await page.evaluate(() => ({
      nickname: document.querySelector<HTMLInputElement>('#nickname')?.value,
      chips: document.querySelector('.chip')?.textContent,
      focused: document.activeElement?.className,
      address: location.search,
      stored: localStorage.length + sessionStorage.length + document.cookie.length,
    }))
    expect(kept).toEqual({
      nickname: 'Mira',
      chips: expect.stringContaining('jazz') as string,
      focused: 'languages',
      address: '?lang=ar',
      stored: 0,
    })
    expect(await findingsOf(visitor)).toEqual([])
    await page.reload()
    await page.waitForSelector('button[type=submit]')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ar')
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  },
)

it('[C21] [P11] no word of a symbol’s name is broken or cut on a phone', async () => {
  const visitor = await createVisitor('chromium', server.origin, { viewport: PHONE })
  for (const language of LANGUAGES) {
    await dictionary.speak(language, language.tag)
    const wrong = await visitor.page.evaluate(
      (names) => {
        const dialog = document.body.appendChild(document.createElement('dialog'))
        dialog.className = 'dialog'
        const list = dialog.appendChild(document.createElement('ol'))
        list.className = 'symbols'
        const items = names.map((name) => {
          const item = list.appendChild(document.createElement('li'))
          return { name, item, text: item.appendChild(new Text(name)) }
        })
        dialog.showModal()
        const isWhole = (item: HTMLElement, text: Text, from: number, length: number) => {
          const word = new Range()
          word.setStart(text, from)
          word.setEnd(text, from + length)
          const { left, right } = item.getBoundingClientRect()
          const [first, ...others] = word.getClientRects()
          return (
            first !== undefined && others.length === 0 && first.left >= left && first.right <= right
          )
        }
        const found = items.filter(({ name, item, text }) =>
          [...name.matchAll(/\S+/g)].some(
            ({ 0: word, index }) => !isWhole(item, text, index, word.length),
          ),
        )
        dialog.remove()
        return found.map(({ name }) => name)
      },
      [...dictionary.symbolNames],
    )
    expect({ language: language.code, wrong }).toEqual({ language: language.code, wrong: [] })
  }
  await dictionary.speak(ENGLISH, ENGLISH.tag)
  await visitor.leave()
})

/** The screens with the most on them. */
const WHOLE = [
  'start',
  'search',
  'return',
  'call',
  'more',
  'captions',
  'settings',
  'end',
  'end-stopped',
] as const

/** Notes what the page asks the server for. */
function keepFinds(): void {
  const finds: unknown[] = []
  const { send } = WebSocket.prototype
  WebSocket.prototype.send = function note(frame) {
    const said = typeof frame === 'string' ? (JSON.parse(frame) as { type: string }) : null
    if (said?.type === 'find') finds.push(said)
    send.call(this, frame)
  }
  Object.assign(globalThis, { keptFinds: finds })
}

it.each(sampled(['chromium'], ['firefox']))(
  '[C58] [M11] a list is gone through by keys, and one press begins a search by all that was typed: %s',
  async (kind) => {
    const visitor = await createVisitor(kind, server.origin, {
      mode: 'text',
      interests: 'photography,electronic music',
      viewport: { width: 1440, height: 900 },
      before: keepFinds,
    })
    const { page } = visitor
    const chips = () =>
      page.$$eval('.halves .chip', (found) =>
        found.map(({ firstChild }) => firstChild?.textContent),
      )
    expect(await chips()).toEqual(['English'])
    const third = await page.$eval('.halves select', ({ options }) => options[3]?.value)
    await page.focus('.halves select')
    for (let key = 0; key < 3; key += 1) await page.keyboard.press('ArrowDown')
    expect(await chips()).toEqual(['English'])
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelectorAll('.halves .chip').length > 1)
    expect(await chips()).toHaveLength(2)
    await visitor.press('Remove English')
    await clickOn(page, 'input[type=checkbox]')
    // As by what the keyboard of a phone has for the next field: there is neither key nor press.
    const interests = () => page.$$eval('form > .field .chip', ({ length }) => length)
    await page.type('input[autocapitalize=none]', 'chess')
    await page.focus('#nickname')
    await page.waitForFunction(() => document.querySelectorAll('form > .field .chip').length === 3)
    // The row of interests wraps with it: it must not do so under the pointer.
    await page.type('input[autocapitalize=none]', 'go')
    await page.hover('button[type=submit]')
    await page.mouse.down()
    await page.waitForFunction(() => document.activeElement?.matches('button') === true)
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)))
    expect(await interests()).toBe(3)
    await page.mouse.up()
    await visitor.hears('Looking for someone')
    expect(await page.evaluate('keptFinds')).toMatchObject([
      { interests: ['photography', 'electronic music', 'chess', 'go'], languages: [third] },
    ])
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  },
)

inProof(
  '[C22] [C38] in Firefox nothing is cut off or covered, in any language, on a phone or a desktop',
  async () => {
    const gallery = await openGallery({ kind: 'firefox', hasBoxes: false })
    const { page } = gallery
    const found: unknown[] = []
    for (const language of LANGUAGES) {
      await dictionary.speak(language, language.tag)
      const names = namesOfTools()
      if (!(await page.evaluate(hasLetters, names.join('').replaceAll(' ', '')))) continue
      for (const size of ['360x640', '640x360', '1440x900'] as const)
        for (const screen of WHOLE) {
          await gallery.show(screen, language.code, size)
          const said = await crampedIn(page)
          if (screen === 'call') said.push(...(await page.evaluate(cutNames, names, names)))
          if (said.length > 0) found.push({ language: language.code, size, screen, said })
        }
    }
    await dictionary.speak(ENGLISH, ENGLISH.tag)
    expect(found).toEqual([])
    expect(gallery.complaints).toEqual([])
    await gallery.close()
  },
  900_000,
)
