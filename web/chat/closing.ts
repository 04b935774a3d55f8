/** While a stranger is there the browser asks before the page is closed; at no other time. */
import type { Chat } from './visit.ts'

// The words are the browser's own.
const ask = (event: Event) => event.preventDefault()

/** Looks at the visit from now on. Nobody listens between calls: pages that ask are kept ready by no browser. */
export function watchClosing(chat: Pick<Chat, 'getView' | 'subscribe'>): void {
  let isAsking = false
  chat.subscribe(() => {
    const isTalking = chat.getView().state.phase === 'talking'
    if (isTalking === isAsking) return
    isAsking = isTalking
    if (isTalking) addEventListener('beforeunload', ask)
    else removeEventListener('beforeunload', ask)
  })
}
