/** What is left of a file at the place that the visitor chose for it. */
import { ASK_FROM_BYTES, openSink } from '../../web/chat/sinks.ts'

type Target = Record<'createWritable' | 'remove', unknown>
const flush = () => new Promise((resolve) => setImmediate(resolve))

function choose(target: Partial<Target>) {
  Object.assign(globalThis, { showSaveFilePicker: () => Promise.resolve(target) })
}
function writable(done: string[], abort: () => Promise<void> = () => Promise.resolve()) {
  return {
    write: () => Promise.resolve(),
    close: () => Promise.resolve(done.push('close')),
    abort() {
      done.push('abort')
      return abort()
    },
  }
}

afterEach(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))

describe('the place of a file that did not arrive', () => {
  it.each([
    ['', () => Promise.resolve()],
    [', even when the browser could not abort', () => Promise.reject(new TypeError('closed'))],
  ])('[C20] is empty again%s', async (_, abort) => {
    const done: string[] = []
    choose({
      createWritable: () => Promise.resolve(writable(done, abort)),
      remove: () => Promise.resolve(done.push('remove')),
    })
    const sink = await openSink('f', ASK_FROM_BYTES)
    sink?.abort()
    await flush()
    expect(done).toEqual(['abort', 'remove'])
  })

  it('[C20] that cannot be emptied stops nothing', async () => {
    const done: string[] = []
    const remove = jest.fn(() => Promise.reject(new TypeError('denied')))
    choose({ createWritable: () => Promise.resolve(writable(done)), remove })
    const first = await openSink('f', ASK_FROM_BYTES)
    first?.abort()
    choose({ createWritable: () => Promise.resolve(writable(done)) })
    const second = await openSink('f', ASK_FROM_BYTES)
    second?.abort()
    await flush()
    expect(done).toEqual(['abort', 'abort'])
    expect(remove).toHaveBeenCalledTimes(1)
  })

  it('[C20] is empty again when it cannot be written to', async () => {
    const remove = jest.fn(() => Promise.resolve())
    choose({ createWritable: () => Promise.reject(new TypeError('no room')), remove })
    // Small enough for memory.
    expect(await openSink('f', ASK_FROM_BYTES)).not.toBeNull()
    expect(remove).toHaveBeenCalledTimes(1)
  })
})

it('[C12] a file in memory is of no type that a browser opens by itself', async () => {
  const sink = await openSink('page.html', 9)
  await sink?.write(new TextEncoder().encode('<script>'))
  expect((await sink?.finish())?.type).toBe('application/octet-stream')
})

it('[C12] a file that arrived stays', async () => {
  const done: string[] = []
  choose({
    createWritable: () => Promise.resolve(writable(done)),
    remove: () => Promise.resolve(done.push('remove')),
  })
  const sink = await openSink('f', ASK_FROM_BYTES)
  expect(await sink?.finish()).toBeNull()
  await flush()
  expect(done).toEqual(['close'])
})
