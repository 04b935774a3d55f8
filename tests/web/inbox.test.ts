/** What the stranger sends, and what of it is kept in memory. */
import { createHash } from 'node:crypto'
import { createInbox } from '../../web/chat/inbox.ts'
import type { Inspect } from '../../web/chat/inspection.ts'
import { PictureError } from '../../web/chat/pictures.ts'
import { createTransferList, type Transfer } from '../../web/chat/transferList.ts'
import type { Offered, TransferMessage } from '../../web/chat/transferProtocol.ts'
import { useKeptBlobs } from './keptBlobs.ts'

const MEGABYTE = 1_048_576
const BYTES = new Uint8Array(10)
const sha = (data: Uint8Array) => createHash('sha256').update(data).digest()
const DIGEST = sha(sha(BYTES)).toString('base64url')
const PICTURE = { kind: 'picture', name: 'p', size: BYTES.length, mime: 'image/png' } as const
const fileOf = (size: number) => ({ kind: 'file', name: 'f', size }) as const

const kept = useKeptBlobs()
afterEach(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))

/** Ten bytes that take as much as this when they have been looked at. */
const largeAs = (megabytes: number) => () => {
  const whole = new Blob(['p'])
  Object.defineProperty(whole, 'size', { value: megabytes * MEGABYTE })
  return Promise.resolve(whole)
}

function open(inspect: Inspect) {
  let shown: readonly Transfer[] = []
  const said: TransferMessage[] = []
  const looks = new Set<() => void>()
  let order = 0
  const list = createTransferList(
    () => (order += 1),
    (now) => {
      shown = now
      for (const look of looks) look()
    },
    () => undefined,
  )
  const inbox = createInbox(list, (message) => said.push(message), inspect)
  const until = (test: (shown: readonly Transfer[]) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!test(shown)) return
        looks.delete(look)
        resolve()
      }
      looks.add(look)
      look()
    })
  return {
    inbox,
    list,
    said,
    shown: () => shown,
    until,
    /** All of it comes, and is looked at. */
    async come(id: number, what: Offered, phase: Transfer['phase'] = 'done') {
      inbox.hear({ type: 'offer', id, what })
      await inbox.accept(id)
      inbox.take({ id, offset: 0, bytes: BYTES })
      inbox.hear({ type: 'end', id, digest: DIGEST })
      await until((now) => now.find((one) => one.id === id)?.phase === phase)
    },
  }
}

it('[C12] pictures make room for newer ones by what they take, not by what was said', async () => {
  const { list, shown, until, come } = open(largeAs(30))
  for (const id of [1, 2, 3]) await come(id, PICTURE)
  // The screens are told of it, too.
  await until((now) => now[0]?.url === null)
  expect([...kept.keys()]).toEqual(['blob:2', 'blob:3'])
  expect(shown().map(({ url }) => url)).toEqual([null, 'blob:2', 'blob:3'])
  list.close()
  expect(kept.size).toBe(0)
})

it('[C12] files fill the memory up to a bound, and those that the browser was given to save make room', async () => {
  const { inbox, list, said, shown, until, come } = open(largeAs(256))
  await come(1, fileOf(BYTES.length))
  for (const id of [2, 3]) {
    inbox.hear({ type: 'offer', id, what: fileOf(256 * MEGABYTE) })
    await inbox.accept(id)
  }
  // What has been accepted counts before it has come, and who has no room is told what makes some.
  await until((now) => now[2]?.isWithoutRoom === true)
  expect(shown().map(({ phase }) => phase)).toEqual(['done', 'moving', 'offered'])
  expect(said.filter(({ type }) => type === 'decline')).toEqual([])
  inbox.saved(1)
  await until((now) => now[2]?.isWithoutRoom === false)
  await inbox.accept(3)
  await until((now) => now[2]?.phase === 'moving')
  expect([shown()[0]?.url, kept.size]).toEqual([null, 0])
  // What has given way is told as what it is: given to the browser, and here no longer.
  expect(shown()[0]).toMatchObject({ phase: 'done', isHanded: true, isSaved: false })
  list.close()
})

it('[C12] what the browser was given to save gives way only where that makes room enough', async () => {
  let megabytes = 20
  const { inbox, list, shown, until, come } = open(() => largeAs(megabytes)())
  await come(1, fileOf(BYTES.length))
  megabytes = 236
  await come(2, fileOf(BYTES.length))
  inbox.saved(1)
  for (const [id, size] of [
    [3, 256],
    [4, 100],
  ] as const) {
    inbox.hear({ type: 'offer', id, what: fileOf(size * MEGABYTE) })
    await inbox.accept(id)
  }
  await until((now) => now[3]?.isWithoutRoom === true)
  expect(shown().map(({ url }) => url)).toEqual(['blob:1', 'blob:2', null, null])
  inbox.saved(2)
  await inbox.accept(4)
  await until((now) => now[3]?.phase === 'moving')
  expect(kept.size).toBe(0)
  list.close()
})

it.each([
  ['by a word', { type: 'withdraw', id: 1, why: 'cancelled' }],
  ['with its connection', { type: 'sync', ids: new Array<number>() }],
] as const)('[C12] what is taken back %s while it is looked at does not come', async (_, word) => {
  const looks: ((safe: Blob) => void)[] = []
  const { inbox, list, said, shown, until, come } = open(
    () => new Promise((resolve) => looks.push(resolve)),
  )
  await come(1, PICTURE, 'checking')
  while (looks.length === 0) await new Promise(setImmediate)
  inbox.hear(word)
  await until(([one]) => one?.phase === 'ended')
  looks[0]?.(new Blob(['p']))
  await new Promise(setImmediate)
  expect(shown()[0]).toMatchObject({ phase: 'ended', why: 'cancelled', url: null })
  expect(said.filter(({ type }) => type === 'done')).toEqual([])
  expect(kept.size).toBe(0)
  list.close()
})

it.each([
  ['not taken back', null],
  ['taken back by a word', { type: 'withdraw', why: 'cancelled' }],
  ['taken back with its connection', { type: 'sync', ids: new Array<number>() }],
] as const)('[C12] what is %s is counted once while it is looked at', async (_, word) => {
  const looks: ((safe: Blob) => void)[] = []
  const { inbox, list, said } = open(() => new Promise((resolve) => looks.push(resolve)))
  const declined = () => said.filter(({ type }) => type === 'decline')
  const bring = async (id: number) => {
    const before = looks.length + declined().length
    inbox.hear({ type: 'offer', id, what: PICTURE })
    inbox.take({ id, offset: 0, bytes: BYTES })
    inbox.hear({ type: 'end', id, digest: DIGEST })
    while (looks.length + declined().length === before) await new Promise(setImmediate)
    if (word !== null) inbox.hear(word.type === 'sync' ? word : { ...word, id })
  }
  for (let id = 1; id <= 20; id += 1) await bring(id)
  expect(looks).toHaveLength(8)
  expect(declined()).toEqual(
    Array.from({ length: 12 }, (_value, at) => ({ type: 'decline', id: at + 9, why: 'tooMany' })),
  )
  // Whatever has been looked at makes room.
  looks[0]?.(new Blob(['p']))
  await new Promise(setImmediate)
  for (const id of [21, 22]) await bring(id)
  expect(looks).toHaveLength(9)
  list.close()
})

it.each([
  ['did not come', 'failed', { why: 'broken', isUnopened: true }],
  ['cannot read it', 'unreadable', { why: 'damaged', isUnopened: false }],
] as const)('[C19] a picture whose decoder %s is called so', async (_, why, expected) => {
  const { list, said, shown, come } = open(() => Promise.reject(new PictureError(why)))
  await come(1, PICTURE, 'ended')
  expect(shown()[0]).toMatchObject(expected)
  expect(said.at(-1)).toEqual({ type: 'decline', id: 1, why: expected.why })
  list.close()
})

it('[C12] says over a new connection what has arrived last, unless it is offered again', async () => {
  const { inbox, list, said, until } = open(largeAs(1))
  const groups = [
    [1, 2],
    [3, 4, 5, 6, 7, 8, 9, 10],
  ]
  for (const ids of groups) {
    for (const id of ids) {
      inbox.hear({ type: 'offer', id, what: PICTURE })
      inbox.take({ id, offset: 0, bytes: BYTES })
      inbox.hear({ type: 'end', id, digest: DIGEST })
    }
    await until((now) => now.length === ids.at(-1) && now.every(({ phase }) => phase === 'done'))
  }
  said.length = 0
  inbox.hear({ type: 'sync', ids: [9] })
  expect(new Set(said.map(({ type }) => type))).toEqual(new Set(['done']))
  const ids = said.map((word) => ('id' in word ? word.id : 0))
  expect(ids.toSorted((one, other) => one - other)).toEqual([3, 4, 5, 6, 7, 8, 10])
  list.close()
})

it('[C12] a file that has no place and is too large for memory ends in words', async () => {
  const createWritable = () => Promise.reject(new TypeError('full'))
  const ask = () => Promise.resolve({ createWritable })
  Object.assign(globalThis, { showSaveFilePicker: ask })
  const { inbox, list, said, until } = open(largeAs(1))
  inbox.hear({ type: 'offer', id: 1, what: fileOf(256 * MEGABYTE + 1) })
  await inbox.accept(1)
  await until(([one]) => one?.why === 'noRoom')
  expect(said).toEqual([{ type: 'decline', id: 1, why: 'noRoom' }])
  list.close()
})

it('[C12] a file larger than this browser can take is declined at once, and says why', async () => {
  const { inbox, list, said, shown, until } = open(largeAs(1))
  inbox.hear({ type: 'offer', id: 1, what: fileOf(256 * MEGABYTE) })
  inbox.hear({ type: 'offer', id: 2, what: fileOf(256 * MEGABYTE + 1) })
  await until((now) => now.length === 2)
  const declined = { type: 'decline', id: 2, why: 'tooLarge', most: 256 * MEGABYTE }
  expect(said).toEqual([declined])
  // Also when it is offered again over a new connection.
  inbox.hear({ type: 'offer', id: 2, what: fileOf(256 * MEGABYTE + 1) })
  expect(said).toEqual([declined, declined])
  const [small, large] = shown()
  expect([small?.phase, large?.phase, large?.why]).toEqual(['offered', 'ended', 'tooLarge'])
  // One that can save while it comes takes more.
  Object.assign(globalThis, { showSaveFilePicker: () => undefined })
  inbox.hear({ type: 'offer', id: 3, what: fileOf(256 * MEGABYTE + 1) })
  await until((now) => now[2]?.phase === 'offered')
  expect(said).toHaveLength(2)
  list.close()
})

it.each(['SecurityError', 'NotAllowedError'])(
  '[C12] a browser that does not ask where to save, for a %s, is asked again',
  async (why) => {
    const ask = () => Promise.reject(new DOMException('', why))
    Object.assign(globalThis, { showSaveFilePicker: ask })
    const { inbox, list, said, shown, until } = open(largeAs(1))
    inbox.hear({ type: 'offer', id: 1, what: fileOf(300 * MEGABYTE) })
    await inbox.accept(1)
    await until(([one]) => one?.isRefused === true)
    expect([shown()[0]?.phase, said]).toEqual(['offered', []])
    // Where memory takes it, nobody has to be asked.
    inbox.hear({ type: 'offer', id: 2, what: fileOf(64 * MEGABYTE) })
    await inbox.accept(2)
    await until((now) => now[1]?.phase === 'moving')
    list.close()
  },
)

it('[C12] the browser is asked for a place under a name that is fit for it', async () => {
  const ask = jest.fn(() => Promise.reject(new DOMException('', 'AbortError')))
  Object.assign(globalThis, { showSaveFilePicker: ask })
  const { inbox, list, shown } = open(largeAs(1))
  const what = { kind: 'file', name: '..report .pdf ', size: 64 * MEGABYTE } as const
  inbox.hear({ type: 'offer', id: 1, what })
  await inbox.accept(1)
  expect(ask).toHaveBeenCalledWith({ suggestedName: 'report .pdf' })
  // Who closes that dialog is asked again.
  expect(shown()[0]?.phase).toBe('offered')
  list.close()
})
