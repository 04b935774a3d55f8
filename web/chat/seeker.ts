/** Looks for somebody, once what a call takes has come, and sees to it that the server has heard so. */
import type { Connector } from './connector.ts'
import type { Meeting } from './meeting.ts'
import { createTimers } from './timers.ts'

/** While searching, a socket that died without a word is found out within this. */
const KEEPALIVE_MS = 20_000
/** A search that is not answered within this may have gone to such a socket. */
const ANSWER_MS = 3_000
/** What a call takes could not be loaded: asked for again after this. */
const RELOAD_MS = 2_000

/** Word of the stranger's end goes by the connection first: over the server it could say less, and sooner. */
const FAREWELL_MS = 2_000

export interface Seeker {
  /** @param whom one met before; anybody when there is none */
  search(whom: Meeting | null): void
  /** The server has heard it. */
  heard(): void
  /** In a moment the server hears that the visitor has left, unless he searches again by then. */
  leaveSoon(): void
  /** Nobody is looked for, nor will be once what a call takes has come. */
  giveUp(): void
  close(): void
}

/**
 * @param load what makes connections; rejects when it cannot be loaded
 * @param check makes sure of a live socket; `false` when nobody is looked for any more
 * @param leave tells the server that the visitor has left
 */
export function createSeeker(
  load: () => Promise<Connector>,
  check: () => boolean,
  leave: () => void,
): Seeker {
  const timers = createTimers<'keepalive' | 'reload' | 'farewell'>()
  let connector: Connector | null = null
  /** Counts searches, for those that were given up before what a call takes had come. */
  let searches = 0

  function keepAlive(afterMs: number): void {
    timers.set('keepalive', afterMs, () => {
      if (check()) keepAlive(KEEPALIVE_MS)
    })
  }

  async function seek(whom: Meeting | null): Promise<void> {
    const mine = (searches += 1)
    try {
      connector ??= await load()
    } catch {
      if (mine === searches) timers.set('reload', RELOAD_MS, () => void seek(whom))
      return
    }
    if (mine === searches) await connector.search(whom)
  }

  function giveUp(): void {
    searches += 1
    timers.clear('reload')
    timers.clear('keepalive')
  }

  return {
    search(whom) {
      timers.clear('farewell')
      keepAlive(ANSWER_MS)
      void seek(whom)
    },
    leaveSoon: () => timers.set('farewell', FAREWELL_MS, leave),
    heard: () => keepAlive(KEEPALIVE_MS),
    giveUp,
    close() {
      giveUp()
      timers.clearAll()
    },
  }
}
