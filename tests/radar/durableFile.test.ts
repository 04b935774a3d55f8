import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDurableFile } from '../../radar/durableFile.ts'
import { KEY, killOften } from './durableFileWriter.ts'
import { testAsRoot } from '../helpers/asRoot.ts'

/** What was done to the disk, in order. */
const mockDone: string[] = []
jest.mock('node:fs/promises', () => {
  const real = jest.requireActual<typeof import('node:fs/promises')>('node:fs/promises')
  const nameOf = (path: unknown) => String(path).split('/').at(-1) ?? ''
  return {
    ...real,
    open: async (path: string, flags: string, mode?: number) => {
      const file = await real.open(path, flags, mode)
      const sync = file.sync.bind(file)
      file.sync = () => {
        mockDone.push(flags === 'r' ? 'sync folder' : `sync ${nameOf(path)}`)
        return sync()
      }
      return file
    },
    rm: (path: string, how: object) => {
      mockDone.push(`rm ${nameOf(path)}`)
      return real.rm(path, how)
    },
    link: (from: string, to: string) => {
      mockDone.push(`link ${nameOf(from)} ${nameOf(to)}`)
      return real.link(from, to)
    },
    rename: (from: string, to: string) => {
      mockDone.push(`rename ${nameOf(from)} ${nameOf(to)}`)
      return real.rename(from, to)
    },
  }
})

interface Value {
  readonly version: number
}
const parse = (value: unknown): Value | null =>
  typeof value === 'object' && value !== null && 'version' in value ? (value as Value) : null

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durable-'))
  path = join(folder, 'blocks')
  mockDone.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const openFile = (key = KEY) => createDurableFile({ path, key, parse })

/** Two versions, one after the other: the file and the copy before. */
async function writeTwo(): Promise<void> {
  await openFile().write({ version: 1 })
  await openFile().write({ version: 2 })
}

describe('a durable file', () => {
  test('[R4] comes back as it was written, readable by its owner and its key alone', async () => {
    expect(openFile().read()).toEqual({ value: null, damaged: false })
    await openFile().write({ version: 1 })
    expect(openFile().read()).toEqual({ value: { version: 1 }, damaged: false })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'latin1')).not.toContain('version')
    expect(openFile(Buffer.alloc(32, 8)).read()).toEqual({ value: null, damaged: true })
    // Another name, another file: none can stand in for another.
    writeFileSync(join(folder, 'operators'), readFileSync(path))
    const other = createDurableFile({ path: join(folder, 'operators'), key: KEY, parse })
    expect(other.read()).toEqual({ value: null, damaged: true })
  })

  test('[R4] is on the disk before it takes the name, and the name before it is acknowledged', async () => {
    await openFile().write({ version: 1 })
    mockDone.length = 0
    await openFile().write({ version: 2 })
    expect(mockDone).toEqual([
      'rm blocks.new',
      'sync blocks.new',
      'rm blocks.previous',
      'link blocks blocks.previous',
      'rename blocks.new blocks',
      'sync folder',
    ])
  })

  test('[R4] many writes at once become one more: the newest', async () => {
    const file = openFile()
    const writes = Array.from({ length: 100 }, (_, version) => file.write({ version }))
    await writes[0]
    await Promise.all(writes)
    expect(openFile().read().value).toEqual({ version: 99 })
    const renamed = mockDone.filter((each) => each.startsWith('rename'))
    expect(renamed.length).toBeLessThanOrEqual(2)
    // Whoever is told that his is written finds it, or a newer one.
    const last = file.write({ version: 100 })
    await last
    expect(openFile().read().value).toEqual({ version: 100 })
  })

  test('[R4] survives a process that is killed 50 times while it writes', async () => {
    // Some were killed before they wrote; the others wrote more than once.
    expect(await killOften(50, 5)).toBeGreaterThan(50)
  }, 180_000)
})

describe('a damaged file', () => {
  test('[R4] cut off anywhere is noticed, and the copy before is read', async () => {
    await writeTwo()
    const whole = readFileSync(path)
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(path, whole.subarray(0, length))
      expect(openFile().read()).toEqual({ value: { version: 1 }, damaged: true })
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.from([0])]))
    expect(openFile().read()).toEqual({ value: { version: 1 }, damaged: true })
    writeFileSync(path, whole)
    expect(openFile().read()).toEqual({ value: { version: 2 }, damaged: false })
  })

  test('[R4] with any one bit wrong is noticed, and the copy before is read', async () => {
    await writeTwo()
    const whole = readFileSync(path)
    expect(whole.length).toBeGreaterThan(30)
    for (let bit = 0; bit < 8 * whole.length; bit += 1) {
      const changed = Buffer.from(whole)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      writeFileSync(path, changed)
      expect(openFile().read()).toEqual({ value: { version: 1 }, damaged: true })
    }
  })

  test('[R4] that is gone, while the copy before is not, is damaged and no first start', async () => {
    await writeTwo()
    rmSync(path)
    expect(openFile().read()).toEqual({ value: { version: 1 }, damaged: true })
  })

  test('[R4] beside a damaged copy has nothing to say, and says so', async () => {
    await writeTwo()
    writeFileSync(path, 'x')
    writeFileSync(`${path}.previous`, 'y')
    expect(openFile().read()).toEqual({ value: null, damaged: true })
    await openFile().write({ version: 3 })
    expect(openFile().read()).toEqual({ value: { version: 3 }, damaged: false })
  })

  test('[R4] never takes the place of the good copy before it', async () => {
    await writeTwo()
    const previous = readFileSync(`${path}.previous`)
    writeFileSync(path, 'x')
    await openFile().write({ version: 3 })
    expect(readFileSync(`${path}.previous`).equals(previous)).toBe(true)
    await openFile().write({ version: 4 })
    writeFileSync(path, 'x')
    expect(openFile().read()).toEqual({ value: { version: 3 }, damaged: true })
  })

  test('[R4] that holds something else is as good as damaged', async () => {
    await writeTwo()
    const other = createDurableFile<unknown>({ path, key: KEY, parse: (value) => value })
    await other.write(['something else'])
    expect(openFile().read()).toEqual({ value: { version: 2 }, damaged: true })
  })

  test('[R4] half written by somebody who died is removed', async () => {
    await writeTwo()
    writeFileSync(`${path}.new`, 'half')
    expect(openFile().read()).toEqual({ value: { version: 2 }, damaged: false })
    expect(readdirSync(folder).toSorted()).toEqual(['blocks', 'blocks.previous'])
  })
})

describe('a disk that does not take it', () => {
  test('[R4] a folder that is missing is an error, and later writes are tried again', async () => {
    const file = openFile()
    rmSync(folder, { recursive: true })
    expect(file.read()).toEqual({ value: null, damaged: false })
    await expect(file.write({ version: 1 })).rejects.toMatchObject({ code: 'ENOENT' })
    mkdirSync(folder)
    await file.write({ version: 2 })
    expect(file.read()).toEqual({ value: { version: 2 }, damaged: false })
  })

  test('[R4] a folder in the place of the file is an error, and is damage', async () => {
    mkdirSync(path)
    const file = openFile()
    expect(file.read()).toEqual({ value: null, damaged: true })
    await expect(file.write({ version: 1 })).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/)
    expect(existsSync(`${path}.new`)).toBe(false)
  })

  testAsRoot('[R4] a full disk is an error, and what was there stays', async () => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder])
    expect(mounted.status).toBe(0)
    try {
      const file = openFile()
      await file.write({ version: 1 })
      await file.write({ version: 2 })
      writeFileSync(join(folder, 'filling'), Buffer.alloc(40_000))
      const large = { version: 3, text: 'x'.repeat(40_000) }
      const failed = await Promise.allSettled([file.write(large), file.write(large)])
      expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      await expect(file.write(large)).rejects.toMatchObject({ code: 'ENOSPC' })
      expect(openFile().read()).toEqual({ value: { version: 2 }, damaged: false })
      rmSync(join(folder, 'filling'))
      await file.write(large)
      expect(openFile().read()).toEqual({ value: large, damaged: false })
      spawnSync('mount', ['-o', 'remount,ro', folder])
      await expect(file.write({ version: 4 })).rejects.toMatchObject({ code: 'EROFS' })
      expect(openFile().read().value).toEqual(large)
    } finally {
      spawnSync('umount', [folder])
    }
  })
})
