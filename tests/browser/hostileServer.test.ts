/** A hostile signaling server: one remote party, nothing leaks, a clear end, no hanging. */
import type { Role } from '../../signaling/protocol.ts'
import { createSealingKeys } from '../../web/chat/sealed.ts'
import { sampled } from '../helpers/sampled.ts'
import { waitUntil } from '../helpers/wait.ts'
import { closeBrowsers, type Kind } from './browsers.ts'
import { leaveUntouched, openConnections } from './harm.ts'
import {
  impersonate,
  introduce,
  matched,
  standBetween,
  startHostileServer,
  type HostileServer,
  type Victim,
} from './hostileServer.ts'
import {
  breakConnection,
  connectionsOf,
  createVisitor,
  type Visitor,
  type VisitorOptions,
} from './visitor.ts'

let server: HostileServer
/** It takes its time, and nothing but time: the others run meanwhile. */
let abandoned: Promise<void>
beforeAll(async () => {
  server = await startHostileServer()
  abandoned = abandon()
  abandoned.catch(() => undefined)
})
afterAll(async () => {
  await closeBrowsers()
  await server.close()
})

/** Says goodbye to a page that has no more connections than `open`, and to which nothing was done. */
const leaveUnharmed = (visitor: Visitor, open: number, from = server) =>
  leaveUntouched(visitor, open, from.origin)

let arrived: Promise<unknown> = Promise.resolve()
/** One comes after the other, so that it is known whose socket is whose. */
function arrive(
  from = server,
  kind: Kind = 'chromium',
  options: VisitorOptions = { mode: 'text' },
): Promise<[Visitor, Victim]> {
  const arrival = arrived.then(async (): Promise<[Visitor, Victim]> => {
    const before = from.victims.length
    const visitor = await createVisitor(kind, from.origin, options)
    return [visitor, await from.arrived(before + 1)]
  })
  arrived = arrival.catch(() => undefined)
  return arrival
}

/** One after the other, in a page that goes on from each; a failure says which one it was. */
async function forEach<Row extends readonly [string, ...unknown[]]>(
  rows: readonly Row[],
  run: (row: Row) => Promise<void>,
): Promise<void> {
  for (const row of rows)
    await run(row).catch((error: unknown) => {
      throw new Error(row[0], { cause: error })
    })
}

/** Two pages in a live call, every signal of which the server reads and writes. */
async function arriveTogether(options: VisitorOptions, kind: Kind = 'chromium') {
  const [one, first] = await arrive(server, 'chromium', options)
  const [other, second] = await arrive(server, kind, options)
  await one.find()
  await other.find()
  const { seals, said } = await standBetween(first, second)
  await Promise.all([one.hears('You are talking'), other.hears('You are talking')])
  return { one, other, first, second, seals, said }
}

const KEY = 'k'.repeat(87)
const JUNK: readonly unknown[] = [
  '',
  'null',
  '[]',
  '{',
  '{"type":"nothing"}',
  '{"__proto__":{"polluted":1},"type":"welcome"}',
  '{"type":"matched","constructor":{"prototype":{"polluted":1}}}',
  '{"type":"welcome","online":"8","build":1,"lan":"yes","hiding":[]}',
  '{"type":"waiting","ice":[{"urls":"javascript:alert(1)"}]}',
  '{"type":"partnerLeft","why":"skipped","pair":"nobody"}',
  '{"type":"refused","reason":"blocked","until":"now"}',
  '{"type":"challenge","waitMs":1e99,"puzzle":{}}',
  '{"type":"relay","ice":[{"urls":["turn:127.0.0.1:1"],"username":"x","credential":"y"}]}',
  '{"type":"reported","accepted":true}',
  '{"type":"online","count":1e308}',
  JSON.stringify({ type: 'waiting', ice: Array.from({ length: 1_000 }, () => ({ urls: ['x'] })) }),
  `{"type":"welcome","build":"${'x'.repeat(100_000)}"}`,
  '['.repeat(50_000),
  Buffer.alloc(0),
  Buffer.alloc(16_000, 1),
]

it('[P12] a page that nobody asked to meet anyone stays as it is, whatever comes', async () => {
  const [visitor, victim] = await arrive()
  for (const junk of JUNK) victim.say(junk)
  victim.say(matched({ key: KEY }, (await createSealingKeys()).publicKey, 'offer'))
  victim.say(matched({ key: KEY }, (await createSealingKeys()).publicKey, 'answer'))
  // What it does after all that is what it was asked to do.
  await visitor.find()
  await victim.next('find')
  expect(await openConnections(visitor)).toBe(0)
  expect(victim.frames).toEqual([])
  victim.say({ type: 'waiting', ice: [] })
  await visitor.hears('Looking for someone')
  await visitor.press('Cancel')
  await visitor.press('Find someone')
  await leaveUnharmed(visitor, 0)
})

it('[P12] a page that searches takes up one match, the one that answers its search', async () => {
  const [visitor, victim] = await arrive()
  await visitor.find()
  const find = await victim.next('find')
  victim.say({ type: 'waiting', ice: [] })
  for (const junk of JUNK) victim.say(junk)
  const { publicKey } = await createSealingKeys()
  // For another search, in which it would wait for an offer; then the right one, and ten more.
  victim.say(matched({ key: KEY }, publicKey, 'answer'))
  for (let times = 0; times < 11; times += 1) victim.say(matched(find, publicKey, 'offer'))
  await visitor.hears('Someone is here')
  await waitUntil(20_000, () => victim.frames.length > 0)
  expect(await openConnections(visitor)).toBe(1)
  await visitor.press('Stop')
  await visitor.hears('You left')
  victim.say(matched(find, publicKey, 'answer'))
  const before = victim.messages.length
  await visitor.press('Find someone')
  await victim.next('find', before)
  await leaveUnharmed(visitor, 0)
})

const KEYS: readonly (readonly [string, (own: string) => string])[] = [
  ['the page’s own', (own: string) => own],
  ['no point of the curve', () => 'A'.repeat(87)],
  ['another spelling', (own: string) => `${own.slice(0, -1)}${own.endsWith('A') ? 'B' : 'A'}`],
]

it('[P12] a key that nobody else can have made ends the introduction in words', async () => {
  const [visitor, victim] = await arrive()
  await visitor.find()
  await forEach(KEYS, async ([, keyOf]) => {
    const find = await victim.next('find')
    victim.say(matched(find, keyOf(find.key), 'offer'))
    await visitor.hears('The introduction was altered')
    expect(victim.frames).toEqual([])
    await waitUntil(20_000, async () => (await openConnections(visitor)) === 0)
    victim.forget()
    await visitor.press('Find someone')
  })
  await victim.next('find')
  await leaveUnharmed(visitor, 0)
})

const DESCRIPTION = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n'
const candidate = (port: number) => ({
  candidate: `candidate:1 1 udp 1 127.0.0.1 ${port} typ host`,
  sdpMid: '0',
  sdpMLineIndex: 0,
})
const ANSWER = { description: { type: 'answer', sdp: DESCRIPTION } }
/** What it is, what is said, and to whom: much to do, something of ours replaced, nothing to be read. */
const SIGNALS = sampled<readonly [string, unknown, Role?]>(
  [
    ['10,000 candidates', Array.from({ length: 10_000 }, (_, at) => candidate(1024 + at))],
    ['a prototype', JSON.parse('{"__proto__":{"polluted":1},"candidates":[]}')],
    ['wrong types', { description: 7, candidates: 'all' }],
  ],
  [
    ['an answer to nothing that was offered', ANSWER],
    ['an answer where an offer is due', ANSWER, 'answer'],
    ['an offer where an answer is due', { description: { type: 'offer', sdp: DESCRIPTION } }],
    ['a rollback', { description: { type: 'rollback', sdp: '' } }],
    ['a rollback of nothing', { description: { type: 'rollback', sdp: '' } }, 'answer'],
    ['deep JSON', JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`)],
  ],
)

/** The ten seconds in which a connection has to open, much longer. */
const ENDLESS = { 10_000: 600_000 }

it('[P12] what no honest page sends, sealed as a stranger’s, ends in words', async () => {
  // What ends it is what was said, and not that nothing has come of it in time.
  const [visitor, victim] = await arrive(server, 'chromium', { mode: 'text', hurry: ENDLESS })
  await visitor.find()
  await forEach(SIGNALS, async ([, signal, role = 'offer']) => {
    const seal = await impersonate(victim, role)
    const signals = Array.isArray(signal)
      ? Array.from({ length: 200 }, (__, at) => ({
          candidates: signal.slice(at * 50, at * 50 + 50),
        }))
      : [{ candidates: [], ...(signal as object) }]
    for (const one of signals) victim.say(Buffer.from(await seal.seal(JSON.stringify(one))))
    // Twice, because a connection that could not be made is tried once more.
    await visitor.page.waitForFunction(
      () =>
        /altered|once more|could not be connected/.test(
          document.querySelector('[role=status]')?.textContent ?? '',
        ),
      { polling: 50 },
    )
    await waitUntil(20_000, async () => (await openConnections(visitor)) === 0)
    // Whatever it does now, it can be left, and asked to look for somebody else.
    if (await visitor.canPress('Stop')) await visitor.press('Stop')
    victim.forget()
    await visitor.press('Find someone')
  })
  await victim.next('find')
  await leaveUnharmed(visitor, 0)
})

it('[P12] [P11] a live call is not called verified when the keys were swapped, takes no second introduction, and ends in words when it is tampered with', async () => {
  const { one, other, first, second, seals } = await arriveTogether({ mode: 'text' })
  await other.sees('Not verified')
  // The one who committed has symbols, and the other has none to compare them with.
  expect(await other.canPress('Not checked: compare symbols')).toBe(false)
  expect(await Promise.all([one, other].map(openConnections))).toEqual([1, 1])
  const find = await first.next('find')
  for (const role of ['offer', 'answer'] as const)
    first.say(matched(find, (await createSealingKeys()).publicKey, role))
  for (const junk of JUNK.filter((what) => typeof what === 'string')) first.say(junk)
  await one.write('still here')
  await other.reads('still here')
  expect(await openConnections(one)).toBe(1)
  // A second offer in the first one's name.
  const again = JSON.stringify({ description: { type: 'offer', sdp: DESCRIPTION }, candidates: [] })
  first.say(Buffer.from(await seals[0].seal(again)))
  await one.hears('The connection broke')
  expect(await openConnections(one)).toBeLessThanOrEqual(1)
  for (const visitor of [one, other]) {
    await visitor.press('Stop')
    await visitor.hears('You left')
  }

  // The same two meet again, and are told something twice.
  for (const victim of [first, second]) {
    await victim.next('stop')
    victim.forget()
  }
  for (const visitor of [one, other]) await visitor.press('Find someone')
  const anew = await standBetween(first, second)
  await Promise.all([one.hears('You are talking'), other.hears('You are talking')])
  const frame = Buffer.from(await anew.seals[0].seal(JSON.stringify({ candidates: [] })))
  first.say(frame)
  first.say(frame)
  await one.hears('The introduction was altered')
  await Promise.all([leaveUnharmed(one, 0), leaveUnharmed(other, 1)])
})

/** Counts how often a page has taken a description of the other side; runs in the page. */
function countDescriptions(): void {
  const counted = { descriptions: 0 }
  const { setRemoteDescription } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.setRemoteDescription = function (description) {
    counted.descriptions += 1
    return Reflect.apply(setRemoteDescription, this, [description]) as Promise<void>
  }
  Object.assign(globalThis, { counted })
}
const descriptionsOf = ({ page }: Visitor) =>
  page.evaluate(
    () => (globalThis as unknown as { counted: { descriptions: number } }).counted.descriptions,
  )

it('[P12] a live video call takes one offer and one answer, however good the second one is', async () => {
  const { one, other, first, second, seals, said } = await arriveTogether(
    { before: countDescriptions },
    'firefox',
  )
  await Promise.all([one.watches('Stranger'), other.watches('Stranger')])
  // What was good once, sealed anew: the answerer hears an offer again, and the offerer an answer.
  const [offer = '', answer = ''] = said.map((signals) =>
    signals.find((signal) => signal.includes('"sdp"')),
  )
  const [toOne, toOther] = await Promise.all([seals[0].seal(answer), seals[1].seal(offer)])
  first.say(Buffer.from(toOne))
  second.say(Buffer.from(toOther))
  await Promise.all([one.hears('The connection broke'), other.hears('The connection broke')])
  expect(await Promise.all([one, other].map(descriptionsOf))).toEqual([1, 1])
  await Promise.all([leaveUnharmed(one, 0), leaveUnharmed(other, 0)])
})

it('[P12] [P11] a live call opens no other connection, and no server answers for the stranger when it breaks', async () => {
  const [one, first] = await arrive()
  const [other, second] = await arrive()
  await one.find()
  await other.find()
  await introduce(first, second)
  await Promise.all([one.hears('You are talking'), other.hears('You are talking')])
  const before = await connectionsOf(one)
  for (let times = 0; times < 20; times += 1) first.say({ type: 'waiting', ice: [] })
  await one.write('still here')
  await other.reads('still here')
  expect(await connectionsOf(one)).toBe(before)

  // From here on the server takes the stranger's place, with a key of its own.
  first.forward(() => undefined)
  await breakConnection(one)
  const seal = await impersonate(first, 'answer', 'meet')
  const offer = { description: { type: 'offer', sdp: DESCRIPTION }, candidates: [] }
  first.say(Buffer.from(await seal.seal(JSON.stringify(offer))))
  await one.hears('The introduction was altered')
  await Promise.all([leaveUnharmed(one, 0), leaveUnharmed(other, 1)])
})

/** A page that goes through a relay, and a stranger who never says anything. */
async function abandon(): Promise<void> {
  const always = await startHostileServer('always')
  const [visitor, victim] = await arrive(always)
  await visitor.find()
  const find = await victim.next('find')
  victim.say(matched(find, (await createSealingKeys()).publicKey, 'answer'))
  // After its own ten seconds, and not after the relay's six.
  await visitor.hears('Someone is here')
  await visitor.hears('Trying once more')
  await leaveUnharmed(visitor, 1, always)
  await always.close()
}

it('[P8] a stranger who sends no offer says nothing about the relay', async () => {
  await expect(abandoned).resolves.toBeUndefined()
})
