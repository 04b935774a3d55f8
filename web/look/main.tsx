/**
 * `?screen=call&lang=ar` draws one screen as a visitor sees it; without a screen, everything that
 * screens are made of. The parts are the real ones; only the visit that they show is made up.
 */
import { createRoot, type Root } from 'react-dom/client'
import { App } from '../chat/App.tsx'
import { ErrorBoundary } from '../chat/ErrorBoundary.tsx'
import { getSpoken, loadRest, speak } from '../chat/dictionary.ts'
import { bestLanguage } from '../chat/languages/languages.ts'
import '../chat/styles.ts'
import { blockSound, emptySpeakers, refuseNotifications } from './browser.ts'
import { makePaintings } from './paintings.ts'
import { captionAll } from './recogniser.ts'
import type { Screen } from './screen.ts'
import { SCREENS, type ScreenName } from './screens.ts'
import { stillChat } from './stillChat.ts'
import { NOON } from './views.ts'

/** Whatever a screen loads later has been loaded before: what is drawn is complete at once. */
const PARTS = import.meta.glob(['../chat/*.tsx', '!../chat/main.tsx'])

/** Until what was changed has been drawn. */
const drawn = () =>
  new Promise<void>((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
  )

/** What a button is called, or a switch without its hint. */
function nameOf(one: HTMLElement): string {
  const said = one.localName === 'label' ? one.querySelector('span')?.firstChild : one
  return (one.getAttribute('aria-label') ?? said?.textContent ?? '').trim()
}

async function press(name: string): Promise<void> {
  const button = [...document.querySelectorAll<HTMLElement>('button, label')].find(
    (one) => nameOf(one) === name && one.checkVisibility(),
  )
  // Wide pages show in their row what others keep behind "More".
  button?.click()
  await drawn()
}

function choose(names: readonly string[]): void {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')
  if (input === null) return
  const chosen = new DataTransfer()
  for (const name of names) chosen.items.add(new File(['.'.repeat(2_000)], name))
  input.files = chosen.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Until every video has a picture, in sight or below it. */
async function showing(): Promise<void> {
  const isEmpty = ({ srcObject, readyState }: HTMLVideoElement) =>
    srcObject !== null && readyState < HTMLMediaElement.HAVE_CURRENT_DATA
  while (Array.from(document.querySelectorAll('video')).some(isEmpty)) await drawn()
  await drawn()
}

/**
 * React holds back for 0.3 s what was loaded late after something else was. By its clock, which runs
 * so much faster here, that is over before it looks.
 */
const HASTE = 10_000
/** So long at most takes what was loaded late. */
const LATE_MS = 100
/** What is opened on a screen that has been drawn is shown within a few frames. */
const SOON_MS = 120

/** Until nothing has changed for so long. */
const quiet = (ms: number) =>
  new Promise<void>((resolve) => {
    const end = () => {
      watch.disconnect()
      resolve()
    }
    let timer = setTimeout(end, ms)
    const watch = new MutationObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(end, ms)
    })
    watch.observe(document, { childList: true, subtree: true })
  })

const nothing = (): void => undefined
const paintings = makePaintings()
captionAll()
refuseNotifications()
/** Screens that have been drawn before have loaded what they load. */
const complete = new Set<ScreenName>()
let root: Root | null = null

/** What waits for a moment, so that no second press hits it, has waited. */
function endWaits(): void {
  for (const one of document.getAnimations())
    if (one instanceof CSSAnimation && one.animationName === 'appear') one.finish()
}

/** Draws one screen in the place of what is there. */
async function draw(place: HTMLElement, name: ScreenName): Promise<void> {
  const shown: Screen = SCREENS[name]
  const { view, act, press: names, choose: files, see } = shown
  delete place.dataset['drawn']
  emptySpeakers(shown.hasNoSpeaker ?? false)
  blockSound(shown.isSoundBlocked ?? false)
  root?.unmount()
  scrollTo(0, 0)
  // One screen fails on purpose, which is no news.
  root = createRoot(place, { onCaughtError: nothing })
  root.render(
    <ErrorBoundary onBroken={nothing}>
      <App chat={stillChat(view(paintings))} />
    </ErrorBoundary>,
  )
  await (complete.has(name) ? drawn() : quiet(LATE_MS))
  act?.()
  // What appears then may be loaded late, and is pressed next.
  if (act !== undefined) await quiet(SOON_MS)
  for (const one of names?.() ?? []) await press(one)
  if (files !== undefined) choose(files)
  if (act !== undefined || names !== undefined || files !== undefined)
    await (complete.has(name) ? drawn() : quiet(SOON_MS))
  if (see !== undefined)
    document.querySelector(see)?.scrollIntoView({ block: 'start', behavior: 'instant' })
  await showing()
  endWaits()
  complete.add(name)
  place.dataset['drawn'] = name
}

const isScreen = (name: unknown): name is ScreenName => typeof name === 'string' && name in SCREENS

const asked = new URLSearchParams(location.search)
const language = bestLanguage(asked.getAll('lang'))
const place = document.getElementById('root')
// The clock that is read stands still; the one that is waited by is in haste.
Date.now = () => NOON
const now = performance.now.bind(performance)
performance.now = () => HASTE * now()

await Promise.all(Object.values(PARTS).map((load) => load()))
await speak(language, language.tag)
await loadRest()
document.documentElement.lang = getSpoken().language.tag
document.documentElement.dir = getSpoken().language.direction
if (place !== null) {
  const name = asked.get('screen')
  if (isScreen(name)) await draw(place, name)
  else {
    // Later, as visitors get these parts: their styles come after those of every screen.
    const { Sheet } = await import('./Sheet.tsx')
    root = createRoot(place)
    root.render(<Sheet paintings={paintings} />)
    await quiet(LATE_MS)
    endWaits()
    place.dataset['drawn'] = 'sheet'
  }
  // One screen after the other without a reload, for who looks at hundreds.
  addEventListener('draw', (event) => {
    if (event instanceof CustomEvent && isScreen(event.detail)) void draw(place, event.detail)
  })
}
