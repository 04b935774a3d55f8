import * as fc from 'fast-check'
import { parsePeerMessage, parseSignal } from '../../web/chat/peerProtocol.ts'

const message = (value: unknown) => parsePeerMessage(JSON.stringify(value))
const signal = (value: unknown) => parseSignal(JSON.stringify(value))

describe('a message of the stranger', () => {
  it.each([
    { type: 'profile', nickname: '' },
    { type: 'profile', nickname: 'Żaneta 李 👋' },
    { type: 'profile', nickname: 'x'.repeat(24) },
    { type: 'text', id: 1, text: 'hi' },
    { type: 'text', id: 9_007_199_254_740_991, text: 'x'.repeat(2_000) },
    { type: 'text', id: 2, text: 'two\nlines <b>&amp;</b>' },
    { type: 'text', id: 2, text: '👋'.repeat(1_000) },
    { type: 'received', id: 1 },
    { type: 'typing', active: true },
    { type: 'media', camera: false, microphone: true },
    { type: 'bye', why: 'skipped' },
    { type: 'bye', why: 'left' },
    { type: 'bye', why: 'away' },
    { type: 'away', away: true },
    { type: 'media', camera: true, microphone: true, screen: true, paused: false, saving: true },
  ])('[C3] is read: %j', (value) => {
    expect(message(value)).toEqual(value)
  })

  it.each([
    ['a long text', { type: 'text', id: 1, text: 'x'.repeat(2_001) }],
    ['an empty text', { type: 'text', id: 1, text: '' }],
    ['a text without an id', { type: 'text', text: 'hi' }],
    ['an id of 0', { type: 'text', id: 0, text: 'hi' }],
    ['a fraction as id', { type: 'text', id: 1.5, text: 'hi' }],
    ['an id beyond counting', { type: 'received', id: 2 ** 53 }],
    ['a string as id', { type: 'text', id: '1', text: 'hi' }],
    ['a number as text', { type: 'text', id: 1, text: 7 }],
    ['a list as text', { type: 'text', id: 1, text: ['hi'] }],
    ['a long nickname', { type: 'profile', nickname: 'x'.repeat(25) }],
    ['a nickname with bidi override', { type: 'profile', nickname: 'ann\u202Eexe' }],
    ['a nickname with a bidi isolate', { type: 'profile', nickname: '\u2066ann' }],
    ['a nickname of a zero-width space', { type: 'profile', nickname: '\u200B' }],
    ['a nickname with a line break', { type: 'profile', nickname: 'a\nb' }],
    ['a nickname with half a character', { type: 'profile', nickname: 'a\uD800' }],
    ['a number as typing', { type: 'typing', active: 1 }],
    ['a half media state', { type: 'media', camera: true }],
    ['a number as screen', { type: 'media', camera: true, microphone: true, screen: 1 }],
    ['an away without a state', { type: 'away' }],
    ['an unknown reason', { type: 'bye', why: 'tampered' }],
    ['an unknown type', { type: 'eval', text: 'hi' }],
    ['a type of the prototype', { type: 'constructor' }],
    ['a type that is a list', { type: ['text'], id: 1, text: 'hi' }],
    ['no type', { text: 'hi' }],
    ['a list', []],
    ['a string', 'text'],
    ['null', null],
  ])('[C3] is refused with %s', (_, value) => {
    expect(message(value)).toBeNull()
  })

  it('[C3] loses every key that is not expected', () => {
    const text = '{"type":"text","id":1,"text":"hi","mine":true,"__proto__":{"polluted":true}}'
    const read = parsePeerMessage(text)
    expect(read).toEqual({ type: 'text', id: 1, text: 'hi' })
    expect(Object.keys(read ?? {})).toEqual(['type', 'id', 'text'])
    expect(read).not.toHaveProperty('polluted')
    expect({}).not.toHaveProperty('polluted')
  })

  it('[C3] cannot take its fields from a prototype', () => {
    expect(parsePeerMessage('{"__proto__":{"type":"text","id":1,"text":"hi"}}')).toBeNull()
  })

  it('[C3] is refused when it is huge or deep, without an error', () => {
    expect(parsePeerMessage(`{"type":"text","id":1,"text":"${'x'.repeat(1e6)}"}`)).toBeNull()
    const deep = `{"type":"typing","active":${'['.repeat(6_000)}${']'.repeat(6_000)}}`
    expect(parsePeerMessage(deep)).toBeNull()
    const padded = `{"type":"typing","active":true}${' '.repeat(14_000)}`
    expect(parsePeerMessage(padded)).toBeNull()
  })

  it('[C3] has room for the longest text a page sends', () => {
    const longest = { type: 'text', id: 9_007_199_254_740_991, text: '\u0001'.repeat(2_000) }
    expect(message(longest)).toEqual(longest)
  })

  it('[C3] of any form is read or refused without an error', () => {
    const near = fc.record(
      {
        type: fc.constantFrom('profile', 'text', 'received', 'typing', 'media', 'bye'),
        id: fc.oneof(fc.integer(), fc.double(), fc.string()),
        text: fc.anything(),
        nickname: fc.string({ unit: 'binary' }),
        active: fc.anything(),
        why: fc.anything(),
      },
      { requiredKeys: [] },
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      near.map((value) =>
        JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? null : part)),
      ),
    )
    fc.assert(
      fc.property(text, (said) => {
        const read = parsePeerMessage(said)
        // What is read once is read again as itself: nothing half-checked gets through.
        if (read !== null) expect(message(read)).toEqual(read)
      }),
    )
  })
})

describe('an opened signal', () => {
  const candidate = { candidate: 'candidate:1 1 udp 1 8.8.8.8 5000 typ host' }

  it.each([
    { candidates: [] },
    { description: { type: 'offer', sdp: 'v=0\r\n' }, candidates: [] },
    { description: { type: 'answer', sdp: 'v=0\r\n' }, candidates: [candidate] },
    { candidates: [{ ...candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' }] },
    { candidates: [{ ...candidate, sdpMid: null, sdpMLineIndex: null, usernameFragment: null }] },
    { candidates: [{ candidate: '' }] },
    { candidates: Array(64).fill(candidate) },
  ])('[C3] is read: %j', (value) => {
    expect(signal(value)).toEqual(value)
  })

  it.each([
    ['no candidates', {}],
    ['65 candidates', { candidates: Array(65).fill(candidate) }],
    ['a long candidate', { candidates: [{ candidate: 'x'.repeat(501) }] }],
    ['a candidate that is a string', { candidates: ['candidate:1'] }],
    ['a section that cannot be', { candidates: [{ ...candidate, sdpMLineIndex: 9 }] }],
    ['a section below 0', { candidates: [{ ...candidate, sdpMLineIndex: -1 }] }],
    ['a long section name', { candidates: [{ ...candidate, sdpMid: 'x'.repeat(33) }] }],
    ['a long fragment', { candidates: [{ ...candidate, usernameFragment: 'x'.repeat(257) }] }],
    ['a rollback', { description: { type: 'rollback', sdp: '' }, candidates: [] }],
    ['a provisional answer', { description: { type: 'pranswer', sdp: 'v=0' }, candidates: [] }],
    [
      'a huge description',
      { description: { type: 'offer', sdp: 'x'.repeat(15_001) }, candidates: [] },
    ],
    ['half a description', { description: { type: 'offer' }, candidates: [] }],
    ['more than belongs to it', { candidates: [], renegotiate: true }],
    [
      'a description with more',
      { description: { type: 'offer', sdp: 'v=0', x: 1 }, candidates: [] },
    ],
    ['a list', []],
    ['null', null],
  ])('[C3] is refused with %s', (_, value) => {
    expect(signal(value)).toBeNull()
  })

  it('[C3] of any form is read or refused without an error', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.json().map((part) => `{"candidates":[${part}]}`),
      fc.json().map((part) => `{"candidates":[],"description":${part}}`),
    )
    fc.assert(
      fc.property(text, (said) => {
        const read = parseSignal(said)
        if (read !== null) expect(signal(read)).toEqual(read)
      }),
    )
    expect(parseSignal('['.repeat(8_000))).toBeNull()
    expect(parseSignal(`{"candidates":${'['.repeat(8_000)}${']'.repeat(8_000)}}`)).toBeNull()
  })
})
