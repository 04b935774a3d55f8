import {
  chmodSync,
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
import { MACHINES, openSecrets, SecretError, writeCredentials } from '../../radar/secrets.ts'

let parent = ''
let folder = ''
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'secrets-'))
  folder = join(parent, 'data')
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

const modeOf = (...path: string[]): string => (statSync(join(...path)).mode & 0o777).toString(8)

function sentence(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof SecretError) return error.message
    throw error
  }
  return ''
}

describe('the secret', () => {
  test('is made at the first start, for its owner alone, and stays', () => {
    const first = openSecrets(folder, '')
    expect([modeOf(folder), modeOf(folder, 'secret')]).toEqual(['700', '600'])
    expect(readdirSync(folder)).toEqual(['secret'])
    expect(openSecrets(folder, '')).toEqual(first)
    const given = readFileSync(join(folder, 'secret'), 'utf8').trim()
    expect(given).toMatch(/^[\w-]{43}$/)
    // The same one from the environment needs no file.
    expect(openSecrets(join(parent, 'other'), given)).toEqual(first)
    expect(readdirSync(join(parent, 'other'))).toEqual([])
    expect(openSecrets(join(parent, 'third'), '')).not.toEqual(first)
  })

  test('closes a folder that was open', () => {
    mkdirSync(folder, { mode: 0o755 })
    chmodSync(folder, 0o755)
    openSecrets(folder, '')
    expect(modeOf(folder)).toBe('700')
  })

  test('gives every purpose a key of its own, none of which is the secret', () => {
    const { passwords, listKey, fileKey, totpKey, auditKey } = openSecrets(folder, '')
    const keys = [fileKey, totpKey, auditKey].map((key) => key.toString('base64url'))
    const all = [...Object.values(passwords), listKey, ...keys]
    all.push(readFileSync(join(folder, 'secret'), 'utf8').trim())
    expect(new Set(all).size).toBe(MACHINES.length + 5)
    for (const one of all) expect(one).toMatch(/^[\w-]{43}$/)
  })

  test.each([
    ['cut off', (path: string) => writeFileSync(path, 'half of a sec')],
    ['empty', (path: string) => writeFileSync(path, '')],
    ['no text', (path: string) => writeFileSync(path, Buffer.alloc(43, 200))],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('that is %s is one sentence, which does not repeat it', (_what, damage) => {
    mkdirSync(folder)
    damage(join(folder, 'secret'))
    const text = sentence(() => openSecrets(folder, ''))
    expect(text).toMatch(/^The radar's secret is damaged: [^\n]*\.$/)
    expect(text).not.toContain('half')
  })

  test.each([0o640, 0o604, 0o666])('that others can read (%o) is one sentence', (mode) => {
    openSecrets(folder, '')
    const path = join(folder, 'secret')
    chmodSync(path, mode)
    expect(sentence(() => openSecrets(folder, ''))).toBe(
      `The radar's secret can be read by others: make a new one, or "chmod 600 ${path}" if nobody has.`,
    )
    expect(existsSync(path)).toBe(true)
  })

  test('without a folder to keep it in is one sentence', () => {
    writeFileSync(folder, 'a file')
    expect(sentence(() => openSecrets(folder, ''))).toBe(
      `The radar cannot use its data folder ${folder}: set RADAR_DATA.`,
    )
  })
})

describe('the credentials', () => {
  test('say what each process needs, and nothing more, to its owner alone', () => {
    const secrets = openSecrets(folder, '')
    writeCredentials(folder, secrets)
    writeCredentials(folder, secrets)
    const { passwords, listKey } = secrets
    const into = join(folder, 'credentials')
    const read = Object.fromEntries(
      readdirSync(into).map((name) => [name, readFileSync(join(into, name), 'utf8')]),
    )
    expect(read).toEqual({
      signaling: `${passwords.signaling}.${listKey}\n`,
      firewall: `${passwords.firewall}.${listKey}\n`,
      reader: `${passwords.reader}\n`,
    })
    expect(modeOf(into)).toBe('700')
    for (const name of Object.keys(read)) expect(modeOf(into, name)).toBe('600')
  })
})
