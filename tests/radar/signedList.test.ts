import { blocklist, LIST_AGE_MAX_MS } from '../../radar/protocol.ts'
import { appealCode, openList, signList } from '../../radar/signedList.ts'

const KEY = 'k'.repeat(43)
const NOW = Date.UTC(2027, 0, 1)
const LIST = {
  version: 7,
  issuedAt: NOW,
  entries: [['203.0.113.7', 'app', 'reports', 1, 2]],
}
const open = (
  payload: string,
  change: { key?: string; topic?: string; last?: number; now?: number } = {},
) =>
  openList(
    change.key ?? KEY,
    change.topic ?? 'blocklist',
    payload,
    blocklist,
    change.last ?? 0,
    change.now ?? NOW,
  )

describe('a signed list', () => {
  const payload = signList(KEY, 'blocklist', LIST)

  it('[R20] arrives as it was signed, and again', () => {
    expect(open(payload)).toEqual(LIST)
    expect(open(payload, { last: 7 })).toEqual(LIST)
  })

  it('[R20] is refused under another key, on another topic, or when one character differs', () => {
    expect(open(payload, { key: 'x'.repeat(43) })).toBeNull()
    expect(open(payload, { topic: 'throttles' })).toBeNull()
    for (let at = 0; at < payload.length; at += 1) {
      const other = payload[at] === 'A' ? 'B' : 'A'
      expect(open(payload.slice(0, at) + other + payload.slice(at + 1))).toBeNull()
    }
  })

  it('[R20] is refused when it is older than the last one believed, or than two minutes', () => {
    expect(open(payload, { last: 8 })).toBeNull()
    expect(open(payload, { now: NOW + LIST_AGE_MAX_MS })).toEqual(LIST)
    expect(open(payload, { now: NOW + LIST_AGE_MAX_MS + 1 })).toBeNull()
    expect(open(payload, { now: NOW - LIST_AGE_MAX_MS - 1 })).toBeNull()
  })

  it('[R20] is refused when it is signed but no list, or empty, or cut off', () => {
    for (const wrong of [{}, { ...LIST, more: 1 }, { ...LIST, entries: [['203.0.113.7']] }])
      expect(open(signList(KEY, 'blocklist', wrong))).toBeNull()
    for (const text of ['', '.', payload.slice(0, 43), payload.slice(0, 44), payload.slice(0, -1)])
      expect(open(text)).toBeNull()
  })
})

describe('the code to appeal with', () => {
  it('[R20] has eight characters and changes with prefix, start and key', () => {
    const code = appealCode(KEY, '203.0.113.7', 1)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
    expect(appealCode(KEY, '203.0.113.7', 1)).toBe(code)
    const others = [
      appealCode(KEY, '203.0.113.8', 1),
      appealCode(KEY, '203.0.113.7', 2),
      appealCode('x'.repeat(43), '203.0.113.7', 1),
    ]
    expect(new Set([code, ...others]).size).toBe(4)
  })
})
