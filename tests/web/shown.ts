/** What a screen shows, without a browser. */
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

/** The text of a screen's main part, and what its buttons say. */
export function shown(screen: ReactElement): { text: string; buttons: string[] } {
  const html = renderToStaticMarkup(screen).replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
  return {
    text: html.replace(/<[^>]+>/g, ' '),
    buttons: [...html.matchAll(/<button[^>]*>([^<]*)/g)].map(([, label = '']) => label),
  }
}
