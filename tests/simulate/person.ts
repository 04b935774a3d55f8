/** One visitor: what his page does by itself, and what he does when he sees a stranger. */
import { NO_MEDIA_MS, type ServerMessage } from '../../signaling/protocol.ts'
import { PROTOCOL_VERSION, TERMS_DATE, type ClientMessage } from '../../signaling/protocol.ts'
import type { Agenda } from './agenda.ts'
import { between, exponential } from './dice.ts'
import type { Fuzzer, Population, Talker } from './populations.ts'

/** What became of one person; times in milliseconds since the epoch. */
export interface Fate {
  readonly population: Population
  readonly address: string
  startedAt: number | null
  onlineMs: number
  /** Honest ones. */
  strangers: number
  throttledAt: number | null
  /** Searches that had to wait and work, of all. */
  throttled: number
  searches: number
  blockedAt: number | null
  strangersBefore: number | null
  blocks: number
  /** Handshakes, sockets and searches that a limit turned away. */
  limited: number
}

/** An open socket, as the page sees it. */
export interface Session {
  readonly say: (frame: string) => void
  readonly close: () => void
}

/** The server, as the page sees it. */
export interface Door {
  /** A handshake; `null` when it is refused. What the server says comes to the events. */
  readonly connect: (
    address: string,
    events: { readonly text: (frame: string) => void; readonly close: () => void },
  ) => Promise<Session | null>
}

/** What all share. */
export interface World {
  readonly agenda: Agenda
  readonly door: Door
  readonly dice: () => number
  /** Who is in a pair, by its id: media goes past the server, so the simulation carries it. */
  readonly pairs: Map<string, Stranger[]>
}

/** What one sees of the other. */
interface Stranger {
  readonly isHonest: boolean
  readonly shows: boolean
  readonly promises: boolean
  readonly offends: number
}

export interface Person {
  readonly fate: Fate
  readonly start: () => void
  /** The server has died under him. */
  readonly cut: () => void
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** A page that lost its socket comes back within this, by chance. */
const RECONNECT_MS = 10_000
/** Whoever was turned away tries again after about this. */
const RETRY_MS = 30_000
/** A device needs so long for the puzzle. */
const SOLVE_MS = [500, 4_000] as const
/** How long one looks at nothing before going on. */
const PATIENCE_MS = [3_000, 12_000] as const
/** Who is disgusted leaves within this. */
const DISGUST_MS = [3_000, 10_000] as const
/** Between two strangers one reads what the page says. */
const PAUSE_MS = [250, 1_500] as const
/** Slow networks: so rarely an honest picture takes longer than it should. */
const LATE_PICTURES = 0.02
/** How strangers reach each other, as far as it is not directly. */
const ROUTES = [
  [0.03, 'failed'],
  [0.15, 'relayed'],
] as const
const KEY_LENGTH = 87

const createFate = (population: Population, address: string): Fate => ({
  population,
  address,
  startedAt: null,
  onlineMs: 0,
  strangers: 0,
  throttledAt: null,
  throttled: 0,
  searches: 0,
  blockedAt: null,
  strangersBefore: null,
  blocks: 0,
  limited: 0,
})

/** A socket that opens once at a time, and counts how long it was open. */
function createSocket(
  { agenda, door }: World,
  fate: Fate,
  onMessage: (message: ServerMessage) => void,
) {
  let session: Session | null = null
  let isOpening = false
  let openedAt = 0

  /** The server died: nobody is told. */
  function drop(): void {
    if (session !== null) fate.onlineMs += agenda.now() - openedAt
    session = null
  }

  function close(): void {
    const left = session
    drop()
    left?.close()
  }

  return {
    isOpen: () => session !== null,
    say: (message: ClientMessage) => session?.say(JSON.stringify(message)),
    rubbish: () => session?.say('{"type":"find","__proto__":1'),
    close,
    drop,
    /** @returns whether the door was open */
    async open(): Promise<boolean> {
      if (session !== null || isOpening) return session !== null
      isOpening = true
      let isClosed = false
      let mine: Session | null = null
      mine = await door.connect(fate.address, {
        text(frame) {
          // Its shape is the business of other tests, and parsing it well takes its time.
          if (!isClosed) onMessage(JSON.parse(frame) as ServerMessage)
        },
        close() {
          isClosed = true
          agenda.later(0, () => {
            if (mine !== null && session === mine) close()
          })
        },
      })
      isOpening = false
      if (mine === null) {
        fate.limited += 1
        return false
      }
      session = mine
      openedAt = agenda.now()
      if (isClosed) close()
      return !isClosed
    },
  }
}

const HELLO: ClientMessage = {
  type: 'hello',
  version: PROTOCOL_VERSION,
  adult: true,
  terms: TERMS_DATE,
}

export function createTalker(row: Talker, address: string, world: World): Person {
  const { agenda, dice, pairs } = world
  const fate = createFate(row, address)
  const draw = dice()
  const shows = draw < row.camera.shown
  const self: Stranger = {
    isHonest: row.isHonest,
    shows,
    promises: shows || draw < row.camera.shown + row.camera.feigned,
    offends: row.offends,
  }
  const staysMs = between(dice, row.staysS) * SECOND
  const socket = createSocket(world, fate, onMessage)
  /** Counts up with every pair and every search, so that what is late does nothing. */
  let chapter = 0
  let wantsToBeHere = false

  function later(ms: number, act: () => void): void {
    const mine = chapter
    agenda.later(ms, () => {
      if (mine === chapter && wantsToBeHere) act()
    })
  }

  function search(): void {
    chapter += 1
    if (!socket.isOpen()) {
      void arrive()
      return
    }
    fate.searches += 1
    socket.say({
      type: 'find',
      mode: 'video',
      camera: self.promises,
      interests: [],
      languages: [],
      calm: false,
      // Of its own each time: with the one before it would be the same search, said again.
      key: String(fate.searches).padStart(KEY_LENGTH, 'k'),
    })
  }

  async function arrive(): Promise<void> {
    fate.startedAt ??= agenda.now()
    if (await socket.open()) {
      socket.say(HELLO)
      search()
    } else retry()
  }

  function retry(): void {
    later(RETRY_MS * (0.5 + dice()), search)
  }

  function look(pair: string, report: string): void {
    const strangers = pairs.get(pair) ?? []
    strangers.push(self)
    pairs.set(pair, strangers)
    agenda.later(MINUTE * 60, () => pairs.delete(pair))
    // The other one's page has told by then.
    later(0, () => {
      const stranger = strangers.find((one) => one !== self)
      if (stranger !== undefined) face(stranger, report)
    })
  }

  /** Decides, at the first glance, how long to stay and whether to report. */
  function face(stranger: Stranger, report: string): void {
    if (stranger.isHonest) fate.strangers += 1
    const isLate = stranger.shows && dice() < LATE_PICTURES
    const isBlank = stranger.promises && (!stranger.shows || isLate)
    const isOffended = row.isHonest && dice() < stranger.offends
    const isReported = isOffended || dice() < row.falseReports
    let stays = exponential(dice, staysMs)
    if (row.isHonest && isBlank) stays = between(dice, PATIENCE_MS)
    if (isOffended) stays = between(dice, DISGUST_MS)
    const route = ROUTES.find(([share]) => dice() < share)?.[1] ?? 'direct'
    later(0, () => socket.say({ type: 'outcome', route }))
    if (isBlank) later(NO_MEDIA_MS, () => socket.say({ type: 'noMedia' }))
    later(stays, () => {
      const reason = dice() < row.ageReports ? 'minor' : 'harassment'
      if (isReported) socket.say({ type: 'report', token: report, reason })
      search()
    })
  }

  function onMessage(message: ServerMessage): void {
    switch (message.type) {
      case 'matched':
        chapter += 1
        look(message.pair, message.report)
        return
      case 'partnerLeft':
        chapter += 1
        later(between(dice, PAUSE_MS), search)
        return
      case 'challenge':
        fate.throttledAt ??= agenda.now()
        fate.throttled += 1
        later(between(dice, SOLVE_MS), () =>
          socket.say({ type: 'proof', solution: { counter: 1, derivedKey: '00'.repeat(32) } }),
        )
        return
      case 'refused':
        if (message.reason === 'blocked') {
          fate.blockedAt ??= agenda.now()
          fate.strangersBefore ??= fate.strangers
          fate.blocks += 1
        } else fate.limited += 1
        // A report that is not counted any more keeps nobody from going on.
        if (message.reason === 'tooManyReports') return
        chapter += 1
        later(Math.max(RETRY_MS * dice(), message.until - agenda.now()), search)
        return
      default:
    }
  }

  function leave(): void {
    wantsToBeHere = false
    chapter += 1
    socket.close()
    const [, awayMin = 0] = row.rhythmMin ?? []
    agenda.later(exponential(dice, awayMin * MINUTE), start)
  }

  function start(): void {
    wantsToBeHere = true
    if (row.rhythmMin !== null) {
      const [onlineMin] = row.rhythmMin
      agenda.later(exponential(dice, onlineMin * MINUTE), leave)
    }
    search()
  }

  return {
    fate,
    start: () => agenda.later(between(dice, row.comesMin) * MINUTE, start),
    cut() {
      chapter += 1
      socket.drop()
      later(RECONNECT_MS * dice(), search)
    },
  }
}

export function createFuzzer(row: Fuzzer, address: string, world: World): Person {
  const { agenda, dice } = world
  const fate = createFate(row, address)
  let blockedUntil = 0
  const socket = createSocket(world, fate, (message) => {
    if (message.type !== 'refused') return
    if (message.reason !== 'blocked') fate.limited += 1
    else {
      blockedUntil = message.until
      fate.blockedAt ??= agenda.now()
      fate.blocks += 1
    }
  })

  function again(): void {
    // A blocked one knocks less often: nobody learns from a door that stays shut.
    const pauseS = agenda.now() < blockedUntil ? 60 : row.everyS
    agenda.later(pauseS * SECOND, () => void send())
  }

  async function send(): Promise<void> {
    fate.startedAt ??= agenda.now()
    if (await socket.open()) {
      socket.rubbish()
      socket.close()
    }
    again()
  }

  return {
    fate,
    start: () => agenda.later(between(dice, row.comesMin) * MINUTE, () => void send()),
    cut: () => socket.drop(),
  }
}
