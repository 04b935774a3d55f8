/** A process that writes ever newer versions of one file, until somebody kills it. */
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { createDurableFile } from '../../radar/durableFile.ts'

const NAME = 'blocks'
export const KEY = Buffer.alloc(32, 7)
const BUILT = pathToFileURL(join(__dirname, '..', '..', 'dist', 'radar', 'durableFile.js')).href
/** How long a file may stay alone, after it has begun to write. */
const LIFE_MS = 40
/** One start in so many is killed whenever it may be, even before the first write. */
const EARLY_EVERY = 4

/** The filling makes a write take a while, and shows whether it is the one that was written. */
const SCRIPT = `
import { writeSync } from 'node:fs'
import { createDurableFile } from ${JSON.stringify(BUILT)}
const file = createDurableFile({
  path: process.argv[1],
  key: Buffer.alloc(32, 7),
  parse: (value) => value,
})
const found = file.read()
let version = found.value?.version ?? 0
while (true) {
  version += 1
  const filling = String(version % 10).repeat((version * 7919) % 150_000)
  await file.write({ version, filling })
  writeSync(1, version + '\\n')
}
`

export interface Version {
  readonly version: number
  readonly filling: string
}

function parse(value: unknown): Version | null {
  const { version, filling } = value as Version
  const due = String(version % 10).repeat((version * 7919) % 150_000)
  return filling === due ? { version, filling } : null
}

const open = (folder: string) =>
  createDurableFile<Version>({ path: join(folder, NAME), key: KEY, parse })

/** Starts the writer once, kills it, and looks; returns the version that was found. */
async function killOnce(folder: string, before: number): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, join(folder, NAME)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
  const closed = once(child, 'close')
  if (randomInt(EARLY_EVERY) === 0) await pause(randomInt(200))
  else {
    await once(child.stdout, 'data')
    await pause(randomInt(LIFE_MS))
  }
  child.kill('SIGKILL')
  await closed

  const acknowledged = Number(told.trimEnd().split('\n').at(-1) ?? 0) || before
  const { value, damaged } = open(folder).read()
  const version = value?.version ?? 0
  if (damaged) throw new Error(`damaged after ${acknowledged}`)
  if (existsSync(join(folder, `${NAME}.new`))) throw new Error('half a file is left')
  // One write may have been under way.
  if (version < acknowledged || version > acknowledged + 1)
    throw new Error(`version ${version} after ${acknowledged} was acknowledged`)
  expectOlder(folder, version)
  return version
}

/** The copy before must be whole too: one version older, or the same while it is replaced. */
function expectOlder(folder: string, version: number): void {
  if (version < 2) return
  const copy = mkdtempSync(join(tmpdir(), 'durable-copy-'))
  try {
    cpSync(folder, copy, { recursive: true })
    writeFileSync(join(copy, NAME), '')
    const { value, damaged } = open(copy).read()
    if (!damaged) throw new Error('an empty file is taken for a good one')
    // In the moment between removing the last copy and making the next there is none.
    if (value !== null && value.version < version - 1)
      throw new Error(`the copy before ${version} is ${value.version}`)
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/**
 * Kills the writer so many times, in as many folders at once as there are hands.
 *
 * @returns how many versions were written in all
 */
export async function killOften(times: number, hands: number): Promise<number> {
  async function killInOneFolder(): Promise<number> {
    const folder = mkdtempSync(join(tmpdir(), 'durable-'))
    try {
      let version = 0
      for (let time = 0; time < times / hands; time += 1) version = await killOnce(folder, version)
      return version
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  const written = await Promise.all(Array.from({ length: hands }, killInOneFolder))
  return written.reduce((sum, versions) => sum + versions, 0)
}
