/** What goes on beside the screens for as long as the page is open; begun once it has settled. */
import { createRoot } from 'react-dom/client'
import { attentionOf } from './attention.ts'
import { watchClosing } from './closing.ts'
import { onReturn } from './coming.ts'
import { startWords, subscribeSpoken } from './dictionary.ts'
import { keepFilesOut } from './dropping.ts'
import { pageKeeping } from './keeping.ts'
import { keepFocus } from './keepFocus.ts'
import { watchKeyboard } from './keyboard.ts'
import { PageNotes } from './PageNotes.tsx'
import { watchPresses } from './pressing.ts'
import type { Chat } from './visit.ts'

/** What a bookmark or a shared page says of it; the title is a name, the same in every language. */
function describePage(): void {
  document.querySelector('meta[name=description]')?.setAttribute('content', startWords.promise)
}

/** Call it once. */
export function watchPage(chat: Chat): void {
  // A lid that was closed, or a phone that slept, may have lost the socket without a word.
  addEventListener('online', chat.wake)
  onReturn(chat.wake)
  describePage()
  subscribeSpoken(describePage)
  attentionOf(chat)
  watchClosing(chat)
  watchKeyboard()
  watchPresses()
  keepFocus()
  keepFilesOut()

  const place = document.body.appendChild(document.createElement('div'))
  createRoot(place).render(<PageNotes chat={chat} keeping={pageKeeping()} />)
}
