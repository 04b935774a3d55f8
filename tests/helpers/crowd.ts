/** A crowd of visitors who act at random on real sockets and each write down what they saw. */
import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { findMessage, greet, newKey, type Client, type Received, type Reply } from './client.ts'
import type { Entry } from './histories.ts'
import type { SignalingProcess } from './signalingProcess.ts'

export type Random = () => number

/** A small generator, so that a run can be repeated from its seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface Member {
  readonly history: Entry[]
  /** Does one thing at random; returns `false` when the visitor has gone by it. */
  act(): boolean
  /** Lets a silent one read what he was sent, and closes all others. */
  finish(): Promise<void>
}

const INTERESTS = ['chess', 'tea', 'boats', 'maps', 'jazz']
/** How likely a visitor tries to come back to a partner who went, by how he went. */
const RETURNS = { lost: 0.7, left: 0.3, skipped: 0, missed: 0 } as const
const now = () => performance.now()

/** How likely he does nothing else meanwhile when a call lives on without the server. */
const STAYS = 0.8
/** What both partners of a pair can compute and nobody else. */
const tokenOf = (pair: string) => createHash('sha256').update(pair).digest('base64url')

function matchedEntry({ pair, role, key }: Reply<'matched'>, at: number, late: boolean): Entry {
  return { kind: 'matched', at, pair, role, key, late }
}

export async function join(server: SignalingProcess, random: Random): Promise<Member> {
  const client: Client = await greet(server)
  const history: Entry[] = []
  let pair: { id: string; report: string } | null = null
  let key = ''
  let hasKept = false
  const reports: string[] = []
  let state: 'here' | 'silent' | 'gone' = 'here'

  function stop(): void {
    history.push({ kind: 'stop', at: now() })
    client.send({ type: 'stop' })
    pair = null
    key = ''
    hasKept = false
  }

  function request(token: string | null): void {
    if (state !== 'here') return
    const anyone = token === null && random() < 0.6
    key = newKey()
    pair = null
    hasKept = false
    history.push({ kind: 'request', at: now(), key, token, anyone })
    if (token !== null) return client.send({ type: 'meet', token, key })
    const interest = INTERESTS[Math.floor(random() * INTERESTS.length)] ?? ''
    client.send(findMessage({ key, interests: anyone ? [] : [interest] }))
  }

  function receive(message: Received): void {
    const at = now()
    if (message.type === 'frame') {
      const [of = '', from = ''] = message.bytes.toString().split(' ')
      history.push({ kind: 'frame', at, pair: of, from })
    } else if (message.type === 'matched') {
      // A match of an earlier request can cross with a newer one, or with `stop`.
      const isLate = key === '' || !key.startsWith(message.answers)
      history.push(matchedEntry(message, at, isLate))
      if (isLate) return
      pair = { id: message.pair, report: message.report }
      if (state === 'here') client.sendRaw(Buffer.from(`${message.pair} ${key}`))
    } else if (message.type === 'partnerLeft') {
      const before = pair?.id === message.pair ? pair : null
      if (before !== null) pair = null
      history.push({ kind: 'left', at, pair: message.pair ?? null, why: message.why })
      hasKept = before !== null && message.why === 'lost'
      if (before !== null && random() < RETURNS[message.why]) request(tokenOf(before.id))
    } else if (message.type === 'reported') {
      const about = reports.shift() ?? ''
      history.push({ kind: 'reported', at, pair: about, accepted: message.accepted })
      // The server leaves the reported pair by itself.
      if (!message.accepted || pair?.id !== about) return
      pair = null
      // What no honest page does: the two try to meet again in spite of the report.
      if (random() < RETURNS.left) request(tokenOf(about))
    }
  }

  function go(how: Extract<Entry, { kind: 'gone' }>['how']): boolean {
    const { _socket: socket } = client.ws as unknown as { _socket: Socket }
    state = how === 'silent' ? 'silent' : 'gone'
    history.push({ kind: 'gone', at: now(), how })
    if (how === 'closed') client.ws.close()
    if (how === 'ended') client.ws.terminate()
    if (how === 'reset') socket.resetAndDestroy()
    if (how === 'silent') client.ws.pause()
    return false
  }

  client.subscribe(receive)
  void client.closed.then(({ code, at }) => {
    if (state === 'here') history.push({ kind: 'cut', at, code })
    state = 'gone'
  })

  return {
    history,
    act() {
      if (state !== 'here') return false
      const dice = random()
      if (dice < 0.012) return go('reset')
      if (dice < 0.024) return go('ended')
      if (dice < 0.04) return go('silent')
      if (dice < 0.055) return go('closed')
      if (hasKept && random() < STAYS) return true
      if (dice < 0.1) stop()
      else if (dice < 0.14 && pair !== null) {
        reports.push(pair.id)
        client.send({ type: 'report', token: pair.report, reason: 'spam' })
      } else if (dice < 0.24 && pair !== null) request(tokenOf(pair.id))
      else if (dice < 0.4 && pair !== null) client.sendRaw(Buffer.from(`${pair.id} ${key}`))
      else request(null)
      return true
    },
    async finish() {
      if (state === 'silent') {
        client.ws.resume()
        client.ws.close()
      } else if (state === 'here') {
        state = 'gone'
        client.ws.close()
      }
      await client.closed
    },
  }
}
