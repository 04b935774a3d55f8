/** The one document that holds the network's snippet, and every other answer where it lives (P7). */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Advertising } from './ads.ts'
import { advertisementHeaders } from './headers.ts'
import { AD_PATH } from './protocol.ts'

/** What there is around the snippet: nothing that would be seen. */
const renderDocument = ({ snippet }: Advertising): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Advertisement</title>
<style>body { margin: 0 }</style>
</head>
<body>
${snippet}
</body>
</html>
`

export interface AdsAnswers {
  /** Answers what is meant for the advertisement; `false` for everything else. */
  readonly answer: (request: IncomingMessage, response: ServerResponse, path: string) => boolean
}

/**
 * On an origin of its own it is all that there is; on the page's it is one path, in a cage.
 *
 * @param origins of the page
 */
export function createAdsAnswers(
  advertising: Advertising | null,
  origins: readonly string[],
): AdsAnswers {
  if (advertising === null) return { answer: () => false }
  const { origin } = advertising
  const host = origin === null ? null : new URL(origin).host
  const headers = Object.entries(advertisementHeaders(origins, origin))
  const page = Buffer.from(renderDocument(advertising))

  return {
    answer(request, response, path) {
      if (host === null ? path !== AD_PATH : request.headers.host !== host) return false
      for (const [name, value] of headers) response.setHeader(name, value)
      response.setHeader('Cache-Control', 'no-store')
      const say = (status: number, sentence: string, more: Record<string, string> = {}) => {
        response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...more })
        response.end(`${sentence}\n`)
      }
      if (request.method !== 'GET' && request.method !== 'HEAD')
        say(405, 'This can only be read.', { Allow: 'GET, HEAD' })
      else if (path !== AD_PATH) say(404, 'There is nothing at this address.')
      // In words rather than empty: whoever sees the frame learns why there is nothing in it.
      else if (request.headers['sec-gpc'] === '1')
        say(403, 'This browser asks not to be tracked, so there is no advertisement.')
      else {
        response.writeHead(200, {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Length': page.length,
        })
        response.end(request.method === 'HEAD' ? undefined : page)
      }
      return true
    },
  }
}
