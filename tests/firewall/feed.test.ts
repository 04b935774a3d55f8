/** The agent's source over HTTP: what it asks, what it believes, and what it leaves as it is. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openFeed, followFeed, type FeedAnswer, type FeedState } from '../../firewall/feed.ts'
import { createWanted, NEW_DROPS_MAX } from '../../firewall/wanted.ts'
import { parsePrefix } from '../../radar/prefix.ts'
import { renderJson } from '../../radar/feeds.ts'
import type { BlocklistEntry } from '../../radar/protocol.ts'
import { waitUntil } from '../helpers/wait.ts'
import { entry, START } from './drops.ts'

const TOKEN = 'the token of the readers'
const at = (ms: number) => new Date(ms).toUTCString()
const answer = (entries: readonly BlocklistEntry[], date = START): FeedAnswer => ({
  text: renderJson(entries),
  date: at(date),
})

function create() {
  const own = parsePrefix('203.0.113.1')
  const wanted = createWanted(openFeed, own === null ? [] : [own])
  return {
    ...wanted,
    held: (now = START) => wanted.drops(now).map(({ prefix }) => prefix.text),
  }
}

describe('an answer', () => {
  it('[R5] is taken as far as it is for networks', () => {
    const wanted = create()
    const list = [entry('192.0.2.7'), entry('192.0.2.8', 'app'), entry('2001:db8:1:2::/64')]
    expect(wanted.take(answer(list), START)).toBe(true)
    expect(wanted.held()).toEqual(['192.0.2.7', '2001:db8:1:2::/64'])
  })

  it.each(['203.0.113.1', '203.0.113.0/24', '0.0.0.0/0', '::/0', '10.1.2.3', '::ffff:0:0/96'])(
    '[R3] has no power over %s',
    (prefix) => {
      const wanted = create()
      wanted.take(answer([entry(prefix), entry('198.51.100.9')]), START)
      expect([wanted.held(), wanted.refused()]).toEqual([['198.51.100.9'], 1])
    },
  )

  it('[R3] brings only so many new ones in a minute', () => {
    const wanted = create()
    wanted.take(answer([]), START)
    const many = Array.from({ length: NEW_DROPS_MAX + 10 }, (_, nth) =>
      entry(`198.51.${nth >> 8}.${nth & 255}`),
    )
    wanted.take(answer(many), START)
    expect([wanted.held().length, wanted.refused()]).toEqual([NEW_DROPS_MAX, 10])
    wanted.take(answer(many), START + 60_000)
    expect(wanted.refused()).toBe(0)
  })

  it.each([
    ['older than the last', answer([], START - 1_000)],
    ['two minutes old', answer([], START - 121_000)],
    ['of a time to come', answer([], START + 121_000)],
    ['without a date', { ...answer([]), date: '' }],
    ['dated in words', { ...answer([]), date: 'today' }],
    ['empty', { text: '', date: at(START) }],
    ['cut off', { text: answer([entry('192.0.2.9')]).text.slice(0, -5), date: at(START) }],
    ['of another shape', { text: '{"entries":[["192.0.2.9"]]}', date: at(START) }],
    ['an error page', { text: '<html>', date: at(START) }],
  ])('[R20] is not believed when it is %s', (_, later) => {
    const wanted = create()
    wanted.take(answer([entry('192.0.2.7')]), START)
    expect(wanted.take(later, START)).toBe(false)
    expect(wanted.held()).toEqual(['192.0.2.7'])
  })

  it('[E2] ends with each of its blocks, even if no other comes', () => {
    const wanted = create()
    wanted.take(answer([entry('192.0.2.7', 'network', 60)]), START)
    expect(wanted.held(START + 59_999)).toEqual(['192.0.2.7'])
    expect(wanted.held(START + 60_000)).toEqual([])
  })
})

describe('following a feed', () => {
  type Serve = (request: IncomingMessage, response: ServerResponse) => void

  /** Serves one turn after the other, the last one again and again. */
  async function stage(turns: readonly Serve[], isTaken = true, bytesMax = 1_000) {
    const asked: IncomingMessage[] = []
    const taken: FeedAnswer[] = []
    const states: FeedState[] = []
    const server = createServer((request, response) => {
      const turn = turns[Math.min(asked.length, turns.length - 1)]
      asked.push(request)
      turn?.(request, response)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const feed = followFeed({
      url: `http://127.0.0.1:${port}/blocklist.json`,
      token: TOKEN,
      onAnswer(one) {
        taken.push(one)
        return isTaken
      },
      onState: (state) => states.push(state),
      pollMs: 5,
      bytesMax,
    })
    return {
      asked,
      taken,
      states,
      turns: (count: number) => waitUntil(10_000, () => asked.length > count),
      async close() {
        feed.close()
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      },
    }
  }

  const send =
    (status: number, text = '', headers: Record<string, string> = {}): Serve =>
    (_, response) => {
      response.writeHead(status, headers).end(text)
    }

  it('[E1] asks with its token, and for news only when it has the rest', async () => {
    const { asked, taken, states, turns, close } = await stage([
      send(200, 'one', { ETag: '"1"' }),
      send(304),
      send(200, 'two', { ETag: '"2"' }),
      send(304),
    ])
    await turns(4)
    await close()
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`)
    expect(asked.slice(0, 4).map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
      '"1"',
      '"2"',
    ])
    expect(taken.map(({ text }) => text)).toEqual(['one', 'two'])
    expect(Number.isNaN(Date.parse(taken[0]?.date ?? ''))).toBe(false)
    expect(states).toEqual(['connected'])
  })

  it('[E1] asks for the whole again when it was not believed', async () => {
    const { asked, turns, close } = await stage([send(200, 'one', { ETag: '"1"' })], false)
    await turns(2)
    await close()
    expect(asked.map(({ headers }) => headers['if-none-match'])).not.toContain('"1"')
  })

  it.each<[string, Serve, FeedState]>([
    ['answers with an error', send(500, 'no'), 'disconnected'],
    ['asks to come slower', send(429, 'no'), 'disconnected'],
    ['does not know the token', send(401, 'no'), 'refused'],
    ['sends elsewhere', send(302, '', { Location: '/elsewhere' }), 'disconnected'],
    ['sends more than is ever needed', send(200, 'x'.repeat(2_000)), 'disconnected'],
    [
      'ends in the middle',
      (_, response) => {
        response.writeHead(200, { 'Content-Length': '9' }).write('x', () => response.destroy())
      },
      'disconnected',
    ],
    ['hangs up', ({ socket }) => void socket.destroy(), 'disconnected'],
  ])('[E2] takes nothing from a feed that %s, and goes on asking', async (_, serve, state) => {
    const { asked, taken, states, turns, close } = await stage([
      serve,
      serve,
      serve,
      send(200, 'one'),
    ])
    await turns(4)
    await close()
    expect(new Set(asked.map(({ url }) => url))).toEqual(new Set(['/blocklist.json']))
    expect(taken.map(({ text }) => text)).toContain('one')
    expect(taken.filter(({ text }) => text !== 'one')).toEqual([])
    expect(states).toEqual([state, 'connected'])
  })

  it('ends at once, in the middle of an answer too', async () => {
    const { states, turns, close } = await stage([() => undefined])
    await turns(0)
    await close()
    expect(states).toEqual([])
  })
})
