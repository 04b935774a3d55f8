/** The blocklist for machines, with a token and an entity tag, and the health check. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { FEED_FORMATS, type FeedFormat } from './actions.ts'
import type { RouteParts } from './apiParts.ts'
import { Refusal, refuseUnless } from './refusal.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether one of the tags in an If-None-Match is ours; weak ones compare like strong ones. */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map((text) => text.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(tag)
}

export function feedRoutes({
  actions,
  pace,
  prefixOf,
  feedToken,
}: Pick<RouteParts, 'actions' | 'pace' | 'prefixOf' | 'feedToken'>) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  // Digests have one length, so that comparing them tells nothing about the token's.
  const due = digest(`Bearer ${feedToken}`)
  const last = new Map<FeedFormat, { readonly text: string; readonly tag: string }>()

  /** A full list has megabytes: its tag is computed when it changes. */
  function tagOf(format: FeedFormat, text: string): string {
    const known = last.get(format)
    if (known?.text === text) return known.tag
    const tag = `"${digest(text).toString('base64url').slice(0, 22)}"`
    last.set(format, { text, tag })
    return tag
  }

  app.get('/healthz', (c) => (actions.isHealthy() ? c.text('ok\n') : c.text('not ready\n', 503)))
  for (const format of FEED_FORMATS) {
    app.get(`/blocklist.${format}`, async (c) => {
      refuseUnless(await pace.spend('feed', prefixOf(c.env.incoming) ?? ''))
      const given = digest(c.req.header('Authorization') ?? '')
      if (!timingSafeEqual(given, due)) {
        c.header('WWW-Authenticate', 'Bearer')
        throw new Refusal('signedOut')
      }
      const text = actions.feed(format)
      const tag = tagOf(format, text)
      c.header('ETag', tag)
      c.header('Cache-Control', 'private, no-cache')
      if (matches(c.req.header('If-None-Match'), tag)) return c.body(null, 304)
      c.header('Content-Type', format === 'json' ? 'application/json' : 'text/plain; charset=utf-8')
      return c.body(text)
    })
  }
  return app
}
