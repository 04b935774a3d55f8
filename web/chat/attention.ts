/** Draws the visitor's attention to the page: a sign in the tab; sounds and notifications if asked for. */
import { createChimes, type Chime, type Chimes } from './chimes.ts'
import { onReturn } from './coming.ts'
import { appWords, startWords } from './dictionary.ts'
import { countText } from './counts.ts'
import { happenings, NOTHING_WAITS, wait, type Happening, type Waiting } from './happenings.ts'
import { askToNotify, canStillNotify, notify, type Permission } from './notifying.ts'
import type { Chat } from './visit.ts'

/** Kept in memory for one visit, and off until the visitor switches them on. */
export interface Wishes {
  readonly hasSounds: boolean
  readonly notifications: 'off' | 'asking' | 'on' | Exclude<Permission, 'granted'>
}

export interface Attention {
  readonly getWishes: () => Wishes
  readonly subscribe: (listener: () => void) => () => void
  /** These two are called while the visitor presses. */
  readonly setSounds: (on: boolean) => void
  readonly setNotifications: (on: boolean) => Promise<void>
  /** Looks whether those that are on can still be shown: the page may be kept no more. */
  readonly lookAgain: () => Promise<void>
}

/** As long as a tap: felt, not heard. */
const TOUCH_MS = 8
/** A stranger who writes faster than this is heard once: a burst would be one loud noise. */
const MESSAGE_PAUSE_MS = 1_000

/** What the tab says of what waits. */
export function titleOf({ messages, isFound }: Waiting): string {
  if (messages > 0) {
    const figure = countText(messages)
    return `${appWords.attention.waiting(figure)} ${startWords.name}`
  }
  return isFound ? appWords.attention.foundTitle(startWords.name) : startWords.name
}

function showInTab(waiting: Waiting): void {
  document.title = titleOf(waiting)
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (icon !== null) icon.href = waiting === NOTHING_WAITS ? '/icon.svg' : '/icon-waiting.svg'
}

function touch(): void {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  // Before the first press a browser would only complain.
  const isAllowed = (navigator as { userActivation?: UserActivation }).userActivation?.hasBeenActive
  if (!isStill && isAllowed === true && 'vibrate' in navigator) navigator.vibrate(TOUCH_MS)
}

/** Why there are no notifications, and what to do about it; `null` where nothing is wrong. */
export function problemOf(notifications: Wishes['notifications']): string | null {
  const { attention } = appWords
  if (notifications === 'notKept') return attention.notKept(startWords.start.keep)
  if (notifications === 'denied' || notifications === 'unsupported') return attention[notifications]
  return null
}

/** Looks at the visit from now on. */
export function createAttention(chat: Chat, chimes: Chimes = createChimes()): Attention {
  const listeners = new Set<() => void>()
  let wishes: Wishes = { hasSounds: false, notifications: 'off' }
  let waiting = NOTHING_WAITS
  let before = chat.getView()
  let heardAt = -Infinity
  let withdraw: (() => void) | null = null

  function show(change: Partial<Wishes>): void {
    wishes = { ...wishes, ...change }
    for (const listener of listeners) listener()
  }

  function setWaiting(next: Waiting): void {
    if (next === waiting) return
    waiting = next
    showInTab(waiting)
    if (waiting !== NOTHING_WAITS) return
    withdraw?.()
    withdraw = null
  }

  const play = (chime: Chime) => chimes.play(chime, chat.getView().media.settings.speaker)

  function sound(happening: Happening, isHidden: boolean): void {
    if (happening === 'message') {
      const now = performance.now()
      if (now - heardAt < MESSAGE_PAUSE_MS) return
      heardAt = now
    }
    if (happening === 'message' || happening === 'sent') touch()
    if (wishes.hasSounds && (happening === 'found' || (happening === 'message' && isHidden)))
      play(happening)
  }

  function take(happening: Happening): void {
    const isHidden = document.visibilityState === 'hidden'
    sound(happening, isHidden)
    if (!isHidden) return
    setWaiting(wait(waiting, happening))
    if (happening === 'found' && wishes.notifications === 'on')
      withdraw = notify(appWords.attention.found, appWords.attention.foundText)
  }

  chat.subscribe(() => {
    const after = chat.getView()
    const since = before
    before = after
    for (const happening of happenings(since, after)) take(happening)
  })
  onReturn(() => {
    // What comes next is seen and felt at once: only who looks away is spared a burst.
    heardAt = -Infinity
    setWaiting(NOTHING_WAITS)
  })

  return {
    getWishes: () => wishes,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setSounds(on) {
      show({ hasSounds: on })
      if (!on) return chimes.close()
      chimes.open()
      // What it sounds like.
      play('found')
    },
    async setNotifications(on) {
      if (!on) return show({ notifications: 'off' })
      show({ notifications: 'asking' })
      const answer = await askToNotify().catch(() => 'unsupported' as const)
      // It may have been switched off again before the browser's question was answered.
      if (wishes.notifications === 'asking')
        show({ notifications: answer === 'granted' ? 'on' : answer })
    },
    async lookAgain() {
      if (wishes.notifications !== 'on') return
      const still = await canStillNotify().catch(() => 'unsupported' as const)
      if (still !== 'granted' && wishes.notifications === 'on') show({ notifications: still })
    },
  }
}

const known = new WeakMap<Chat, Attention>()

/** The one that looks at this visit. */
export function attentionOf(chat: Chat): Attention {
  const present = known.get(chat) ?? createAttention(chat)
  known.set(chat, present)
  return present
}
