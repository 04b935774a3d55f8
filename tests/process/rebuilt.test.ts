/** A build that comes while servers run: they give the whole of their own until they start anew. */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publish } from '../../web/publish.ts'
import { copyBuild, type BuildCopy } from '../browser/builds.ts'
import { startSignaling } from '../helpers/signalingProcess.ts'
import { startApi } from '../radar/apiHelper.ts'

let copy: BuildCopy
beforeEach(() => {
  copy = copyBuild()
})
afterEach(() => copy.remove())

/** The page as the last build made it, with a script and a length of its own. */
function build(name: string): void {
  const fresh = join(copy.dist, 'builds', 'web-fresh')
  cpSync(copy.web, fresh, { recursive: true, dereference: true })
  const index = join(fresh, 'index.html')
  writeFileSync(index, `${readFileSync(index, 'utf8')}<!-- ${name} -->\n`)
  writeFileSync(join(fresh, 'assets', `${name}.js`), `'${name}'`)
  publish(fresh, copy.web)
}

const builds = () => readdirSync(join(copy.dist, 'builds'))

/** What a file of its folder is given as; empty where there is none. */
async function given(origin: string, path: string): Promise<string> {
  const answer = await fetch(origin + path)
  return answer.ok ? answer.text() : ''
}

it('[V16] gives one build whole, whatever is built meanwhile, and the newest after a start', async () => {
  build('first')
  const before = await startSignaling({}, copy.dist)
  const page = await given(before.origin, '/')
  expect(page).toContain('<!-- first -->')
  build('second')
  expect(readFileSync(join(copy.web, 'index.html'), 'utf8')).toContain('<!-- second -->')
  expect(await given(before.origin, '/')).toBe(page)
  expect(await given(before.origin, '/assets/first.js')).toBe("'first'")
  expect(await given(before.origin, '/assets/second.js')).toBe('')
  await before.stop()

  const after = await startSignaling({}, copy.dist)
  expect(await given(after.origin, '/')).toContain('<!-- second -->')
  expect(await given(after.origin, '/assets/second.js')).toBe("'second'")
  await after.stop()
})

it('[V16] the radar gives one build of the dashboard whole, too', async () => {
  build('first')
  const api = await startApi({ pageFolder: copy.web })
  const { text } = await api.ask('GET', '/')
  expect(text).toContain('<!-- first -->')
  build('second')
  expect((await api.ask('GET', '/')).text).toBe(text)
  await api.close()
})

/** The folder of the newest build. */
const newest = () => realpathSync(copy.web)

/** Lets a build be of so many hours ago. */
function age(folder: string, hours: number): void {
  const then = Date.now() / 1_000 - hours * 3_600
  utimesSync(folder, then, then)
}

it('[V16] keeps a few builds, and the same one once', () => {
  for (let at = 0; at < 7; at += 1) {
    build(`number${at}`)
    age(newest(), 100 - at)
  }
  build('number7')
  expect(builds()).toHaveLength(5)
  expect(readFileSync(join(copy.web, 'index.html'), 'utf8')).toContain('<!-- number7 -->')
  const known = builds()
  const fresh = join(copy.dist, 'builds', 'web-fresh')
  cpSync(copy.web, fresh, { recursive: true, dereference: true })
  publish(fresh, copy.web)
  expect(builds()).toEqual(known)
})

it('[V16] keeps all builds that were given less than a day ago', () => {
  build('first')
  const first = newest()
  age(first, 100)
  for (let at = 0; at < 6; at += 1) build(`number${at}`)
  expect(existsSync(first)).toBe(true)
  const served = newest()
  for (const name of builds()) age(join(copy.dist, 'builds', name), 30)
  age(served, 25)
  for (let at = 6; at < 12; at += 1) build(`number${at}`)
  expect(existsSync(first)).toBe(false)
  expect(existsSync(served)).toBe(true)
})

it('[V16] leaves the builds of the other page alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-other-'))
  const other = join(copy.dist, 'builds', 'operator-fresh')
  cpSync(folder, other, { recursive: true })
  publish(other, join(copy.dist, 'operator'))
  for (let at = 0; at < 6; at += 1) build(`number${at}`)
  expect(builds().filter((name) => name.startsWith('operator-'))).toHaveLength(1)
  rmSync(folder, { recursive: true })
})
