/** Somebody else's MQTT client, Mosquitto's, with a credential that only reads. */
import { spawn } from 'node:child_process'
import { PASSWORD, listen, random, type Listening } from './brokerHarness.ts'

let listening: Listening
beforeEach(async () => {
  listening = await listen()
})
afterEach(() => listening.close())

interface Ran {
  readonly code: number | null
  readonly output: string
}

function run(program: string, words: string[], who = 'reader', password = PASSWORD): Promise<Ran> {
  const common = ['-h', '127.0.0.1', '-p', String(listening.port), '-V', 'mqttv311']
  const identity = ['-i', `${who}/${random()}`, '-u', who, '-P', password]
  const child = spawn(program, [...common, ...identity, ...words])
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output: output.trim() }))
  })
}

it('[R11] reads the blocklist that is kept for it', async () => {
  const list = `mac.${JSON.stringify({ version: 1, issuedAt: 2, entries: [] })}`
  listening.broker.publish('blocklist', list, { retain: true })
  const { code, output } = await run('mosquitto_sub', ['-t', 'blocklist', '-C', '1', '-W', '20'])
  expect({ code, output }).toEqual({ code: 0, output: list })
})

it.each(['#', '+', 'operator/team', 'throttles', 'census/+', '$SYS/#'])(
  '[R11] may not read %s',
  async (topic) => {
    listening.broker.publish('operator/team', 'secret', { retain: true })
    listening.broker.publish('throttles', 'secret', { retain: true })
    const { output } = await run('mosquitto_sub', ['-t', topic, '-C', '1', '-W', '20'])
    expect(output).toContain('denied')
    expect(output).not.toContain('secret')
  },
)

it('[R11] may say nothing, nor leave a last will', async () => {
  const words = ['-t', 'blocklist', '-m', 'forged', '-q', '1', '-r']
  expect((await run('mosquitto_pub', words)).code).not.toBe(0)
  const will = ['--will-topic', 'blocklist', '--will-payload', 'forged', '--will-retain']
  const refused = await run('mosquitto_sub', ['-t', 'counts', '-W', '5', ...will])
  expect(refused.output).toContain('not authorised')
  expect(listening.heard).toEqual([])
})

it('[R11] is not let in with a wrong password', async () => {
  const { code, output } = await run(
    'mosquitto_sub',
    ['-t', 'blocklist', '-C', '1', '-W', '5'],
    'reader',
    'a wrong one',
  )
  expect(code).not.toBe(0)
  expect(output).toContain('not authorised')
})
