/** A hostile stranger's browser: nothing it sends is executed, followed or kept, and one can always go. */
import { inProof } from '../helpers/sampled.ts'
import { type Kind } from './browsers.ts'
import { harmTo, meetHostile, openChannels, speak } from './harm.ts'
import { meetPouring } from './pouring.ts'
import { useServer } from './useServer.ts'
import type { Visitor } from './visitor.ts'

const MEGA = 1_000_000
/** What browsers take and give back for themselves meanwhile. */
const SLACK = 20 * MEGA

const server = useServer()

const text = (what: string, id = 1) => JSON.stringify({ type: 'text', id, text: what })
const profile = (nickname: unknown) => JSON.stringify({ type: 'profile', nickname })

const MARKUP = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script href="data:,alert(1)"/></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<iframe srcdoc="<script>parent.alert(1)</script>">',
  '<iframe src="javascript:alert(1)">',
  '<object data="javascript:alert(1)">',
  '<embed src="javascript:alert(1)">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror=alert(1)>">',
  '<form action="/report"><input type=submit></form>',
  '<base href="https://example.org/">',
  '<meta http-equiv=refresh content="0;url=/terms">',
  '<link rel=stylesheet href="https://example.org/x.css">',
  '<style>*{display:none}</style>',
  '<a href="javascript:alert(1)">click</a>',
  '<details open ontoggle=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)>',
  '<body onload=alert(1)>',
  '<marquee onstart=alert(1)>',
  '<template><script>alert(1)</script></template>',
  '"><script>alert(1)</script>',
  "'-alert(1)-'",
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  ']]><script>alert(1)</script>',
]
const NAMES: readonly unknown[] = [
  '\u202egnp.exe',
  '\u2066x\u2069',
  '\u200b\u200b\u200b',
  '\u0000\u0007',
  '\ufeff',
  'a'.repeat(25),
  '\u0301'.repeat(24),
  '<b>you</b>',
  7,
  null,
  {},
  ['x'],
]
const ODD: readonly string[] = [
  '',
  'null',
  '[]',
  '{',
  '{"type":"nothing"}',
  '{"type":"text"}',
  '{"type":"text","id":0,"text":"x"}',
  '{"type":"text","id":1e99,"text":"x"}',
  '{"type":"text","id":"1","text":"x"}',
  '{"type":"text","id":1,"text":""}',
  text('x'.repeat(2_001)),
  text('x'.repeat(60_000)),
  '{"__proto__":{"polluted":1},"type":"typing","active":true}',
  '{"type":"typing","active":"yes"}',
  '{"type":"media","camera":1,"microphone":0}',
  '{"type":"bye","why":"because"}',
  '{"type":"received","id":-1}',
  '{"type":"verify","step":"reveal","nonce":"x"}',
  `${'['.repeat(30_000)}`,
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
]

const meet = (kind: Kind) => meetHostile(server.origin, kind)

/** Says lines without an end, as fast as they go; what is to be looked at when the victim has gone. */
async function pourLines(hostile: Visitor, victim: Visitor): Promise<() => Promise<void>> {
  const floods = hostile.page.evaluate(
    async (line) => {
      const { keptChannels } = globalThis as unknown as { keptChannels: RTCDataChannel[] }
      const channel = keptChannels.findLast(
        ({ label, readyState }) => label === 'chat' && readyState === 'open',
      )
      let sent = 0
      while (channel?.readyState === 'open' && sent < 20_000) {
        if (channel.bufferedAmount < 4_000_000) {
          for (let times = 0; times < 200; times += 1) {
            sent += 1
            channel.send(line.replace('"id":1', `"id":${sent}`))
          }
        }
        await new Promise((resolve) => setTimeout(resolve))
      }
    },
    text('x'.repeat(1_900)),
  )
  await victim.reads('xxxx')
  const lines = await victim.page.$$eval('[role=log] .log-entries > *', (items) => items.length)
  expect(lines).toBeLessThanOrEqual(500)
  expect(lines).toBeGreaterThan(1)
  return async () => {
    const heap = (await victim.page.metrics()).JSHeapUsedSize ?? Infinity
    expect(heap).toBeLessThan(150_000_000)
    await floods
  }
}

/** Opens so many channels that the call is ended for it. */
async function openHundreds(hostile: Visitor): Promise<() => Promise<void>> {
  await openChannels(hostile, 300)
  return () => Promise.resolve()
}

it.each([
  ['chromium', 'a flood', pourLines],
  ['firefox', 'hundreds of channels', openHundreds],
] as const)(
  `[C3] ${MARKUP.length + NAMES.length + ODD.length} payloads harm nobody in %s, and one can go at any moment of %s`,
  async (kind, _, pour) => {
    const { hostile, victim } = await meet(kind)
    const before = await harmTo(victim)
    await speak(hostile, 'chat', NAMES.map(profile))
    await speak(hostile, 'chat', ODD)
    await speak(
      hostile,
      'chat',
      MARKUP.map((what, at) => text(what, at + 1)),
    )
    // What was said is shown as it was said, to the letter.
    for (const what of [MARKUP[0], MARKUP.at(-1)]) await victim.reads(what ?? '')
    expect(await harmTo(victim)).toEqual({ ...before, harm: [], polluted: false, path: '/' })
    expect(await victim.page.$$('[role=log] a')).toEqual([])
    expect(victim.complaints).toEqual([])
    expect([...victim.hosts]).toEqual([new URL(server.origin).host])
    // A few channels that nobody asked for are closed, and the call goes on.
    await openChannels(hostile, 8)
    await victim.write('the same call')
    await hostile.reads('the same call')

    const lookAfterwards = await pour(hostile, victim)
    await victim.press('Stop')
    await victim.hears('You left')
    await lookAfterwards()
    await Promise.all([hostile.leave(), victim.leave()])
  },
)

it('[C3] [P12] what is sent for no channel of the page ends the connection, and is not kept', async () => {
  const { hostile, victim } = await meet('firefox')
  // Nothing is opened that the other side could see: it is told of no such channel.
  const poured = hostile.page.evaluate(async (most) => {
    type Open = (options: RTCDataChannelInit) => RTCDataChannel
    const { openAnother } = globalThis as unknown as { openAnother: Open }
    const channel = openAnother({ negotiated: true, id: 77 })
    channel.bufferedAmountLowThreshold = 500_000
    const next = () =>
      new Promise<void>((resolve) => {
        for (const name of ['open', 'bufferedamountlow', 'close'])
          channel.addEventListener(name, () => resolve(), { once: true })
      })
    const block = new Uint8Array(16_384)
    let sent = 0
    if (channel.readyState === 'connecting') await next()
    while (channel.readyState === 'open' && sent < most) {
      channel.send(block)
      sent += block.length
      if (channel.bufferedAmount > 1_000_000) await next()
    }
    return sent
  }, 400 * MEGA)
  await victim.hears('The connection broke')
  expect(await poured).toBeLessThan(400 * MEGA)
  await victim.press('Stop')
  await victim.hears('You left')
  await Promise.all([hostile.leave(), victim.leave()])
})

inProof(
  '[C3] [C12] what is poured over a page unasked leaves nothing in the memory of its browser',
  async () => {
    const { hostile, victim, unasked, notes } = await meetPouring(server.origin)
    expect(await unasked(48 * MEGA)).toBeLessThan(SLACK)
    expect(await notes(40 * MEGA)).toBeLessThan(SLACK)
    expect(victim.complaints).toEqual([])
    await victim.press('Stop')
    await victim.hears('You left')
    await Promise.all([hostile.leave(), victim.leave()])
  },
  180_000,
)
