/** Starting the built radar, and every way in which that can go wrong. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { freePorts } from '../helpers/freePort.ts'
import { enrol } from '../helpers/radarOperator.ts'
import { createFolder, removeFolder, startRadar } from '../helpers/radarProcess.ts'
import { DIST, type Environment } from '../helpers/signalingProcess.ts'

const ENDS_WITHIN_MS = 10_000

interface End {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a radar that is expected to refuse, on free ports unless told otherwise. */
async function runToEnd(env: Environment): Promise<End> {
  const [port = 0, mqttPort = 0, metricsPort = 0] = await freePorts(3)
  const child = spawn(process.execPath, [join(DIST, 'radar', 'main.js')], {
    env: {
      RADAR_PORT: String(port),
      RADAR_MQTT_PORT: String(mqttPort),
      RADAR_METRICS_PORT: String(metricsPort),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // `code` is null then, which no test takes for an answer.
    timeout: ENDS_WITHIN_MS,
    killSignal: 'SIGKILL',
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

/** Nothing but this sentence, and the end of a process that has failed. */
const says = (sentence: string): End => ({ code: 1, stdout: '', stderr: `${sentence}\n` })

const folders: string[] = []
function newFolder(): string {
  const folder = createFolder()
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) removeFolder(folder)
})

describe('a start that cannot succeed', () => {
  test('[V11] names the setting when a port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const settings = ['RADAR_PORT', 'RADAR_MQTT_PORT', 'RADAR_METRICS_PORT']
    const ends = await Promise.all(
      settings.map((setting) => runToEnd({ RADAR_DATA: newFolder(), [setting]: String(port) })),
    )
    server.close()
    expect(ends).toEqual(
      settings.map((setting) =>
        says(
          `Port ${port} on 127.0.0.1 is in use: stop what uses it, or set ${setting} to another.`,
        ),
      ),
    )
  })

  test('[V11] names the setting when the data folder cannot be used', async () => {
    const file = join(newFolder(), 'a file')
    writeFileSync(file, '')
    expect(await runToEnd({ RADAR_DATA: join(file, 'data') })).toEqual(
      says(`The radar cannot use its data folder ${join(file, 'data')}: set RADAR_DATA.`),
    )
  })

  test('[V11] says when its secret is damaged, and does not repeat it', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'secret'), 'half of a sec')
    const end = await runToEnd({ RADAR_DATA: folder })
    expect(end).toMatchObject({ code: 1, stdout: '' })
    expect(end.stderr).toMatch(/^The radar's secret is damaged: .*\n$/)
    expect(end.stderr).not.toContain('half')
  })

  test('[V11] reports every wrong setting at once, a line each', async () => {
    const end = await runToEnd({
      RADAR_DATA: newFolder(),
      RADAR_PORT: '70000',
      RADAR_MQTT_PORT: '',
      RADAR_SECRET: 'short',
      RADAR_ORIGINS: 'https://radar.example.org/page',
      RADAR_TRUSTED_PROXIES: 'nginx',
      RADAR_ALLOWLIST: '10.0.0.0/33',
      RADAR_DRY_RUN_DAYS: '-1',
      RADAR_WEBHOOK_URL: 'ftp://example.org',
      RADAR_PROT: '8081',
    })
    expect([end.code, end.stdout]).toEqual([1, ''])
    const lines = end.stderr.trimEnd().split('\n')
    const names = lines.map((line) => line.split(' ', 1).join())
    expect(names.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'RADAR_ALLOWLIST',
      'RADAR_DRY_RUN_DAYS',
      'RADAR_MQTT_PORT',
      'RADAR_ORIGINS',
      'RADAR_PORT',
      'RADAR_PROT',
      'RADAR_SECRET',
      'RADAR_TRUSTED_PROXIES',
      'RADAR_WEBHOOK_URL',
    ])
    for (const line of lines) expect(line).toMatch(/\.$/)
    expect(end.stderr).not.toContain('short')
  })

  test('[V11] says what is wrong with the thresholds', async () => {
    const folder = newFolder()
    const file = join(folder, 'thresholds.json')
    writeFileSync(file, '{"score":{"halfLife":1}}')
    const env = { RADAR_DATA: folder, RADAR_THRESHOLDS: file }
    const unknown = await runToEnd(env)
    expect(unknown).toEqual(says('RADAR_THRESHOLDS:\n  score.halfLife is not a threshold.'))
    writeFileSync(file, '{')
    expect(await runToEnd(env)).toEqual(
      says('RADAR_THRESHOLDS names a file that cannot be read as JSON.'),
    )
  })
})

describe('the data folder of a radar', () => {
  test('[V11][O2] belongs to one at a time, and a damaged team is not an empty one', async () => {
    const folder = newFolder()
    const radar = await startRadar(folder)
    await enrol(radar, radar.firstToken ?? '', 'ada')
    const state = () =>
      readdirSync(folder).map((name) => {
        const { mtimeMs, size } = statSync(join(folder, name))
        return name === 'credentials' ? name : { name, mtimeMs, size }
      })
    const before = state()
    // What the running radar is just writing is none of the other's business.
    writeFileSync(join(folder, 'blocks.new'), 'half')
    const half = state()
    expect(await runToEnd({ RADAR_DATA: folder })).toEqual(
      says(`Another radar runs with the data folder ${folder}.`),
    )
    expect(state()).toEqual(half)
    expect(half.length).toBe(before.length + 1)
    expect((await fetch(`${radar.origin}/healthz`)).status).toBe(200)
    radar.kill('SIGTERM')
    expect(await radar.exited).toEqual({ code: 0, signal: null })

    const sentence =
      "The operators' file cannot be read: restore it with its secret, or remove it to start anew."
    const whole = readFileSync(join(folder, 'operators'))
    const changed = whole.map((byte, at) => (at === 40 ? byte ^ 1 : byte))
    async function expectRefused(damaged: Uint8Array, secret: boolean): Promise<void> {
      const copy = newFolder()
      writeFileSync(join(copy, 'operators'), damaged)
      if (secret) copyFileSync(join(folder, 'secret'), join(copy, 'secret'))
      expect(await runToEnd({ RADAR_DATA: copy })).toEqual(says(sentence))
      expect(readFileSync(join(copy, 'operators')).equals(damaged)).toBe(true)
    }
    await Promise.all([
      expectRefused(whole.subarray(0, -1), true),
      expectRefused(changed, true),
      expectRefused(Buffer.from('[]'), true),
      // Sealed under another key is as good as damaged.
      expectRefused(whole, false),
    ])
  })
})
