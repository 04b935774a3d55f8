/** Where the list comes from, the radar's broker or its feed, and what is said of it. */
import { randomBytes } from 'node:crypto'
import { createRadarClient } from '../radar/client.ts'
import type { Prefix } from '../radar/prefix.ts'
import type { Config } from './config.ts'
import { followFeed, openFeed, type FeedState } from './feed.ts'
import { createWanted, openSigned, type Wanted } from './wanted.ts'

/** A radar that starts together with the agent is not missed. */
export const PATIENCE_MS = 5_000
/** Whoever sends forged lists shall not fill the journal. */
const REFUSALS_EVERY_MS = 3_600_000

export interface Source {
  readonly wanted: Pick<Wanted<never>, 'drops' | 'refused'>
  readonly close: () => Promise<void>
}

export interface SourceParts {
  /** A list has been taken. */
  readonly onList: () => void
  /** A sentence for the operator; none of them names anybody's address. */
  readonly say: (sentence: string) => void
}

type SourceConfig = Pick<Config, 'RADAR_URL' | 'RADAR_CREDENTIAL' | 'FEED_URL' | 'FEED_TOKEN'> & {
  readonly NEVER_BLOCKED: readonly Prefix[]
}

interface Notices {
  readonly onState: (state: FeedState) => void
  readonly onRefusedList: () => void
  readonly close: () => void
}

/** Says once that the radar is missing, and once that it is back. */
function createNotices(say: (sentence: string) => void, credential: string): Notices {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isMissing = false
  let refusedAt = -Infinity

  function wait(): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      isMissing = true
      say('Firewall waits for the radar. What it blocks ends by itself.')
    }, PATIENCE_MS)
  }
  wait()

  return {
    onState(state) {
      if (state === 'disconnected' && !isMissing) wait()
      if (state === 'disconnected') return
      clearTimeout(timer)
      if (state === 'connected') {
        if (isMissing) say('Firewall follows the radar.')
        isMissing = false
        return
      }
      isMissing = true
      say(`The radar refuses the credential: ${credential} in its data folder has the right one.`)
    },
    onRefusedList() {
      if (performance.now() - refusedAt < REFUSALS_EVERY_MS) return
      refusedAt = performance.now()
      say(
        'Firewall does not believe a list: wrong key, or old, or a clock is wrong. The last stays.',
      )
    },
    close: () => clearTimeout(timer),
  }
}

/** Follows the radar until it is closed, over the feed where one is set. */
export function createSource(config: SourceConfig, { onList, say }: SourceParts): Source {
  const { FEED_URL: url, FEED_TOKEN: token, NEVER_BLOCKED: never } = config
  const notices = createNotices(say, url === '' ? 'credentials/firewall' : 'credentials/reader')

  function take<P>(wanted: Wanted<P>, payload: P): boolean {
    const isTaken = wanted.take(payload, Date.now())
    if (isTaken) onList()
    else notices.onRefusedList()
    return isTaken
  }

  if (url !== '') {
    const wanted = createWanted(openFeed, never)
    const onAnswer = (answer: Parameters<typeof wanted.take>[0]) => take(wanted, answer)
    const feed = followFeed({ url, token, onAnswer, onState: notices.onState })
    return {
      wanted,
      close() {
        notices.close()
        feed.close()
        return Promise.resolve()
      },
    }
  }
  const [password = '', listKey = ''] = config.RADAR_CREDENTIAL.split('.')
  const wanted = createWanted(openSigned(listKey), never)
  const client = createRadarClient({
    url: config.RADAR_URL,
    credentials: {
      username: 'firewall',
      clientId: `firewall/${randomBytes(16).toString('base64url')}`,
      password,
    },
    topics: ['blocklist'],
    onMessage(topic, text) {
      if (topic === 'blocklist') take(wanted, text)
    },
    onState: notices.onState,
  })
  return {
    wanted,
    close() {
      notices.close()
      return client.close()
    },
  }
}
