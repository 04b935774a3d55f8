/** Keeps the rules, the promises and the tests that cite them together. */
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SETTINGS as FIREWALL_SETTINGS } from '../firewall/config.ts'
import { SETTINGS as RADAR_SETTINGS } from '../radar/config.ts'
import { ADS_SETTINGS } from '../signaling/ads.ts'
import { SETTINGS } from '../signaling/config.ts'
import { CLOSE_REASONS } from '../signaling/protocol.ts'
import { DATA, OBSERVERS } from '../signaling/serverView.ts'
import { DATA_TESTS, OBSERVER_TESTS, type ProvenBy } from './helpers/provenBy.ts'

const root = join(__dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const rules = read('tests/RULES.md')
// The formatter pads tables.
const readme = read('README.md').replace(/ {2,}/g, ' ')

const ruleIds = [...rules.matchAll(/^\| ([MVCREN]\d+) +\|/gm)].map((match) => match[1] ?? '')
const promiseIds = /^P\d.*$/m.exec(rules)?.[0].match(/\b[PSO]\d+\b/g) ?? []

const idsIn = (text: string) =>
  [...text.matchAll(/\[([MVCRENPSO]\d+)\]/g)].map((match) => match[1] ?? '')
const files = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
  // What only repeats titles of others proves nothing.
  .filter((path) => /\.tsx?$/.test(path) && path !== join('helpers', 'provenBy.ts'))
  .map((path) => ({ path, text: read(join('tests', path)) }))
const titles = files.flatMap(({ text }) => idsIn(text))

/** A test that `npm test` leaves to the proofs. */
const LEFT_TO_PROOF = /\binProof\(\s*['"`][^'"`]*/g
/** Ids at the beginning of a title, as `npm test` runs it: the long proofs have a command of their own. */
const proven = new Set(
  files
    .filter(({ path }) => !/\.prove\.ts$|^bench/.test(path))
    .flatMap(({ text }) => text.replace(LEFT_TO_PROOF, '').match(/['"`](?:\[[A-Z]\d+\] ?)+/g) ?? [])
    .flatMap(idsIn),
)

describe('the rules', () => {
  it('are each cited by a test', () => {
    expect(ruleIds.length).toBeGreaterThan(30)
    expect(promiseIds.length).toBeGreaterThan(5)
    expect([...ruleIds, ...promiseIds].filter((id) => !proven.has(id))).toEqual([])
  })

  it('have each an id of their own', () => {
    expect(ruleIds.filter((id, at) => ruleIds.indexOf(id) !== at)).toEqual([])
  })

  it('contain every id that a test cites', () => {
    const known = new Set([...ruleIds, ...promiseIds])
    expect([...new Set(titles)].filter((id) => !known.has(id))).toEqual([])
  })
})

it('[P10] what the page says of the server is proven by tests, every line of it', () => {
  const known = new Set([...ruleIds, ...promiseIds].filter((id) => proven.has(id)))
  const entries = [...Object.entries(DATA), ...Object.entries(OBSERVERS)]
  expect(entries.length).toBeGreaterThan(10)
  for (const [entry, { proofs }] of entries)
    expect({
      entry,
      unproven: proofs.filter((id) => !known.has(id)),
      has: proofs.length > 0,
    }).toEqual({ entry, unproven: [], has: true })
})

it('[P10] each line has a test of its own, which is there, runs, and cites what proves it', () => {
  const tested = (claims: typeof DATA | typeof OBSERVERS, by: Readonly<Record<string, ProvenBy>>) =>
    Object.entries(claims).map(([entry, { proofs }]) => {
      const [path = '', title = ''] = by[entry] ?? []
      const text = files.find((file) => file.path === path)?.text.replace(LEFT_TO_PROOF, '') ?? ''
      const isThere = ["'", '"', '`'].some((mark) => text.includes(`${mark}${title}${mark}`))
      return { entry, isThere, isCited: idsIn(title).some((id) => proofs.includes(id)) }
    })
  const found = [...tested(DATA, DATA_TESTS), ...tested(OBSERVERS, OBSERVER_TESTS)]
  expect(found.filter(({ isThere, isCited }) => !isThere || !isCited)).toEqual([])
  const all = [...Object.values(DATA_TESTS), ...Object.values(OBSERVER_TESTS)].map(String)
  expect(new Set(all).size).toBe(all.length)
})

describe('the README', () => {
  it('lists every setting with its default and its help', () => {
    const rows = Object.entries({
      SIGNALING: SETTINGS,
      RADAR: RADAR_SETTINGS,
      FIREWALL: FIREWALL_SETTINGS,
      ADS: ADS_SETTINGS,
    }).flatMap(([process, settings]) =>
      Object.entries(settings).map(([name, { initial, help }]) => {
        const cell = initial === '' ? '–' : `\`${initial}\``
        return `| \`${process}_${name}\` | ${cell} | ${help} |`
      }),
    )
    for (const row of rows) expect(readme).toContain(row)
    expect(readme.match(/^\| `(SIGNALING|RADAR|FIREWALL|ADS)_/gm)).toHaveLength(rows.length)
  })

  it('names only files that exist', () => {
    const named = [...readme.matchAll(/`((?:signaling|web|radar|firewall|tests)\/[\w./]+)`/g)]
    expect(named.length).toBeGreaterThan(10)
    expect(
      named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path))),
    ).toEqual([])
  })

  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = [...readme.matchAll(/`npm run ([\w:]+)/g)].map((match) => match[1] ?? '')
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
  })
})

it('gives every close reason a code of its own', () => {
  const codes = Object.values(CLOSE_REASONS).map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
})

describe('the layers', () => {
  function lint(folder: string, ...paths: string[]) {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=unix', ...paths],
      { cwd: folder, encoding: 'utf8' },
    )
    return { status, stdout }
  }

  it('[C10] have no import that the linter refuses', () => {
    const { status, stdout } = lint(root, 'signaling', 'radar', 'firewall', 'web')
    expect(status === 0 ? '' : stdout).toBe('')
  })

  it.each([
    ['radar/planted.ts', "import '../signaling/protocol.ts'"],
    ['signaling/planted.ts', "import '../web/chat/words.ts'"],
    ['firewall/planted.ts', "import '../radar/broker.ts'"],
    ['web/chat/planted.ts', "import '../../signaling/hub.ts'"],
    ['web/chat/planted.ts', "import 'ws'"],
  ])('[C10] are guarded: %s may not %s', (path, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'layers-'))
    try {
      copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), `${text}\n`)
      expect(lint(folder, path).stdout).toContain('no-restricted-imports')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
