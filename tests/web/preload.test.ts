/** What is loaded and filled in while the visitor still reads. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { App, preload } from '../../web/chat/App.tsx'
import { FIRST_PAUSE_MS } from '../../web/chat/insist.ts'
import { FIRST_VIEW, type Chat } from '../../web/chat/visit.ts'
import { __vitePreload } from '../../web/loadStyles.ts'

// What is drawn once needs no store to change.
jest.mock<object>('react', () => ({
  ...jest.requireActual<object>('react'),
  useSyncExternalStore: (_subscribe: unknown, getSnapshot: () => unknown) => getSnapshot(),
}))

let mockIsAway = true
const mockWatch = jest.fn()
jest.mock('../../web/chat/VisitScreens.tsx', () => {
  if (mockIsAway) throw new Error('the server is being replaced')
  return { watchPage: mockWatch }
})

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

const browse = (navigator: object) =>
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true })

it('[C4] watches the page once, also when that could not be loaded at first', async () => {
  browse({})
  const chat = { preload: jest.fn() } as unknown as Chat
  preload(chat)
  await jest.advanceTimersByTimeAsync(FIRST_PAUSE_MS)
  expect(mockWatch).not.toHaveBeenCalled()
  mockIsAway = false
  await jest.advanceTimersByTimeAsync(600_000)
  expect(mockWatch.mock.calls).toEqual([[chat]])
  expect(jest.getTimerCount()).toBe(0)
})

it.each([
  [{}, 1],
  [{ connection: {} }, 1],
  [{ connection: { saveData: false } }, 1],
  [{ connection: { saveData: true } }, 0],
])('[C21] loads what a call takes unless the browser saves data: %j', (navigator, times) => {
  browse(navigator)
  const chat = { preload: jest.fn() } as unknown as Chat
  preload(chat)
  expect(chat.preload).toHaveBeenCalledTimes(times)
})

it.each<[string[], string[]]>([
  [
    ['de-CH', 'DE', 'FR-ca', 'gsw', 'en-US'],
    ['German', 'French', 'Swiss German', 'English'],
  ],
  [['x-klingon', '', 'zh-Hant-TW', 'i-default'], ['Chinese']],
  [
    ['fr', 'it', 'es', 'pt', 'en'],
    ['French', 'Italian', 'Spanish', 'Portuguese'],
  ],
  [[], []],
])('the languages of a browser that asks for %j are chosen at first: %j', (languages, chosen) => {
  Object.assign(globalThis, { __VERSION__: '0' })
  browse({ languages })
  const chat = { getView: () => FIRST_VIEW } as unknown as Chat
  const html = renderToStaticMarkup(createElement(App, { chat }))
  const chips = [...html.matchAll(/class="chip">([^<]*)</g)].map(([, name]) => name)
  expect(chips).toEqual(chosen)
})

it.each([
  [0, null],
  [8, '8 people here'],
])('[V12] says that %i people are here: %j', (online, said) => {
  const chat = {
    getView: () => ({ ...FIRST_VIEW, socket: { status: 'open' }, online }),
  } as unknown as Chat
  const html = renderToStaticMarkup(createElement(App, { chat }))
  expect(/>([^<]* here)</.exec(html)?.[1] ?? null).toBe(said)
})

it('[C4] what is loaded waits for its styles, which come once, and again when they did not', async () => {
  const links: { href: string; onload: () => void; onerror: () => void; remove: () => void }[] = []
  const [came, failed] = [jest.fn(), jest.fn()]
  const head = { append: (link: (typeof links)[number]) => void links.push(link) }
  const remove = jest.fn()
  const document = {
    head,
    createElement: () => ({ remove }),
    querySelector: (found: string) =>
      found === 'link[href="/page.css"]' || links.some(({ href }) => found.includes(href)) || null,
  }
  Object.defineProperty(globalThis, 'document', { value: document, configurable: true })
  const load = () => Promise.resolve('chunk')
  const ask = async () => {
    __vitePreload(load, ['page.css', 'call.css']).then(came, failed)
    await jest.advanceTimersByTimeAsync(0)
  }
  await ask()
  await ask()
  expect(links.map(({ href }) => href)).toEqual(['/call.css'])
  links[0]?.onerror()
  await jest.advanceTimersByTimeAsync(0)
  expect([came.mock.calls.length, failed.mock.calls.length]).toEqual([0, 2])
  expect(remove).toHaveBeenCalledTimes(1)
  links.pop()
  await ask()
  expect(links).toHaveLength(1)
  expect(came).not.toHaveBeenCalled()
  links[0]?.onload()
  await ask()
  expect(links).toHaveLength(1)
  expect(came.mock.calls).toEqual([['chunk'], ['chunk']])
  expect(failed).toHaveBeenCalledTimes(2)
  Reflect.deleteProperty(globalThis, 'document')
})
