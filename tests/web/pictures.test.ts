/** Pictures in the hands of a worker that may answer, fail or hang; and what is chosen until it is sent. */
import { createPicking, type Picked } from '../../web/chat/picking.ts'
import { createPictures, PICTURE_MS, PictureError } from '../../web/chat/pictures.ts'
import type { PictureAnswer, PictureTask } from '../../web/chat/pictureTasks.ts'
import type { Transfers } from '../../web/chat/transfers.ts'

interface Bench {
  task: PictureTask | null
  isOver: boolean
  onmessage: ((event: { data: PictureAnswer }) => void) | null
  onerror: (() => void) | null
}
let mockIsAway = false
const mockBenches: (Bench & { postMessage(task: PictureTask): void; terminate(): void })[] = []

jest.mock('../../web/chat/workers.ts', () => ({
  startWorker() {
    if (mockIsAway) throw new TypeError('not now')
    const bench = {
      task: null as PictureTask | null,
      isOver: false,
      onmessage: null,
      onerror: null,
      postMessage(task: PictureTask) {
        bench.task = task
      },
      terminate() {
        bench.isOver = true
      },
    }
    mockBenches.push(bench)
    return bench
  },
}))

const open = (name: string): PictureTask => ({
  task: 'open',
  file: new Blob([name]),
  mime: 'image/png',
})
const made = (text = 'made'): PictureAnswer => ({ picture: new Blob([text]), isAnimated: false })
/** Until what has been begun has come to where it waits. */
const settle = async () => {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve()
}
const until = async (test: () => boolean) => {
  while (!test()) await new Promise((resolve) => setImmediate(resolve))
}

beforeEach(() => {
  mockBenches.splice(0)
  mockIsAway = false
})

describe('the worker of a picture', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('[C19] is one at a time, and ends with its picture', async () => {
    const pictures = createPictures()
    const first = pictures.make(open('a'))
    const second = pictures.make(open('b'))
    await settle()
    expect(mockBenches).toHaveLength(1)
    mockBenches[0]?.onmessage?.({ data: made() })
    await first
    await settle()
    expect(mockBenches.map(({ isOver }) => isOver)).toEqual([true, false])
    mockBenches[1]?.onerror?.()
    await expect(second).rejects.toMatchObject({ why: 'failed' })
    expect(mockBenches[1]?.isOver).toBe(true)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('[C19] is ended when it takes too long, and the next one has its turn', async () => {
    const pictures = createPictures()
    const first = pictures.make(open('a'))
    const second = pictures.make(open('b'))
    await settle()
    jest.advanceTimersByTime(PICTURE_MS)
    await expect(first).rejects.toThrow(PictureError)
    await settle()
    expect(mockBenches.map(({ isOver }) => isOver)).toEqual([true, false])
    mockBenches[1]?.onmessage?.({ data: made('b') })
    expect(await (await second).picture.text()).toBe('b')
  })

  it('[C19] that does not come says nothing of the picture, and the next one has its turn', async () => {
    const pictures = createPictures()
    mockIsAway = true
    await expect(pictures.make(open('a'))).rejects.toMatchObject({ why: 'failed' })
    mockIsAway = false
    const second = pictures.make(open('b'))
    await settle()
    mockBenches[0]?.onmessage?.({ data: { problem: 'unreadable' } })
    await expect(second).rejects.toMatchObject({ why: 'unreadable' })
  })

  it('[C20] ends with the conversation, and none begins after it', async () => {
    const pictures = createPictures()
    const all = [pictures.make(open('a')), pictures.make(open('b'))]
    await settle()
    pictures.close()
    for (const one of all) await expect(one).rejects.toThrow(PictureError)
    await expect(pictures.make(open('c'))).rejects.toThrow(PictureError)
    expect(mockBenches.map(({ isOver }) => isOver)).toEqual([true])
    expect(jest.getTimerCount()).toBe(0)
  })
})

describe('what is chosen', () => {
  const live = new Set<string>()
  const offers: { kind: string; name: string; size: number }[] = []
  let room = 8
  const transfers = {
    offer(what: (typeof offers)[number]) {
      if (offers.length >= room) return false
      offers.push(what)
      return true
    },
  } as unknown as Transfers
  let picked: Picked
  const open = () =>
    createPicking((now) => {
      picked = now
    })
  const file = (name: string, text = 'words', type = '') => new File([text], name, { type })
  const photo = (name: string) => file(name, 'looks like nothing', 'image/png')
  const states = () => picked.picks.map((one) => one.as)

  beforeEach(() => {
    live.clear()
    offers.splice(0)
    room = 8
    let count = 0
    Object.assign(URL, {
      createObjectURL() {
        const url = `blob:${(count += 1)}`
        live.add(url)
        return url
      },
      revokeObjectURL: (url: string) => live.delete(url),
    })
  })

  it('[C19] goes as a copy without a name of its own, or as the file that it is', async () => {
    const picking = open()
    picking.add([photo('me in Lisbon.png'), file('../notes\u202e.txt')])
    await until(() => mockBenches.length === 1 && picked.picks[1]?.as === 'file')
    picking.send(transfers)
    // What is still being made waits for another press.
    expect(offers).toEqual([{ kind: 'file', name: 'notes.txt', size: 5 }])
    mockBenches[0]?.onmessage?.({ data: made('copy') })
    await until(() => picked.picks[0]?.as === 'picture')
    expect(live.size).toBe(1)
    picking.send(transfers)
    const copy = { kind: 'picture', name: 'picture.jpg', size: 4, mime: 'image/jpeg' }
    expect(offers[1]).toEqual(copy)
    expect([picked.picks.length, live.size]).toEqual([0, 0])
  })

  it('[C19] that cannot be copied says why, and goes as a file when it is asked to', async () => {
    const picking = open()
    picking.add([photo('a.heic')])
    await until(() => mockBenches.length === 1)
    mockBenches[0]?.onmessage?.({ data: { problem: 'heic' } })
    await until(() => picked.picks[0]?.as === 'refused')
    expect(picked.picks[0]).toMatchObject({ why: 'heic' })
    picking.sendAsFile(picked.picks[0]?.id ?? 0)
    picking.send(transfers)
    expect(offers).toEqual([{ kind: 'file', name: 'a.heic', size: 18 }])
  })

  it('[C19] stays when too many are on their way, and is eight things at most', async () => {
    const picking = open()
    picking.add(Array.from({ length: 9 }, (_, at) => file(`${at}`)))
    expect(picked.isTooMany).toBe(true)
    await until(() => states().every((as) => as === 'file'))
    expect(states()).toHaveLength(8)
    room = 5
    picking.send(transfers)
    expect(offers).toHaveLength(5)
    expect(picked.picks.map(({ file: { name } }) => name)).toEqual(['5', '6', '7'])
    expect(picked.isFull).toBe(true)
  })

  it('[C20] and then forgotten leaves no address and no worker', async () => {
    const picking = open()
    picking.add([photo('a.png'), photo('b.png')])
    await until(() => mockBenches.length === 1)
    mockBenches[0]?.onmessage?.({ data: made() })
    await until(() => mockBenches.length === 2 && picked.picks[0]?.as === 'picture')
    picking.clear()
    await settle()
    expect([picked.picks.length, live.size]).toEqual([0, 0])
    expect(mockBenches.every(({ isOver }) => isOver)).toBe(true)
  })

  it('[C20] after the conversation is not taken, and is in the next one', async () => {
    const picking = open()
    picking.add([photo('a.png')])
    await until(() => mockBenches.length === 1)
    picking.close()
    // A picture that one's own camera gave too late.
    picking.add([photo('late.jpg')])
    await settle()
    expect([picked.picks.length, live.size, mockBenches.length]).toEqual([0, 0, 1])
    picking.open()
    picking.add([photo('b.png')])
    await until(() => mockBenches.length === 2)
    expect(states()).toEqual(['waiting'])
    picking.close()
  })

  it('[C20] and removed while its copy is made leaves none', async () => {
    const picking = open()
    picking.add([photo('a.png'), file('b')])
    await until(() => mockBenches.length === 1 && picked.picks[1]?.as === 'file')
    picking.remove(picked.picks[0]?.id ?? 0)
    mockBenches[0]?.onmessage?.({ data: made() })
    await until(() => mockBenches[0]?.isOver === true)
    await settle()
    expect([states(), live.size]).toEqual([['file'], 0])
  })
})
