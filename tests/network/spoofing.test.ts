/** Headers in which a visitor names somebody else: whoever floods is blocked himself. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeAsRoot } from '../helpers/asRoot.ts'
import type { ClientSettings, Target } from '../helpers/client.ts'
import { DIST } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'
import { parseEnvironment } from '../../nginx/environmentFile.ts'
import { dropsOf } from './drops.ts'
import { HOST } from './internet.ts'
import { openLaboratory, type Laboratory } from './laboratory.ts'
import { FLOODERS_PATIENCE_MS, misbehave, openWayIn, type WayIn } from './wayIn.ts'

const HEADERS: readonly (readonly [name: string, value: (victim: string) => string])[] = [
  ['X-Forwarded-For', (victim) => victim],
  ['X-Real-IP', (victim) => victim],
  ['Forwarded', (victim) => `for=${victim};proto=https`],
  ['CF-Connecting-IP', (victim) => victim],
  ['True-Client-IP', (victim) => victim],
  ['X-Client-IP', (victim) => victim],
  ['X-Cluster-Client-IP', (victim) => victim],
  ['X-Forwarded', (victim) => `for=${victim}`],
  ['Forwarded-For', (victim) => victim],
]
/** With one overflow of the bucket the network is blocked: floods of this test are small. */
const THRESHOLDS = { signals: { malformed: { points: 400 } } }
const SOCKETS = 10
const SOON_MS = 20_000
/** Of a second signaling, which has no nginx before it, as nobody should run it. */
const BARE_PORT = 8090

type Headers = Readonly<Record<string, string>>

describeAsRoot('the network laboratory: a flood in the name of somebody else', () => {
  let laboratory: Laboratory
  let street: WayIn

  beforeAll(async () => {
    laboratory = await openLaboratory(THRESHOLDS)
    street = await openWayIn(laboratory, laboratory.internet.street, FLOODERS_PATIENCE_MS)
  })
  afterAll(() => laboratory.close())

  async function startBare(): Promise<(address: string, headers: Headers) => ClientSettings> {
    const { host, internet, door } = laboratory
    const opening = `insert rule inet p2pchat_machine input tcp dport ${BARE_PORT} accept`
    internet.host.run('nft', opening)
    const rendered = readFileSync(join(host.folder, 'deployed', 'signaling.env'), 'utf8')
    const bare = internet.host.start([process.execPath, join(DIST, 'signaling', 'main.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...parseEnvironment(rendered),
        SIGNALING_HOST: HOST.v4,
        SIGNALING_PORT: String(BARE_PORT),
        SIGNALING_METRICS_PORT: '0',
      },
    })
    await new Promise((resolve) => bare.stdout?.once('data', resolve))
    const { connect } = await door(internet.street)
    return (from, headers) => ({
      options: {
        headers,
        createConnection: () =>
          connect({ host: HOST.v4, port: BARE_PORT, from }).setTimeout(FLOODERS_PATIENCE_MS),
        handshakeTimeout: FLOODERS_PATIENCE_MS,
      },
    })
  }
  /** One after the other: many at once might be many people. */
  async function flood(target: Target, settings: ClientSettings): Promise<void> {
    let isIn = true
    for (let times = 0; isIn && times < SOCKETS; times += 1)
      isIn = await misbehave(target, settings)
  }
  const blocked = () => dropsOf(laboratory.internet.host).prefixes.toSorted()

  it('[N4] hits his own address, through nginx and without it, and never the named one', async () => {
    const { newAddress } = laboratory.internet.street
    const victim = newAddress(4)
    const bare = await startBare()
    const flooders: string[] = []
    const floods = HEADERS.flatMap(([name, value]) =>
      [street.from, bare].map((way) => {
        const address = newAddress(4)
        flooders.push(address)
        return flood(street.target, way(address, { [name]: value(victim) }))
      }),
    )
    await Promise.all(floods)
    await waitUntil(SOON_MS, () => blocked().length >= flooders.length, blocked)
    expect(blocked()).toEqual(flooders.toSorted())

    const visitor = await street.visit(victim)
    visitor.ws.close()
    await visitor.closed
    // Whoever is named is blocked as soon as it is he who floods.
    await flood(street.target, street.from(victim))
    await waitUntil(SOON_MS, () => blocked().includes(victim), blocked)
  })
})
