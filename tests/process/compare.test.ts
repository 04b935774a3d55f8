/** Whether a site serves what the checkout builds, asked of real servers. */
import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareSite, NOT_COMPARED, parseBuild, type Build } from '../../signaling/compare.ts'
import { startPageServer } from '../helpers/pageServer.ts'
import { DIST, REPOSITORY, startSignaling } from '../helpers/signalingProcess.ts'

const COMMAND = join(DIST, 'signaling', 'compareCommand.js')
const build = parseBuild(readFileSync(join(DIST, 'web', 'build.json'), 'utf8')) as Build

/** A site of a changed copy of the page. */
async function changed(change: (folder: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-page-'))
  cpSync(join(DIST, 'web'), folder, { recursive: true, dereference: true })
  change(folder)
  const page = await startPageServer(folder)
  const result = await compareSite(page.origin, build)
  await page.close()
  rmSync(folder, { recursive: true })
  return result
}

it('[C11] finds a site of the same build to be the same, whatever its settings', async () => {
  const server = await startSignaling({ SIGNALING_CONTACT: 'somebody@example.org' })
  const output = execFileSync(process.execPath, [COMMAND, `http://127.0.0.1:${server.port}`], {
    encoding: 'utf8',
  })
  await server.stop()
  expect(output).toMatch(
    /^\d+ files are the same, and so is the page's Content-Security-Policy\.\n/,
  )
  // Nobody is to take it for more than it is.
  expect(output).toContain(NOT_COMPARED)
  expect(Number.parseInt(output, 10)).toBe(Object.keys(build.files).length - 1)
})

const script = Object.keys(build.files).find((path) => /assets\/index.*\.js$/.test(path)) ?? ''

it.each([
  ['a script', script],
  ['the page', 'index.html'],
])('[C11] finds that %s is another one', async (_, path) => {
  const { differences } = await changed((folder) => {
    for (const twin of ['', '.gz', '.br']) rmSync(join(folder, `${path}${twin}`), { force: true })
    writeFileSync(join(folder, path), 'something else')
  })
  expect(differences).toEqual([`The site serves another ${path}.`])
})

it('[C11] finds a script that only compressed answers carry', async () => {
  const { differences } = await changed((folder) => {
    writeFileSync(join(folder, `${script}.gz`), 'no archive')
    writeFileSync(join(folder, `${script}.br`), 'no archive')
  })
  expect(differences).toEqual([`The site does not serve ${script}.`])
})

it('[C11] finds what is missing, what is too much, and another version', async () => {
  const { differences } = await changed((folder) => {
    for (const twin of ['', '.gz', '.br'])
      rmSync(join(folder, `robots.txt${twin}`), { force: true })
    for (const twin of ['.gz', '.br']) rmSync(join(folder, `build.json${twin}`))
    const { files } = build
    const listed = { version: '9.9.9', files: { ...files, 'assets/more.js': 'a'.repeat(64) } }
    writeFileSync(join(folder, 'build.json'), JSON.stringify(listed))
  })
  expect(differences).toEqual([
    expect.stringContaining('9.9.9'),
    'Only the site has assets/more.js.',
    'The site does not serve robots.txt.',
  ])
})

it('[C11] finds a site that is none', async () => {
  const server = createServer((_, response) => void response.writeHead(404).end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const { same, differences } = await compareSite(origin, build)
  const said = await new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, origin], (error, stdout) =>
      resolve([error?.code, stdout.split('\n')[0]]),
    )
  })
  server.close()
  // Whoever runs the command from a script hears it, too.
  expect(said).toEqual([1, differences[0]])
  expect(same).toBe(0)
  expect(differences[0]).toBe('The site serves no build.json.')
})

it.each([
  '',
  '{}',
  'null',
  '{"version":1,"files":{}}',
  '{"version":"\\u001b[2K","files":{}}',
  '{"version":"1","files":{"../x":"a"}}',
])('takes %s for no build', (text) => expect(parseBuild(text)).toBeNull())

it('[C11] is the same bytes when it is built again, elsewhere', () => {
  // Within the checkout, so that it finds the dependencies: linked ones bear other names.
  const folder = mkdtempSync(join(DIST, 'elsewhere-'))
  for (const name of ['package.json', 'tsconfig.json', 'web', 'signaling', 'radar'])
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true })
  const vite = join(REPOSITORY, 'node_modules', 'vite', 'bin', 'vite.js')
  // Without our environment, which says that this is a test: libraries build otherwise then.
  execFileSync(process.execPath, [vite, 'build', 'web'], { cwd: folder, env: {}, stdio: 'ignore' })
  const again = parseBuild(readFileSync(join(folder, 'dist', 'web', 'build.json'), 'utf8'))
  rmSync(folder, { recursive: true })
  expect(again).toEqual(build)
}, 120_000)
