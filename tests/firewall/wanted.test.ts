import { parsePrefix } from '../../radar/prefix.ts'
import { createWanted, NEW_DROPS_MAX, openSigned } from '../../firewall/wanted.ts'
import { drop, entry, KEY, listOf, START } from './drops.ts'

const OWN = '203.0.113.1'
const own = parsePrefix(OWN)
const create = () => createWanted(openSigned(KEY), own === null ? [] : [own])
const held = (wanted: ReturnType<typeof create>, now = START) =>
  wanted.drops(now).map(({ prefix }) => prefix.text)

it('[R5] takes what networks may drop, and nothing that is for signaling alone', () => {
  const wanted = create()
  const list = [entry('192.0.2.7'), entry('192.0.2.8', 'app'), entry('2001:db8:1:2::/64')]
  expect(wanted.take(listOf(list), START)).toBe(true)
  expect(held(wanted)).toEqual(['192.0.2.7', '2001:db8:1:2::/64'])
})

it.each([
  OWN,
  '203.0.113.0/24',
  '0.0.0.0/0',
  '::/0',
  '10.1.2.3',
  '127.0.0.1',
  '169.254.169.254',
  '192.0.2.0/23',
  '2001:db8::/47',
  '::ffff:0:0/96',
  'fe80::1',
])('[R3] refuses to drop %s, whoever asks', (prefix) => {
  const wanted = create()
  expect(wanted.take(listOf([entry(prefix), entry('198.51.100.9')]), START)).toBe(true)
  expect(held(wanted)).toEqual(['198.51.100.9'])
  expect(wanted.refused()).toBe(1)
})

it.each([
  ['forged', listOf([], { key: 'another', version: 2 })],
  ['of another topic', listOf([], { topic: 'throttles', version: 2 })],
  ['older', listOf([], { version: 0 })],
  ['too old', listOf([], { version: 2, issuedAt: START - 121_000 })],
  ['unreadable', 'x'],
  ['empty', ''],
])('[R20] keeps what it has when a list is %s', (_, payload) => {
  const wanted = create()
  wanted.take(listOf([entry('192.0.2.7')]), START)
  expect(wanted.take(payload, START)).toBe(false)
  expect(held(wanted)).toEqual(['192.0.2.7'])
})

it('[R3] takes a long first list, and later only so many new ones at once', () => {
  const many = (first: number) =>
    Array.from({ length: NEW_DROPS_MAX + 10 }, (_, nth) =>
      entry(`198.${51 + first}.${nth >> 8}.${nth & 255}`),
    )
  const wanted = create()
  wanted.take(listOf(many(0)), START)
  expect(held(wanted)).toHaveLength(NEW_DROPS_MAX + 10)
  wanted.take(listOf([...many(0), ...many(1)], { version: 2 }), START)
  expect(held(wanted)).toHaveLength(2 * NEW_DROPS_MAX + 10)
  expect(wanted.refused()).toBe(10)
  // However often the list comes, those that were too many wait for the next minute.
  wanted.take(listOf([...many(0), ...many(1)], { version: 3 }), START + 59_999)
  expect(wanted.refused()).toBe(10)
  wanted.take(listOf([...many(0), ...many(1)], { version: 4 }), START + 60_000)
  expect(wanted.refused()).toBe(0)
})

it('lets every block end by itself', () => {
  const wanted = create()
  wanted.take(listOf([entry('192.0.2.7', 'network', 60), entry('192.0.2.8')]), START)
  expect(held(wanted, START + 59_999)).toHaveLength(2)
  expect(held(wanted, START + 60_000)).toEqual([drop('192.0.2.8').prefix.text])
})

it('[E1] takes no end that is out of bounds, and tells of no change where there is none', () => {
  const wanted = create()
  const month = 30 * 86_400
  const list = [
    entry('192.0.2.7', 'network', month + 121),
    entry('192.0.2.8', 'network', month),
    entry('192.0.2.9', 'network', 60),
  ]
  wanted.take(listOf(list), START)
  expect(held(wanted)).toEqual(['192.0.2.8', '192.0.2.9'])
  expect(wanted.refused()).toBe(1)
  expect(wanted.drops(START + 59_999)).toBe(wanted.drops(START))
  expect(held(wanted, START + 60_000)).toEqual(['192.0.2.8'])
  expect(wanted.drops(START + 60_001)).toBe(wanted.drops(START + 60_000))
})

it('[E1] never asks the kernel for a list that overlaps, which it would refuse as a whole', () => {
  const wanted = create()
  const list = [
    '198.51.100.7',
    '198.51.100.0/24',
    '::ffff:192.0.2.1',
    '192.0.2.1',
    '2001:db8:1:2::/64',
    '2001:db8:1::/48',
  ]
  wanted.take(listOf(list.map((prefix) => entry(prefix))), START)
  expect(new Set(held(wanted))).toEqual(
    new Set(['198.51.100.0/24', '192.0.2.1', '2001:db8:1::/48']),
  )
  expect(wanted.refused()).toBe(3)
})
