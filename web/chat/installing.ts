/** Installing the page as an app, where the browser offers it and lets pages ask. */
import { useSyncExternalStore } from 'react'
import { bestLanguage, type Language } from './languages/languages.ts'

/** What browsers of one family send to a page that can be installed. */
interface Offer extends Event {
  prompt(): Promise<unknown>
}

let offer: Offer | null = null
const listeners = new Set<() => void>()

function change(next: Offer | null): void {
  offer = next
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Listens from now on; browsers offer it soon after the page has loaded, and once. */
export function awaitOffer(): void {
  addEventListener('beforeinstallprompt', (event) => change(event as Offer))
  addEventListener('appinstalled', () => change(null))
}

/**
 * An app starts in the language in which it was installed; where the browser would speak it anyway,
 * in whatever the browser wishes for then. Nothing is stored: the address of the app says it.
 */
export function installIn(language: Language): void {
  const own = bestLanguage(navigator.languages) === language ? '' : `.${language.code}`
  const link = document.querySelector('link[rel=manifest]')
  link?.setAttribute('href', `/manifest${own}.webmanifest`)
}

/** Asks the browser to ask the visitor; `null` where it has not offered that. */
export function useInstall(): (() => void) | null {
  const present = useSyncExternalStore(listen, () => offer)
  if (present === null) return null
  return () => {
    // An offer can be taken up once.
    change(null)
    present.prompt().catch(() => undefined)
  }
}
