import {
  blurCount,
  parseClientMessage,
  parseServerMessage,
  type ClientMessage,
} from '../../signaling/protocol.ts'
import { CLIENT_EXAMPLES, ID, KEY, SERVER_EXAMPLES, TOKEN } from './protocolExamples.ts'
import { fuzzFrames } from './protocolFuzz.ts'

type Change = Readonly<Record<string, unknown>>

const parse = (value: unknown): ClientMessage | null => parseClientMessage(JSON.stringify(value))

describe('control messages', () => {
  it.each(Object.values(CLIENT_EXAMPLES))('[V2] accepts an honest $type', (message) => {
    expect(parse(message)).toEqual(message)
  })

  it.each(Object.values(CLIENT_EXAMPLES))('[V2] refuses a key too many in $type', (message) => {
    expect(parse({ ...message, extra: 1 })).toBeNull()
    expect(parse({ ...message, toString: 'x' })).toBeNull()
    expect(parse({ ...message, constructor: { prototype: {} } })).toBeNull()
  })

  it.each(Object.values(CLIENT_EXAMPLES))('[V2] refuses each key missing in $type', (message) => {
    // Pages of before there was calm mode go on searching when the server is updated.
    for (const name of Object.keys(message).filter((one) => one !== 'calm')) {
      const rest = Object.entries(message).filter(([key]) => key !== name)
      expect(parse(Object.fromEntries(rest))).toBeNull()
    }
  })

  const accepted: [ClientMessage['type'], Change][] = [
    ['hello', { version: 0 }],
    ['hello', { version: -7 }],
    ['hello', { adult: false }],
    ['hello', { terms: '' }],
    ['find', { mode: 'video' }],
    ['find', { interests: [] }],
    ['find', { interests: Array.from({ length: 10 }, (_, index) => `i${index}`) }],
    ['find', { interests: ['x'.repeat(32)] }],
    ['find', { interests: ['Шахматы', '将棋', 'c’est la vie', '🎻'] }],
    ['find', { languages: [] }],
    ['find', { languages: ['en', 'de', 'fr', 'es', 'it', 'pt', 'ru', 'uk'] }],
    ['find', { calm: false }],
    ['find', { calm: undefined }],
    ['find', { key: `${'A9_-'.repeat(21)}abc` }],
    ['report', { reason: 'minor' }],
    ['outcome', { route: 'failed' }],
  ]
  it.each(accepted)('[V2] accepts %s with %j', (type, change) => {
    expect(parse({ ...CLIENT_EXAMPLES[type], ...change })).not.toBeNull()
  })

  const refused: [ClientMessage['type'], Change][] = [
    ['hello', { version: 1.5 }],
    ['hello', { version: '1' }],
    ['hello', { version: 2 ** 60 }],
    ['hello', { version: null }],
    ['hello', { adult: 'true' }],
    ['hello', { adult: 1 }],
    ['hello', { terms: '2026-11-221' }],
    ['hello', { terms: ['2026-11-22'] }],
    ['find', { mode: 'audio' }],
    ['find', { mode: '__proto__' }],
    ['find', { interests: Array.from({ length: 11 }, (_, index) => `i${index}`) }],
    ['find', { interests: 'chess' }],
    ['find', { interests: { length: 1, 0: 'chess' } }],
    ['find', { interests: [''] }],
    ['find', { interests: ['x'.repeat(33)] }],
    ['find', { interests: ['a\u0000b'] }],
    ['find', { interests: ['a\nb'] }],
    ['find', { interests: ['a\u007fb'] }],
    ['find', { interests: ['a\u0085b'] }],
    ['find', { interests: ['a\u00adb'] }],
    ['find', { interests: ['a\u200bb'] }],
    ['find', { interests: ['a\u202eb'] }],
    ['find', { interests: ['a\u2066b'] }],
    ['find', { interests: ['a\ufeffb'] }],
    ['find', { interests: ['a\ud800b'] }],
    ['find', { interests: ['a\ue000b'] }],
    ['find', { interests: ['ok', 1] }],
    ['find', { interests: [null] }],
    ['find', { languages: ['en', 'de', 'fr', 'es', 'it', 'pt', 'ru', 'uk', 'pl'] }],
    ['find', { languages: ['EN'] }],
    ['find', { languages: ['e'] }],
    ['find', { languages: ['engl'] }],
    ['find', { languages: ['en-GB'] }],
    ['find', { languages: ['en\n'] }],
    ['find', { languages: [''] }],
    ['find', { calm: 'yes' }],
    ['find', { calm: null }],
    ['find', { key: KEY.slice(1) }],
    ['find', { key: `${KEY}k` }],
    ['find', { key: `${KEY}\n` }],
    ['find', { key: `${KEY.slice(1)}=` }],
    ['find', { key: `${KEY.slice(1)}+` }],
    ['find', { key: null }],
    ['meet', { token: TOKEN.slice(1) }],
    ['meet', { token: `${TOKEN}t` }],
    ['meet', { token: '__proto__' }],
    ['meet', { key: TOKEN }],
    ['report', { token: ID.slice(1) }],
    ['report', { token: `${ID}i` }],
    ['report', { reason: 'constructor' }],
    ['report', { reason: '' }],
    ['keep', { token: ID.slice(1) }],
    ['keep', { token: TOKEN }],
    ['keep', { token: null }],
    ['outcome', { route: 'toString' }],
    ['outcome', { route: 0 }],
    ['ping', { type: 'pong' }],
    ['ping', { type: '__proto__' }],
    ['ping', { type: 'constructor' }],
    ['ping', { type: ['ping'] }],
    ['ping', { type: null }],
  ]
  it.each(refused)('[V2] refuses %s with %j', (type, change) => {
    expect(parse({ ...CLIENT_EXAMPLES[type], ...change })).toBeNull()
  })

  it.each([
    '',
    ' ',
    '{',
    'null',
    '0',
    '"ping"',
    '[]',
    '{}',
    '[{"type":"ping"}]',
    '{"type":"ping"}x',
  ])('[V2] refuses %j, which is no message at all', (frame) => {
    expect(parseClientMessage(frame)).toBeNull()
  })

  it('[V2] lets no own __proto__ through, and takes the prototype from nobody', () => {
    expect(parseClientMessage('{"type":"ping","__proto__":{"adult":true}}')).toBeNull()
    expect(parseClientMessage('{"__proto__":{"type":"ping"}}')).toBeNull()
    expect(({} as { adult?: boolean }).adult).toBeUndefined()
  })

  it('[V2] survives JSON nested ten thousand deep', () => {
    const deep = '['.repeat(10_000) + ']'.repeat(10_000)
    expect(parseClientMessage(deep)).toBeNull()
    expect(parseClientMessage(`{"type":"ping","x":${deep}}`)).toBeNull()
  })

  it('[V2] never throws on 100,000 frames and accepts only the closed union', () => {
    fuzzFrames(100_000)
    // Freshly read, so that a polluted prototype would show here too.
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(Object.entries({})).toEqual([])
  })
})

describe("the server's messages", () => {
  it.each(Object.values(SERVER_EXAMPLES))('survive the round trip: $type', (message) => {
    expect(parseServerMessage(JSON.stringify(message))).toEqual(message)
  })

  it('may gain a field, so that an older page survives a newer server', () => {
    expect(parseServerMessage('{"type":"pong","more":1}')).toEqual({ type: 'pong' })
  })

  const { matched, waiting } = SERVER_EXAMPLES
  const wrong: [string, Change][] = [
    ['an unknown type', { type: 'surprise' }],
    ['a client message', CLIENT_EXAMPLES.ping],
    ['a short key', { ...matched, key: KEY.slice(1) }],
    ['a third role', { ...matched, role: 'both' }],
    [
      'a common interest with a control character',
      { ...matched, common: { interests: ['a\u202eb'], languages: [] } },
    ],
    ['nine ICE servers', { ...waiting, ice: Array.from({ length: 9 }, () => ({ urls: [] })) }],
    ['an unknown reason', { ...SERVER_EXAMPLES.partnerLeft, why: 'bored' }],
    ['a number as text', { ...SERVER_EXAMPLES.online, count: '8' }],
  ]
  it.each(wrong)('are refused by the page with %s', (_what, message) => {
    expect(parseServerMessage(JSON.stringify(message))).toBeNull()
  })

  const ofAnotherType = Object.values(SERVER_EXAMPLES).flatMap((message) =>
    Object.entries(message).map(([key, value]: [string, unknown]) => {
      const other = typeof value === 'object' ? 'x' : {}
      return [message.type, key, { ...message, [key]: other }] as const
    }),
  )
  it.each(ofAnotherType)('[P12] are refused by the page: %s with another type of %s', (...row) => {
    expect(parseServerMessage(JSON.stringify(row[2]))).toBeNull()
  })

  it('[P12] take their fields from no prototype', () => {
    expect(parseServerMessage('{"__proto__":{"type":"pong"}}')).toBeNull()
    expect(parseServerMessage('{"type":"online","__proto__":{"count":8}}')).toBeNull()
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('are refused by the page when they are no JSON', () => {
    expect(parseServerMessage('{')).toBeNull()
  })
})

describe('the number of people online', () => {
  it.each([
    [0, 0],
    [1, 0],
    [7, 0],
    [8, 8],
    [9, 16],
    [15, 16],
    [16, 16],
    [17, 24],
    [1_000, 1_000],
    [1_001, 1_008],
    [9_999, 10_000],
  ])('[V12] is told for %i people as %i', (people, told) => {
    expect(blurCount(people)).toBe(told)
  })

  it('[V12] is a multiple of 8 for every number, and 0 below 8', () => {
    for (let people = 0; people < 2_000; people += 1) {
      expect(blurCount(people) % 8).toBe(0)
      expect(blurCount(people)).toBeLessThan(people + 8)
      if (people < 8) expect(blurCount(people)).toBe(0)
    }
  })
})
