/** Lists that the radar never made, thrown at a real signaling process by a broker that lies. */
import { randomBytes } from 'node:crypto'
import { connect, type MqttClient } from 'mqtt'
import { appealCode, signList } from '../../radar/signedList.ts'
import { listen, published, until, type Listening } from '../radar/brokerHarness.ts'
import { connect as visit, exchange, findMessage, greet, newPair } from '../helpers/client.ts'
import { valueOf } from '../helpers/metrics.ts'
import { enrol } from '../helpers/radarOperator.ts'
import {
  createFolder,
  removeFolder,
  startRadar,
  startSignalingBeside,
} from '../helpers/radarProcess.ts'
import { BEHIND_PROXY, startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'

const VICTIM = '101.55.66.77'
const secret = () => randomBytes(32).toString('base64url')
const LIST_KEY = secret()
const PASSWORD = secret()
const MINUTE_MS = 60_000

const seconds = () => Math.floor(Date.now() / 1_000)
/** In seconds. */
const SINCE = seconds() - 5
const UNTIL = seconds() + 600
const list = (version: number, entries = [[VICTIM, 'network', 'manual', SINCE, UNTIL]]) => ({
  version,
  issuedAt: Date.now(),
  entries,
})
const throttles = (version: number) => ({
  version,
  issuedAt: Date.now(),
  everyone: false,
  entries: [[VICTIM, UNTIL]],
})
const blockedBy = async (server: SignalingProcess) =>
  valueOf(await server.metrics(), 'signaling_refusals_total{reason="blocked"}')

describe('a broker that lies', () => {
  let broker: Listening
  let server: SignalingProcess
  beforeAll(async () => {
    broker = await listen({
      authenticate: (_name, password) => (password === PASSWORD ? 'signaling' : null),
    })
    server = await startSignaling({
      ...BEHIND_PROXY,
      SIGNALING_RADAR_URL: `mqtt://127.0.0.1:${broker.port}`,
      SIGNALING_RADAR_CREDENTIAL: `${PASSWORD}.${LIST_KEY}`,
    })
    await until(() => broker.broker.connections() === 1)
  })
  afterAll(async () => {
    await server.stop()
    await broker.close()
  })

  /** Publishes, and waits until signaling has taken in what came before this. */
  async function say(topic: string, text: string): Promise<void> {
    broker.broker.publish(topic, text, { retain: true })
    // In the same turn, what is not retained would overtake what is.
    await new Promise(setImmediate)
    const id = randomBytes(16).toString('base64url')
    broker.broker.publish('query', JSON.stringify({ id, prefix: VICTIM }))
    await until(() => broker.heard.some(({ text: answer }) => answer.includes(id)))
  }

  /** All that is refused after version 10: for each topic, whatever would harm the victim. */
  function forgeries(topic: 'blocklist' | 'throttles'): [string, string][] {
    const make = topic === 'blocklist' ? list : throttles
    const other = topic === 'blocklist' ? 'throttles' : 'blocklist'
    const good = signList(LIST_KEY, topic, make(20))
    return [
      ['unsigned', JSON.stringify(make(20))],
      ['signed with another key', signList(secret(), topic, make(20))],
      ['signed for the other topic', signList(LIST_KEY, other, make(20))],
      ['changed after it was signed', good.replace('"version":20', '"version":21')],
      ['cut off', good.slice(0, -1)],
      ['older than the last', signList(LIST_KEY, topic, make(9))],
      ['stale', signList(LIST_KEY, topic, { ...make(20), issuedAt: Date.now() - 3 * MINUTE_MS })],
      [
        'of a time to come',
        signList(LIST_KEY, topic, { ...make(20), issuedAt: Date.now() + 3 * MINUTE_MS }),
      ],
      ['of another shape', signList(LIST_KEY, topic, { ...make(20), more: 1 })],
      ['empty', ''],
      ['noise', randomBytes(2_000).toString('latin1')],
    ]
  }

  test('[R20] cuts nobody and slows nobody down, and the true list is obeyed afterwards', async () => {
    const victim = await greet(server, { address: VICTIM })
    let searches = 0
    /** For something else each time: who asks for the same again goes on with the search he has. */
    const searchAnew = () => {
      searches += 1
      victim.send(findMessage({ mode: 'video', interests: [`number ${searches}`] }))
    }
    const pair = await newPair(server)
    await say('blocklist', signList(LIST_KEY, 'blocklist', list(10, [])))
    await say('throttles', signList(LIST_KEY, 'throttles', { ...throttles(10), entries: [] }))
    for (const topic of ['blocklist', 'throttles'] as const)
      for (const [name, text] of forgeries(topic)) {
        await say(topic, text)
        const before = victim.received.length
        searchAnew()
        await victim.next('waiting')
        const came = victim.received
          .slice(before)
          .flatMap(({ type }) => (type === 'online' ? [] : type))
        expect([topic, name, came]).toEqual([topic, name, ['waiting']])
      }
    // A true list on a topic that is not its own.
    for (const topic of ['throttles', 'thresholds', 'choices', 'query'])
      await say(topic, signList(LIST_KEY, 'blocklist', list(30)))
    expect(victim.ws.readyState).toBe(victim.ws.OPEN)
    await greet(server, { address: VICTIM })
    expect(await blockedBy(server)).toBe(0)
    await exchange(...pair)

    await say('throttles', signList(LIST_KEY, 'throttles', throttles(11)))
    searchAnew()
    await victim.next('challenge')
    await say('blocklist', signList(LIST_KEY, 'blocklist', list(11)))
    const { reason, until: told, code } = await victim.next('refused')
    expect({ reason, told, code }).toEqual({
      reason: 'blocked',
      told: UNTIL * 1_000,
      code: appealCode(LIST_KEY, VICTIM, SINCE),
    })
    expect((await victim.closed).code).toBe(4403)
    expect(await blockedBy(server)).toBe(2)

    // What was true yesterday, or is not signed, opens the door again for nobody.
    await say('blocklist', signList(LIST_KEY, 'blocklist', list(10, [])))
    await say('blocklist', JSON.stringify(list(40, [])))
    await say('blocklist', '')
    const again = await visit(server, { address: VICTIM })
    expect((await again.next('refused')).reason).toBe('blocked')
    expect(await blockedBy(server)).toBe(3)
    await exchange(...pair)
  })
})

describe('other clients of the true broker', () => {
  test('[R20] cannot publish a list, not even one with a true signature', async () => {
    const folder = createFolder()
    const radar = await startRadar(folder)
    const server = await startSignalingBeside(radar)
    const clients: MqttClient[] = []
    try {
      const ada = await enrol(radar, radar.firstToken ?? '', 'ada')
      const victim = await greet(server, { address: VICTIM })
      const [, key = ''] = radar.credential('signaling').split('.')
      for (const machine of ['reader', 'firewall', 'signaling'] as const) {
        const [password = ''] = radar.credential(machine).split('.')
        for (const topic of ['blocklist', 'throttles', 'thresholds', 'choices']) {
          const client = connect(`mqtt://127.0.0.1:${radar.mqttPort}`, {
            protocolVersion: 4,
            reconnectPeriod: 0,
            username: machine,
            password,
            clientId: `${machine}/${randomBytes(16).toString('base64url')}`,
          })
          clients.push(client)
          client.on('error', () => undefined)
          await new Promise((resolve) => client.once('connect', resolve))
          const text = signList(key, topic, list(Date.now() + MINUTE_MS))
          expect([machine, topic, await published(client, topic, text, true)]).toEqual([
            machine,
            topic,
            false,
          ])
        }
      }
      // The true one comes after all of these on the same line, so none of them is still to come.
      const block = {
        prefix: VICTIM,
        level: 'app',
        reason: 'manual',
        until: Date.now() + MINUTE_MS,
      }
      expect(await blockedBy(server)).toBe(0)
      expect(victim.ws.readyState).toBe(victim.ws.OPEN)
      expect((await ada.post('/api/blocks', block)).status).toBe(200)
      expect((await victim.next('refused')).reason).toBe('blocked')
      await greet(server)
      expect(await blockedBy(server)).toBe(1)
    } finally {
      for (const client of clients) client.end(true)
      await Promise.all([server.stop(), radar.stop()])
      removeFolder(folder)
    }
  })
})
