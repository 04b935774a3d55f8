/** Starting the built server, and every way in which that can go wrong. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '../helpers/freePort.ts'
import {
  DIST,
  REPOSITORY,
  runToEnd,
  startSignaling,
  type SignalingProcess,
} from '../helpers/signalingProcess.ts'

/** Occupies a port for as long as `run` takes. */
async function whileTaken<T>(run: (port: number) => Promise<T>): Promise<T> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  try {
    return await run(typeof address === 'object' ? (address?.port ?? 0) : 0)
  } finally {
    server.close()
  }
}

describe('a start with the defaults', () => {
  let server: SignalingProcess
  beforeAll(async () => {
    server = await startSignaling()
  })
  afterAll(() => server.stop())

  test('[V11][S1] says one line, the address to open, and nothing on stderr', async () => {
    expect(await server.isHealthy()).toBe(true)
    expect(server.stdout()).toBe(`P2P Chat is ready: http://localhost:${server.port}\n`)
    expect(server.stderr()).toBe('')
  })

  test('[S1] needs no variable of the environment at all', async () => {
    const health = await fetch(`http://127.0.0.1:${server.port}/healthz`)
    expect([health.status, await health.text()]).toEqual([200, 'ok\n'])
  })
})

describe('a start that cannot succeed', () => {
  test('[V11] names the setting when the port of the page is in use', () =>
    whileTaken(async (port) => {
      const end = await runToEnd({ SIGNALING_PORT: String(port) })
      expect(end).toEqual({
        code: 1,
        signal: null,
        stdout: '',
        stderr: `Port ${port} on 127.0.0.1 is in use: stop what uses it, or set SIGNALING_PORT to another.\n`,
      })
    }))

  test('[V11] names the setting when the port of the metrics is in use', async () => {
    const [free = 0] = await freePorts(1)
    await whileTaken(async (port) => {
      const end = await runToEnd({
        SIGNALING_PORT: String(free),
        SIGNALING_METRICS_PORT: String(port),
      })
      expect(end).toEqual({
        code: 1,
        signal: null,
        stdout: '',
        stderr: `Port ${port} on 127.0.0.1 is in use: stop what uses it, or set SIGNALING_METRICS_PORT to another.\n`,
      })
    })
  })

  test('[V11] names the settings when the address is not this machine’s', async () => {
    const origins = { SIGNALING_ORIGINS: 'https://chat.example.org' }
    const end = await runToEnd({ SIGNALING_HOST: '198.18.255.254', ...origins })
    expect(end.code).toBe(1)
    expect(end.stderr).toMatch(/^Cannot listen on 198\.18\.255\.254 .*SIGNALING_HOST.*\n$/)
  })

  test('[V11] reports every wrong setting at once, a line each', async () => {
    const end = await runToEnd({
      SIGNALING_PORT: '70000',
      SIGNALING_ORIGINS: 'https://chat.example.org/page',
      SIGNALING_TRUSTED_PROXIES: 'nginx',
      SIGNALING_TURN_SECRET: 'short',
      SIGNALING_LAN: 'maybe',
      SIGNALING_PROT: '8080',
      SIGNALING_CONTACT_FILE: '/nowhere/contact',
    })
    expect([end.code, end.stdout]).toEqual([1, ''])
    const lines = end.stderr.trimEnd().split('\n')
    const names = lines.map((line) => line.split(' ', 1).join())
    expect(names.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'SIGNALING_CONTACT_FILE',
      'SIGNALING_LAN',
      'SIGNALING_ORIGINS',
      'SIGNALING_PORT',
      'SIGNALING_PROT',
      'SIGNALING_TRUSTED_PROXIES',
      'SIGNALING_TURN_SECRET',
    ])
    for (const line of lines) expect(line).toMatch(/\.$/)
    // A secret is not repeated on a terminal, even a wrong one.
    expect(end.stderr).not.toContain('short')
  })

  test('[V11] asks for the secret where a relay is set without one', async () => {
    const end = await runToEnd({ SIGNALING_TURN_URLS: 'turn:relay.example.org:3478' })
    expect(end.code).toBe(1)
    expect(end.stderr).toMatch(/^SIGNALING_TURN_URLS needs SIGNALING_TURN_SECRET.*\n$/)
  })

  test('[V11] says how to build a page that is missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'p2p-chat-'))
    try {
      for (const part of ['signaling', 'radar'])
        await cp(join(DIST, part), join(folder, 'dist', part), { recursive: true })
      await cp(join(REPOSITORY, 'package.json'), join(folder, 'package.json'))
      await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'))
      expect(await runToEnd({}, join(folder, 'dist'))).toEqual({
        code: 1,
        signal: null,
        stdout: '',
        stderr: 'The page is not built yet: run "npm run build" first.\n',
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

/** What goes into a build; the tests do not. */
const SOURCES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'signaling/languages/hi/terms.ts',
  'radar/main.ts',
  'firewall/main.ts',
  'nginx/nginx.conf',
  'web/chat/chat.css',
]

describe('what a start builds first', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'p2p-chat-'))
    for (const path of [...SOURCES, 'tests/new.test.ts', 'dist/.built']) write(path)
    // It says what it would do.
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'bin/npm'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Writes a file, an hour ago unless it is said to be new. */
  function write(path: string, hoursAgo = 1): void {
    const file = join(folder, path)
    const at = Date.now() / 1_000 - hoursAgo * 3_600
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, '')
    for (let each = file; each !== folder; each = join(each, '..')) utimesSync(each, at, at)
  }

  function run(): string {
    const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const script = `PATH="$PWD/bin:$PATH"; ${scripts['built'] ?? ''}`
    return execFileSync('sh', ['-c', script], { cwd: folder }).toString()
  }
  const BUILD = 'run --silent build\n'

  test('[S1] is nothing when the build is newer than every source', () => {
    write('tests/new.test.ts', 0)
    expect(run()).toBe('')
  })

  test('[S1] is all when there is no build yet', () => {
    rmSync(join(folder, 'dist'), { recursive: true })
    expect(run()).toBe(BUILD)
  })

  test.each(SOURCES)('[S1] is all when a source is newer than the build: %s', (path) => {
    write(path, 0)
    expect(run()).toBe(BUILD)
  })

  test('[S1] is all when a source has gone since', () => {
    rmSync(join(folder, 'web/chat/chat.css'))
    expect(run()).toBe(BUILD)
  })
})
