/** What the relay does for whom: coturn with the configuration that is deployed. */
import { turnCredential } from '../../signaling/turn.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { HOST } from './internet.ts'
import { openLaboratory, type Laboratory } from './laboratory.ts'
import { createTurnClient, type TurnClient, type TurnCredential } from './turnClient.ts'
import { openWayIn, type WayIn } from './wayIn.ts'

const PORT = 3478
const DENIED = 403
const UNAUTHORIZED = 401
const STALE_NONCE = 438
const QUOTA_REACHED = 486
/** A school or a café, and what a browser asks for: over UDP, TCP and TLS, in IPv4 and IPv6. */
const PEOPLE = 50
const ALLOCATIONS = 6

/** Nobody may be reached there through the relay. */
const INSIDE = {
  4: [
    '0.0.0.0',
    '10.0.0.5',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.254',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.254',
    '192.0.0.8',
    '192.168.0.1',
    '192.168.255.254',
    '198.18.0.1',
    '198.19.255.254',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
  ],
  6: [
    '::',
    '::1',
    // IPv4 in other clothes: mapped, compatible, translated (NAT64, global and local), Teredo, 6to4.
    '::ffff:10.0.0.5',
    '::ffff:127.0.0.1',
    `::ffff:${HOST.v4}`,
    '::10.0.0.5',
    '64:ff9b::a00:5',
    '64:ff9b:1::a00:5',
    '2001:0:a00:5::1',
    '2002:a00:5::1',
    '100::1',
    'fc00::1',
    'fd12:3456:789a::1',
    'fe80::1',
    'febf::1',
    'fec0::1',
    'ff02::1',
    'ff0e::1',
  ],
} as const
const STRANGERS = { 4: ['203.0.113.9', '198.51.100.22'], 6: ['2001:db8:22::1'] } as const

describeAsRoot('the network laboratory: the relay', () => {
  let laboratory: Laboratory
  let street: WayIn
  const clients: TurnClient[] = []

  beforeAll(async () => {
    laboratory = await openLaboratory()
    street = await openWayIn(laboratory, laboratory.internet.street)
  })
  afterEach(() => {
    for (const one of clients.splice(0)) one.close()
  })
  afterAll(() => laboratory.close())

  async function meet(credential: TurnCredential): Promise<TurnClient> {
    const { connect } = await laboratory.door(laboratory.internet.street)
    const client = createTurnClient(connect({ host: HOST.v4, port: PORT }), credential)
    clients.push(client)
    return client
  }

  const issue = (id = 'visitor', secret = laboratory.host.turnSecret, now = Date.now()) =>
    turnCredential(secret, id, now)

  it.each([4, 6] as const)(
    '[N2] leads to no internal address, in whatever clothes (IPv%i), but to strangers and to itself',
    async (family) => {
      const client = await meet(issue())
      expect(await client.allocate(family)).toBe('granted')
      const own = family === 4 ? HOST.v4 : HOST.v6
      const answers: [string, unknown, unknown][] = []
      for (const peer of [...INSIDE[family], ...STRANGERS[family], own])
        answers.push([peer, await client.permit(peer), await client.bind(peer)])
      expect(answers).toEqual([
        ...INSIDE[family].map((peer) => [peer, DENIED, DENIED]),
        ...[...STRANGERS[family], own].map((peer) => [peer, 'granted', 'granted']),
      ])
    },
  )

  it('[N2] is for those whom signaling named, until their time is over', async () => {
    const elevenMinutesAgo = Date.now() - 11 * 60_000
    const good = issue()
    for (const [credential, verdict] of [
      [good, 'granted'],
      [{ ...good, credential: issue('another').credential }, UNAUTHORIZED],
      [{ ...good, username: issue('another').username }, UNAUTHORIZED],
      [issue('visitor', 'not the secret of this relay'), UNAUTHORIZED],
      [issue('visitor', undefined, elevenMinutesAgo), UNAUTHORIZED],
      [{ username: '', credential: '' }, UNAUTHORIZED],
    ] as const)
      expect(await (await meet(credential)).allocate()).toBe(verdict)
  })

  it('[N2] grants nothing to somebody who repeats what he overheard', async () => {
    const visitor = await meet(issue())
    expect(await visitor.allocate()).toBe('granted')
    const listener = await meet(issue('listener'))
    expect(await listener.repeat(visitor.overheard())).toBe(STALE_NONCE)
  })

  /** What signaling lends a visitor who comes from there. */
  async function borrow(address: string): Promise<TurnCredential> {
    const visitor = await street.visit(address)
    visitor.send({ type: 'checkRelay' })
    const { ice } = await visitor.next('relay')
    const lent = ice.find(({ username }) => username !== undefined)
    return { username: lent?.username ?? '', credential: lent?.credential ?? '' }
  }

  it('[N2] has room for fifty people behind one address', async () => {
    const address = laboratory.internet.street.newAddress(4)
    const lent = await Promise.all(Array.from({ length: PEOPLE }, () => borrow(address)))
    const verdicts = await Promise.all(
      lent
        .flatMap((credential) => Array.from({ length: ALLOCATIONS }, () => credential))
        .map(async (credential) => (await meet(credential)).allocate()),
    )
    expect(verdicts).toEqual(verdicts.map(() => 'granted'))
    expect(verdicts).toHaveLength(PEOPLE * ALLOCATIONS)
  })

  it('[N2] has no more room for one address than the operator gives it, however often it asks', async () => {
    laboratory.host.deploy('--user-quota', '3')
    await laboratory.host.program('turn').stop()
    await laboratory.host.start('turn')
    const [crowded, other] = [4, 4].map(() => laboratory.internet.street.newAddress(4)) as [
      string,
      string,
    ]
    const verdicts = []
    for (let times = 0; times < 4; times += 1)
      verdicts.push(await (await meet(await borrow(crowded))).allocate())
    expect(verdicts).toEqual(['granted', 'granted', 'granted', QUOTA_REACHED])
    expect(await (await meet(await borrow(other))).allocate()).toBe('granted')
  })
})
