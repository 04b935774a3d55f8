/** A hostile stranger's browser on the second channel: each transfer ends in words, and nothing else is harmed. */
import { createHash } from 'node:crypto'
import { sampled } from '../helpers/sampled.ts'
import { harmTo, meetHostile, speak } from './harm.ts'
import { saysTimes, variedBytes } from './transferring.ts'
import { useServer } from './useServer.ts'

const CHUNK_BYTES = 65_520

const server = useServer()

const say = (message: unknown) => JSON.stringify(message)
const offerFile = (id: number, name: string, size: number) =>
  say({ type: 'offer', id, what: { kind: 'file', name, size } })
const chunk = (id: number, offset: number, bytes: Buffer) => {
  const header = Buffer.alloc(12)
  header.writeUInt32BE(id)
  header.writeDoubleBE(offset, 4)
  return Buffer.concat([header, bytes])
}
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest()
/** Of a file that is one block. */
const digestOf = (bytes: Buffer) => sha(sha(bytes)).toString('base64url')
const end = (id: number, digest: string) => say({ type: 'end', id, digest })

/** A whole picture, sent as a page of ours would. */
function picture(id: number, mime: string, bytes: Buffer): (string | Buffer)[] {
  const what = { kind: 'picture', name: 'x.png', size: bytes.length, mime }
  return [say({ type: 'offer', id, what }), chunk(id, 0, bytes), end(id, digestOf(bytes))]
}

const latin = (words: string) => Buffer.from(words, 'latin1')
const BOMB_PNG = latin(
  '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x75\x30\0\0\x75\x30\x08\x06\0\0\0\xd8\x8e\x98\x84\0\0\0\0IDAT',
)
const BOMB_WEBP = latin('RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0VP8 \0\0\0\0')
const BOMB_JPEG = latin('\xff\xd8\xff\xc0\0\x0b\x08\xff\xff\xff\xff\x01\x01\x11\0\xff\xda\0\x02')
const SVG = latin('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
const HTML = latin('<!doctype html><script>alert(1)</script>')
const CUT_PNG = latin('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x09\0\0\0\x09\x08\x06\0\0\0abcd')
const PICTURES: readonly (readonly [string, Buffer])[] = [
  ['image/png', BOMB_PNG],
  ['image/webp', BOMB_WEBP],
  ['image/jpeg', BOMB_JPEG],
  ['image/png', SVG],
  ['image/jpeg', HTML],
  ['image/png', CUT_PNG],
  ['image/jpeg', CUT_PNG],
]

const ODD: readonly (string | Buffer)[] = [
  '',
  'null',
  '{"type":"nothing"}',
  '{"__proto__":{"polluted":1},"type":"sync","ids":[]}',
  `${'['.repeat(30_000)}`,
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  '{"type":"accept","id":7,"offset":1e9}',
  '{"type":"done","id":7}',
  '{"type":"sync","ids":[0,-1,"x"]}',
  '{"type":"offer","id":1,"what":{"kind":"program","name":"x","size":1}}',
  '{"type":"offer","id":1,"what":{"kind":"picture","name":"x","size":9,"mime":"image/svg+xml"}}',
  '{"type":"offer","id":1,"what":{"kind":"picture","name":"x","size":9000000,"mime":"image/png"}}',
  '{"type":"offer","id":1,"what":{"kind":"voice","name":"x","size":9,"mime":"audio/webm","seconds":1e9,"levels":[]}}',
  offerFile(1, 'x', -1),
  offerFile(1, 'x', 1e300),
  offerFile(1.5, 'x', 1),
  ...['\u202egnp.exe', '../../etc/passwd', 'a\\b', 'x'.repeat(200), '', '\u0000', '\u200b'].map(
    (name) => offerFile(1, name, 1),
  ),
  Buffer.alloc(0),
  Buffer.alloc(11),
  Buffer.alloc(100_000, 255),
  chunk(4_294_967_295, Number.NaN, latin('x')),
]
/** These may be shown: to the letter, and saved under a name that is one. */
const SHOWN = ['....', '<img src=x onerror=alert(1)>.png', 'א'.repeat(120)]

it.each(sampled([['firefox', 'chromium']], [['chromium', 'firefox']]))(
  '[C12] bombs, lies, odd names and wrong parts from %s harm nobody in %s',
  async (hostileKind, kind) => {
    const { hostile, victim } = await meetHostile(server.origin, kind, hostileKind)
    const before = await harmTo(victim)
    await speak(hostile, 'transfer', ODD)
    await speak(
      hostile,
      'transfer',
      PICTURES.flatMap(([mime, bytes], at) => picture(at + 1, mime, bytes)),
    )
    await saysTimes(victim, 'It is not what the stranger said it is', PICTURES.length)
    expect(await victim.page.$$('[role=log] img')).toEqual([])

    // A wrong sum, a part that was left out, one that is too long, an end that comes too early.
    const bytes = variedBytes(CHUNK_BYTES)
    await speak(hostile, 'transfer', [
      offerFile(21, 'sum.bin', CHUNK_BYTES),
      offerFile(22, 'gap.bin', 3 * CHUNK_BYTES),
      offerFile(23, 'long.bin', 10_000),
      offerFile(24, 'early.bin', 3 * CHUNK_BYTES),
    ])
    for (let times = 1; times <= 4; times += 1) {
      await victim.press('Accept')
      // Until it is drawn, the same one could be pressed again.
      await victim.page.waitForFunction(
        (wanted) => document.querySelectorAll('[role=progressbar]').length === wanted,
        { polling: 50 },
        times,
      )
    }
    await speak(hostile, 'transfer', [
      chunk(21, 0, bytes),
      end(21, digestOf(latin('another file'))),
      chunk(22, 0, bytes),
      chunk(22, 2 * CHUNK_BYTES, bytes),
      chunk(23, 0, bytes.subarray(0, 20_000)),
      chunk(24, 0, bytes),
      end(24, digestOf(bytes)),
    ])
    await saysTimes(victim, 'It came in a wrong way', 3)
    await saysTimes(victim, 'It is not what the stranger said it is', PICTURES.length + 1)

    await speak(
      hostile,
      'transfer',
      SHOWN.map((name, at) => offerFile(31 + at, name, 10)),
    )
    for (const name of SHOWN.slice(1)) await victim.reads(name)
    expect(await harmTo(victim)).toEqual({ ...before, harm: [], polluted: false, path: '/' })
    expect(await victim.page.$$('[role=log] a, [role=log] img')).toEqual([])
    expect(victim.complaints).toEqual([])
    expect([...victim.hosts]).toEqual([new URL(server.origin).host])

    await victim.write('still here')
    await hostile.reads('still here')
    await victim.press('Stop')
    await victim.hears('You left')
    await Promise.all([hostile.leave(), victim.leave()])
  },
)

it('[C12] a flood of offers and of parts nobody asked for neither fills nor freezes the page', async () => {
  const { hostile, victim } = await meetHostile(server.origin, 'chromium')
  const floods = hostile.page.evaluate(async () => {
    const { keptChannels } = globalThis as unknown as { keptChannels: RTCDataChannel[] }
    const channel = keptChannels.findLast(
      ({ label, readyState }) => label === 'transfer' && readyState === 'open',
    )
    const part = new Uint8Array(60_000)
    for (let id = 1; id <= 3_000 && channel?.readyState === 'open'; id += 1) {
      const what = { kind: 'file', name: `flood ${id}`, size: 2_000_000_000 }
      channel.send(JSON.stringify({ type: 'offer', id, what }))
      // What was withdrawn makes room for more.
      if (id % 3 === 0) channel.send(JSON.stringify({ type: 'withdraw', id, why: 'cancelled' }))
      if (id % 10 === 0) channel.send(part)
      while (channel.bufferedAmount > 1_000_000) await new Promise((resolve) => setTimeout(resolve))
    }
  })
  await victim.reads('flood 1')
  await victim.write('can you hear me?')
  await hostile.reads('can you hear me?')
  await floods
  const items = await victim.page.$$eval('[role=log] .log-entries > *', (all) => all.length)
  expect(items).toBeLessThanOrEqual(210)
  expect(items).toBeGreaterThan(1)
  await victim.press('Stop')
  await victim.hears('You left')
  const heap = (await victim.page.metrics()).JSHeapUsedSize ?? Infinity
  expect(heap).toBeLessThan(150_000_000)
  await Promise.all([hostile.leave(), victim.leave()])
})
