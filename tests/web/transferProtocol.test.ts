/** What a stranger says of his transfers, and what is heard of it. */
import * as fc from 'fast-check'
import {
  CHUNK_BYTES,
  cleanName,
  parseChunk,
  parseTransferMessage,
} from '../../web/chat/transferProtocol.ts'
import { chunkOf } from '../helpers/chunk.ts'

const read = (value: unknown) => parseTransferMessage(JSON.stringify(value))

const FILE = { kind: 'file', name: 'notes.txt', size: 2 ** 31 } as const
const PICTURE = { kind: 'picture', name: 'a.png', size: 4_194_304, mime: 'image/png' } as const
const VOICE = {
  kind: 'voice',
  name: 'v',
  size: 1_048_576,
  mime: 'audio/webm',
  seconds: 61,
  levels: Array.from({ length: 48 }, () => 15),
} as const
const offer = (what: unknown) => ({ type: 'offer', id: 1, what })
const decline = (most: unknown) => ({ type: 'decline', id: 1, why: 'tooLarge', most })
const END = { type: 'end', id: 1, digest: 'x'.repeat(43) }

it.each([
  offer(FILE),
  offer({ ...FILE, size: 0, name: 'ż李👋'.repeat(20) }),
  offer(PICTURE),
  offer(VOICE),
  { type: 'sync', ids: [1, 2, 3, 4, 5, 6, 7, 2 ** 32 - 1] },
  { type: 'accept', id: 1, offset: 2 ** 31 },
  { type: 'received', id: 1, offset: 0 },
  { type: 'withdraw', id: 1, why: 'unreadable' },
  { type: 'decline', id: 1, why: 'noRoom' },
  { type: 'decline', id: 1, why: 'tooLarge' },
  { type: 'decline', id: 1, why: 'tooLarge', most: 1 },
  { type: 'decline', id: 1, why: 'tooLarge', most: 2 ** 31 },
  { type: 'plays', types: ['audio/webm', 'audio/mp4', 'audio/ogg'] },
  END,
])('[C3] [C12] is read: %j', (value) => {
  expect(read(value)).toEqual(value)
})

it.each([
  ['an unknown type', { type: 'eval', id: 1 }],
  ['a type of the prototype', { type: 'constructor', id: 1 }],
  ['an id of 0', { type: 'done', id: 0 }],
  ['an id too large', { type: 'done', id: 2 ** 32 }],
  ['a fraction as id', { ...offer(FILE), id: 1.5 }],
  ['nine transfers at once', { type: 'sync', ids: Array(9).fill(1) }],
  ['an offset beyond any file', { type: 'accept', id: 1, offset: 2 ** 31 + 1 }],
  ['an offset below 0', { type: 'received', id: 1, offset: -1 }],
  ['a file of another kind', offer({ ...FILE, kind: 'program' })],
  ['a file without an end', offer({ ...FILE, size: 2 ** 31 + 1 })],
  ['a size that is no number', offer({ ...FILE, size: '1' })],
  ['a size below 0', offer({ ...FILE, size: -1 })],
  ['a picture too large to come unasked', offer({ ...PICTURE, size: 4_194_305 })],
  ['a picture that is a drawing with scripts', offer({ ...PICTURE, mime: 'image/svg+xml' })],
  ['a picture that is a page', offer({ ...PICTURE, mime: 'text/html' })],
  ['a voice note too large', offer({ ...VOICE, size: 1_048_577 })],
  ['a voice note too long', offer({ ...VOICE, seconds: 62 })],
  ['a voice note of no length', offer({ ...VOICE, seconds: -1 })],
  ['more loudness than is drawn', offer({ ...VOICE, levels: Array(49).fill(0) })],
  ['louder than loud', offer({ ...VOICE, levels: [16] })],
  ['a picture as a voice note', offer({ ...VOICE, mime: 'image/png' })],
  ['a name with bidi override', offer({ ...FILE, name: '\u202Egnp.exe' })],
  ['a name that is a path', offer({ ...FILE, name: '../../etc/passwd' })],
  ['a name that is a path elsewhere', offer({ ...FILE, name: String.raw`a\b` })],
  ['a name with nothing in it', offer({ ...FILE, name: '\u200B' })],
  ['a name of two lines', offer({ ...FILE, name: 'a\u2028b' })],
  ['a name of two paragraphs', offer({ ...FILE, name: 'a\u2029b' })],
  ['a name of letters that are blank', offer({ ...FILE, name: '\u3164\uFFA0\u115F\u1160\u2800' })],
  ['no name', offer({ ...FILE, name: '' })],
  ['a long name', offer({ ...FILE, name: 'x'.repeat(121) })],
  ['a digest that is none', { ...END, digest: 'x'.repeat(42) }],
  ['a digest with markup', { ...END, digest: `<b>${'x'.repeat(40)}` }],
  ['an unknown reason', { type: 'decline', id: 1, why: 'because' }],
  ['nothing as the most', decline(0)],
  ['less than nothing as the most', decline(-1)],
  ['a fraction as the most', decline(1.5)],
  ['more than any file as the most', decline(2 ** 31 + 1)],
  ['the most without an end', decline(1e308)],
  ['the most that is no number', decline('1')],
  ['the most that is not a number', decline(NaN)],
  ['a type of sound that nobody sends', { type: 'plays', types: ['audio/x'] }],
  ['null', null],
  ['a list', []],
])('[C3] [C12] is refused with %s', (_, value) => {
  expect(read(value)).toBeNull()
})

it('[C3] is refused when it is long or deep, without an error', () => {
  expect(parseTransferMessage(`{"type":"done","id":1}${' '.repeat(1_978)}`)).not.toBeNull()
  expect(parseTransferMessage(`{"type":"done","id":1}${' '.repeat(1_979)}`)).toBeNull()
  for (const text of ['', '{', '['.repeat(2_000), `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`])
    expect(parseTransferMessage(text)).toBeNull()
})

it('[C3] loses every key that is not expected, and takes none from a prototype', () => {
  const text = '{"type":"done","id":1,"more":1,"__proto__":{"polluted":1}}'
  expect(Object.keys(parseTransferMessage(text) ?? {})).toEqual(['type', 'id'])
  expect(parseTransferMessage('{"__proto__":{"type":"done","id":1}}')).toBeNull()
  expect({}).not.toHaveProperty('polluted')
})

it('[C3] of any form is read or refused without an error', () => {
  const near = fc.record(
    {
      type: fc.constantFrom(
        'sync',
        'offer',
        'hold',
        'end',
        'accept',
        'received',
        'decline',
        'plays',
      ),
      id: fc.oneof(fc.integer(), fc.double(), fc.string()),
      what: fc.anything(),
      offset: fc.oneof(fc.integer(), fc.double()),
      on: fc.anything(),
      why: fc.constantFrom('tooLarge', 'noRoom'),
      most: fc.oneof(fc.integer(), fc.double(), fc.constant(null)),
    },
    { requiredKeys: [] },
  )
  const plain = (_: string, part: unknown) => (typeof part === 'bigint' ? null : part)
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    near.map((value) => JSON.stringify(value, plain)),
  )
  fc.assert(
    fc.property(text, (said) => {
      const message = parseTransferMessage(said)
      if (message !== null) expect(read(message)).toEqual(message)
    }),
  )
})

it.each([
  ['photo\u2028\u2029.exe', 'photo.exe'],
  ['a\u115F\u1160\u2800\u3164\uFFA0b.txt', 'ab.txt'],
  ['\u3164\u2800', 'file'],
])('[C12] the name %j is cleaned to %s, which is heard', (name, cleaned) => {
  expect(cleanName(name)).toBe(cleaned)
  expect(read(offer({ ...FILE, name: cleaned }))).not.toBeNull()
})

it('[C12] a part has a byte at least, and no more than the largest', () => {
  const lengthOf = (length: number) =>
    parseChunk(chunkOf(1, 0, new Uint8Array(length)))?.bytes.length
  expect([0, 1, CHUNK_BYTES, CHUNK_BYTES + 1].map(lengthOf)).toEqual([
    undefined,
    1,
    CHUNK_BYTES,
    undefined,
  ])
  for (const length of [0, 3, 11]) expect(parseChunk(new ArrayBuffer(length))).toBeNull()
})
