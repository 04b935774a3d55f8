/** What comes by itself and is kept in memory to be looked at. */
import { createHash } from 'node:crypto'
import { createInbox } from '../../web/chat/inbox.ts'
import { createTransferList, type Transfer } from '../../web/chat/transferList.ts'

const MEGABYTE = 1_048_576
const sha = (data: Uint8Array) => createHash('sha256').update(data).digest()

it('[C12] pictures make room for newer ones by what they take, not by what was said', async () => {
  const kept = new Set<string>()
  Object.assign(URL, {
    createObjectURL() {
      const url = `blob:${kept.size + 1}`
      kept.add(url)
      return url
    },
    revokeObjectURL: (url: string) => kept.delete(url),
  })
  let shown: readonly Transfer[] = []
  const looks = new Set<() => void>()
  const until = (test: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!test()) return
        looks.delete(look)
        resolve()
      }
      looks.add(look)
      look()
    })
  let order = 0
  const list = createTransferList(
    () => (order += 1),
    (now) => {
      shown = now
      for (const look of looks) look()
    },
    () => undefined,
  )
  // Ten bytes that are unpacked to a large picture.
  const unpack = () => {
    const picture = new Blob(['p'])
    Object.defineProperty(picture, 'size', { value: 30 * MEGABYTE })
    return Promise.resolve(picture)
  }
  const inbox = createInbox(list, () => undefined, unpack)
  const bytes = new Uint8Array(10)
  const digest = sha(sha(bytes)).toString('base64url')
  for (let id = 1; id <= 3; id += 1) {
    const what = { kind: 'picture', name: 'p', size: bytes.length, mime: 'image/png' } as const
    inbox.hear({ type: 'offer', id, what })
    inbox.take({ id, offset: 0, bytes })
    inbox.hear({ type: 'end', id, digest })
    await until(() => shown[id - 1]?.phase === 'done')
  }
  // The screens are told of it, too.
  await until(() => shown[0]?.url === null)
  expect([...kept]).toEqual(['blob:2', 'blob:3'])
  expect(shown.map(({ url }) => url)).toEqual([null, 'blob:2', 'blob:3'])
  list.close()
  expect(kept.size).toBe(0)
})
