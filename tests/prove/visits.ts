/** Visits of which every part is marked, and all that goes wrong on the way, before a proof. */
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  connect,
  findMessage,
  greet,
  handshake,
  HELLO,
  newKey,
  type Client,
} from '../helpers/client.ts'
import type { Operator } from '../helpers/radarOperator.ts'
import { waitUntil } from '../helpers/wait.ts'
import { dropsOf } from '../network/drops.ts'
import { DOMAIN } from '../network/internet.ts'
import type { Laboratory } from '../network/laboratory.ts'
import { openRoughVisits, request, type RoughVisits } from '../network/roughVisits.ts'
import { FLOODERS_PATIENCE_MS, openWayIn, startFlood, type WayIn } from '../network/wayIn.ts'
import { bearWitness, witnessedBy } from '../network/witness.ts'
import { BLOCKS, type Marks, type Standing } from './marks.ts'

export interface Visits {
  /** So many pairs that meet, introduce themselves, part and report; two visits each. */
  readonly meet: (pairs: number) => Promise<void>
  /** Two who have met, and stay; ends when both have been cut off or told to leave. */
  readonly stay: () => Promise<{ readonly leave: () => Promise<void> }>
  /** So many who are refused at the door, ask for what is not there, or talk nonsense. */
  readonly fail: (times: number) => Promise<void>
  /** Two people with browsers who write to each other. */
  readonly browse: () => Promise<void>
  /** One of whom a partner says that he looks under 18. */
  readonly accuse: () => Promise<void>
  /** A flood until it is dropped; its address. */
  readonly flood: () => Promise<string>
  /** One whom the operator blocks for a moment comes, is told why, and appeals. */
  readonly appeal: (operator: Operator) => Promise<void>
  /** Waits until nginx and signaling answer again. */
  readonly served: () => Promise<void>
  /** How many have come so far. */
  readonly count: () => number
}

const SOON_MS = 120_000
const LANES = 4
/** Long enough to come and to appeal. */
const OPERATORS_BLOCK_MS = 10_000
/** What a frame may not be: larger than `FRAME_BYTES_MAX`. */
const TOO_LARGE_BYTES = 20_000
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 8
/** What no two descriptions have in common. */
const SECRETS = /ice-pwd:([\w+/]{20,})|fingerprint:sha-256 ([\dA-F:]{95})/g
const LINK_LOCAL = 'fe80::2'
/** nginx's list is renewed once a minute. */
const ENDED_MS = 120_000

/** Runs something so often, some at a time. */
async function repeat(times: number, act: (nth: number) => Promise<unknown>): Promise<void> {
  let next = 0
  async function run(): Promise<void> {
    while (next < times) {
      const nth = next
      next += 1
      await act(nth)
    }
  }
  await Promise.all(Array.from({ length: LANES }, run))
}

/** Gives the street all addresses of `BLOCKS`, so that each visitor has one that nobody can guess. */
function widenStreet({ internet: { backbone, street } }: Laboratory): void {
  backbone.ip([
    `route add ${BLOCKS.v4} dev street`,
    `route add ${BLOCKS.v6} via ${LINK_LOCAL} dev street`,
  ])
  street.ip([`route add local ${BLOCKS.v4} dev lo`, `route add local ${BLOCKS.v6} dev lo`])
}

export async function openVisits(laboratory: Laboratory, marks: Marks): Promise<Visits> {
  const { internet } = laboratory
  widenStreet(laboratory)
  const way: WayIn = await openWayIn(laboratory, internet.street)
  const rough: RoughVisits = await openRoughVisits(laboratory)
  let comers = 0

  const newAddress = (standing: Standing = 'visitor'): string => {
    comers += 1
    return marks.address(comers % 2 === 0 ? 4 : 6, standing)
  }
  const ask = (address: string, line: string, body = '') =>
    rough.ask(
      address,
      request(
        line,
        `Origin: https://${DOMAIN}`,
        `User-Agent: ${marks.text('header')}`,
        `Referer: https://${DOMAIN}/${marks.text('header')}`,
        `Cookie: visitor=${marks.text('header')}`,
        `Content-Length: ${body.length}`,
        'Connection: close',
      ) + body,
    )

  const come = (standing: Standing = 'visitor'): Promise<Client> =>
    greet(way.target, way.from(newAddress(standing), { 'User-Agent': marks.text('header') }))

  /** They alone share an interest. */
  async function introduce(first: Client, second: Client) {
    const interests = [marks.text('interest')]
    const keys = [newKey(), newKey()] as const
    for (const key of keys) marks.keep('id', key)
    first.send(findMessage({ interests, key: keys[0] }))
    await first.next('waiting')
    second.send(findMessage({ interests, key: keys[1] }))
    const told = await Promise.all([first.next('matched'), second.next('matched')])
    for (const id of [told[0].pair, told[0].report, told[1].report]) marks.keep('id', id)
    return told
  }

  /** What no server should ever see unsealed, for the case that one did. */
  async function say(from: Client, to: Client): Promise<void> {
    for (const frame of [
      `v=0\r\na=ice-pwd:${marks.text('description')}\r\n`,
      JSON.stringify({ type: 'profile', nickname: marks.text('nickname') }),
      JSON.stringify({ type: 'text', text: marks.text('text') }),
      marks.bytes('file'),
    ]) {
      from.sendRaw(Buffer.from(frame))
      await to.nextFrame()
    }
  }

  const WAYS_OUT: readonly ((client: Client) => void)[] = [
    ({ ws }) => ws.close(),
    ({ ws }) => ws.terminate(),
    (client) => client.sendRaw(`{"type":"find","interests":["${marks.text('rubbish')}"]`),
    (client) => client.sendRaw(Buffer.alloc(TOO_LARGE_BYTES, marks.text('rubbish'))),
  ]

  async function part(client: Client, nth: number): Promise<void> {
    WAYS_OUT[nth % WAYS_OUT.length]?.(client)
    await client.closed
  }

  async function meetOnce(nth: number, standing: Standing = 'visitor'): Promise<void> {
    const [first, second] = [await come(standing), await come()]
    const [, told] = await introduce(first, second)
    await say(first, second)
    await say(second, first)
    first.send({ type: 'outcome', route: 'direct' })
    second.send({ type: 'noMedia' })
    const reason = standing === 'accused' ? 'minor' : 'spam'
    second.send({ type: 'report', token: told.report, reason })
    await second.next('reported')
    await part(first, nth)
    await part(second, nth + 1)
  }

  const newCode = () => {
    const letters = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(32)])
    const code = letters.join('')
    marks.keep('code', code)
    return code
  }
  const appealWith = (address: string, code: string) =>
    ask(address, 'POST /appeal HTTP/1.1', JSON.stringify({ code }))

  const failures: readonly (() => Promise<unknown>)[] = [
    async () => {
      const { options } = way.from(newAddress())
      const origin = `https://${marks.text('header')}.example`
      return handshake(way.target, { options: { ...options, origin } })
    },
    () => ask(newAddress(), `GET /?from=${marks.text('path')} HTTP/1.1`),
    () => ask(newAddress(), `GET /${marks.text('path')} HTTP/1.1`),
    () => ask(newAddress(), `GET /signal?token=${marks.text('path')} HTTP/1.1`),
    () => ask(newAddress(), `${marks.text('rubbish').toUpperCase()} / HTTP/1.1`),
    () => appealWith(newAddress(), newCode()),
    // One who has found the operators' door.
    () =>
      fetch(`http://localhost:${laboratory.host.dashboardPort}/${marks.text('path')}`, {
        headers: { 'X-Forwarded-For': newAddress(), 'User-Agent': marks.text('header') },
      }),
    ...Object.values(rough.ways).map((visit) => () => visit(newAddress())),
  ]

  const isServed = async () =>
    (await rough.ways['the page']?.(newAddress()))?.includes('HTTP/1.1 200') === true

  return {
    meet: (pairs) => repeat(pairs, meetOnce),
    async stay() {
      const pair = [await come(), await come()] as const
      await introduce(...pair)
      await say(...pair)
      return {
        async leave() {
          for (const { ws } of pair) ws.terminate()
          await Promise.all(pair.map(({ closed }) => closed))
        },
      }
    },
    async fail(times) {
      // Nobody may be there to hear it: that is a failure as well.
      await repeat(times, async (nth) => failures[nth % failures.length]?.().catch(() => undefined))
    },
    async browse() {
      const people = await Promise.all(
        internet.homes.map((home) =>
          laboratory.visit(home, 'chromium', {
            nickname: marks.text('nickname'),
            before: bearWitness,
          }),
        ),
      )
      for (const one of people) await one.find()
      await Promise.all(people.map((one) => one.hears('You are talking')))
      const [first, second] = people
      const text = marks.text('text')
      await first?.write(text)
      await second?.reads(text)
      for (const one of people) {
        for (const [, password, fingerprint] of (await witnessedBy(one)).matchAll(SECRETS))
          marks.keep('description', password ?? fingerprint ?? '')
        await one.leave()
      }
      for (const { inside, outside } of internet.homes)
        for (const { v4, v6 } of [inside, outside()]) {
          comers += 1
          marks.keep('address', v6)
          // As a text only: the network around it is known to every library of addresses.
          marks.keep('text', v4)
        }
    },
    accuse: () => meetOnce(0, 'accused'),
    async flood() {
      const address = marks.address(6, 'blocked')
      const flooder = await openWayIn(laboratory, internet.street, FLOODERS_PATIENCE_MS)
      const flood = startFlood(flooder, address)
      await waitUntil(
        SOON_MS,
        () => dropsOf(internet.host).prefixes.length > 0,
        () => dropsOf(internet.host),
      )
      await flood.stop()
      // nginx follows the kernel, but not more often than once a minute.
      await waitUntil(SOON_MS, () => isDenied(laboratory, address))
      return address
    },
    async appeal(operator) {
      const address = marks.address(4, 'blocked')
      const until = Date.now() + OPERATORS_BLOCK_MS
      const block = { prefix: address, level: 'app', reason: 'manual', until }
      const { status } = await operator.post('/api/blocks', block)
      if (status !== 200) throw new Error(`no block: ${status}`)
      let code: string | undefined
      await waitUntil(SOON_MS, async () => {
        const client = await connect(way.target, way.from(address))
        client.send(HELLO)
        await client.closed.finally(() => client.ws.terminate())
        const refused = client.received.find(({ type }) => type === 'refused')
        if (refused?.type === 'refused') code = refused.code
        return code !== undefined
      })
      if (code === undefined) throw new Error('blocked without a code')
      marks.keep('code', code, 'blocked')
      const answer = await appealWith(address, code)
      if (!answer.includes('HTTP/1.1 202')) throw new Error(`no appeal: ${answer.slice(0, 60)}`)
      // The list that ends the flooder's block then ends this one, too, wherever lists are kept.
      await pause(Math.max(0, until - Date.now()))
    },
    async served() {
      await waitUntil(SOON_MS, async () => {
        const served = await isServed()
        if (!served) await pause(100)
        return served
      })
    },
    count: () => comers,
  }
}

const networkOf = (address: string): string => address.split(':').slice(0, 4).join(':')

/** Whether nginx's list names the network of an IPv6 address. */
const isDenied = ({ host }: Laboratory, address: string): boolean =>
  readFileSync(join(host.folder, 'run', 'deny.conf'), 'utf8').includes(networkOf(address))

/** Ends a block, and waits until the kernel and nginx have let go of it. */
export async function unblock(
  laboratory: Laboratory,
  operator: Operator,
  address: string,
): Promise<void> {
  const prefix = `${networkOf(address)}::/64`
  const { status } = await operator.post('/api/blocks/lift', { prefix })
  if (status !== 200) throw new Error(`not lifted: ${status}`)
  await waitUntil(ENDED_MS, () => dropsOf(laboratory.internet.host).prefixes.length === 0)
  await waitUntil(ENDED_MS, () => !isDenied(laboratory, address))
}
