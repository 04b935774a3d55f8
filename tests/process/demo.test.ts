/** `npm run demo`, for a few seconds. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePorts } from '../helpers/freePort.ts'
import { parseMetrics, valueOf } from '../helpers/metrics.ts'

const root = join(__dirname, '../..')

it('shows a running system to operators, and leaves nothing behind', async () => {
  const built = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tests/demo'],
    { cwd: root, encoding: 'utf8' },
  )
  expect({ status: built.status, said: built.stdout }).toEqual({ status: 0, said: '' })
  const temporary = mkdtempSync(join(tmpdir(), 'demo-test-'))
  const [page, signalingMetrics, desk, mqtt, metrics] = await freePorts(5)
  const demo = spawn(process.execPath, ['dist/demo/tests/demo/main.js', '--minutes', '10'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      TMPDIR: temporary,
      SIGNALING_PORT: String(page),
      SIGNALING_METRICS_PORT: String(signalingMetrics),
      SIGNALING_RADAR_URL: `mqtt://127.0.0.1:${mqtt}`,
      RADAR_PORT: String(desk),
      RADAR_MQTT_PORT: String(mqtt),
      RADAR_METRICS_PORT: String(metrics),
    },
  })
  try {
    let said = ''
    const isRunning = new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk.toString()
        if (said.includes('synthetic visitors')) resolve()
      }
      demo.stdout.on('data', hear)
      demo.stderr.on('data', hear)
      demo.once('exit', () => reject(new Error(said)))
    })
    await isRunning
    expect(said).toMatch(/Create the first administrator within 10 minutes: http/)
    const read = async () =>
      parseMetrics(await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text())
    while (valueOf(await read(), 'radar_online') < 3) await new Promise(setImmediate)
    expect(readdirSync(temporary)).toHaveLength(1)

    demo.kill('SIGINT')
    const [code] = (await once(demo, 'exit')) as [number | null]
    expect(code).toBe(0)
    expect(readdirSync(temporary)).toEqual([])
  } finally {
    demo.kill('SIGKILL')
    if (existsSync(temporary)) rmSync(temporary, { recursive: true })
  }
})
