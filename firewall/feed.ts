/** The blocklist over HTTP, from the radar's feed: for machines that cannot reach its broker. */
import * as z from 'zod/mini'
import { ENTRIES_MAX, LEVELS, LIST_AGE_MAX_MS, parsePayload } from '../radar/protocol.ts'
import type { Opener } from './wanted.ts'

/** The kernel lifts a block within 5 s, and the radar answers one network once a second. */
export const POLL_MS = 3_000
const TIMEOUT_MS = 10_000
/** A full list has some five million. */
const BYTES_MAX = 16_777_216

const feed = z.object({
  entries: z
    .array(
      z.object({
        prefix: z.string().check(z.maxLength(64)),
        level: z.enum(LEVELS),
        until: z.int().check(z.nonnegative()),
      }),
    )
    .check(z.maxLength(ENTRIES_MAX)),
})

/** An answer of the feed: nothing in it is signed, so that only the connection vouches for it. */
export interface FeedAnswer {
  readonly text: string
  /** The header `Date`: when the answer was made, which a cache on the way does not change. */
  readonly date: string
}

/** Opens answers of the feed, by the rules of signed lists: the date stands for the version. Pure. */
export const openFeed: Opener<FeedAnswer> = ({ text, date }, lastVersion, now) => {
  const version = Date.parse(date)
  // A date that is none fails both comparisons.
  if (!(version >= lastVersion && Math.abs(now - version) <= LIST_AGE_MAX_MS)) return null
  const list = parsePayload(feed, text)
  return list === null ? null : { version, entries: list.entries }
}

export type FeedState = 'connected' | 'disconnected' | 'refused'

export interface FeedOptions {
  readonly url: string
  /** The content of `credentials/reader`. */
  readonly token: string
  /** Whether the list was believed; one that was not is fetched whole again. */
  readonly onAnswer: (answer: FeedAnswer) => boolean
  /** Told when it changes; `refused`: the token is not the radar's. */
  readonly onState: (state: FeedState) => void
  readonly pollMs?: number
  readonly bytesMax?: number
}

/** The whole body, or `null` when there is more than we take. */
async function textOf(response: Response, bytesMax: number): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    // Leaving the loop ends the connection.
    if (bytes > bytesMax) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Asks again and again, until it is closed. Whatever fails, the last list stays. */
export function followFeed(options: FeedOptions): { readonly close: () => void } {
  const { url, token, onAnswer, onState, pollMs = POLL_MS, bytesMax = BYTES_MAX } = options
  const closed = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let tag = ''
  let state: FeedState | null = null

  async function ask(): Promise<FeedState> {
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${token}`, ...(tag !== '' && { 'If-None-Match': tag }) },
      // The token is for this address alone.
      redirect: 'error',
      signal: AbortSignal.any([closed.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    if (response.status === 200) {
      const text = await textOf(response, bytesMax)
      if (text === null) return 'disconnected'
      const wasTaken = onAnswer({ text, date: response.headers.get('Date') ?? '' })
      tag = wasTaken ? (response.headers.get('ETag') ?? '') : ''
      return 'connected'
    }
    await response.body?.cancel()
    if (response.status === 304) return 'connected'
    return response.status === 401 || response.status === 403 ? 'refused' : 'disconnected'
  }

  async function turn(): Promise<void> {
    const next = await ask().catch((): FeedState => 'disconnected')
    if (closed.signal.aborted) return
    if (next !== state) onState(next)
    state = next
    timer = setTimeout(() => void turn(), pollMs)
  }
  void turn()

  return {
    close() {
      clearTimeout(timer)
      closed.abort()
    },
  }
}
