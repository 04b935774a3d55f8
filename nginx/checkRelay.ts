/** What coturn grants and refuses: tried from outside, over a wire. */
import { isIPv6 } from 'node:net'
import { STUN_PORT, TURN_TLS_PORT } from '../signaling/turnserver.ts'
import { good, wrong, type Finding } from './finding.ts'
import { allocate, tlsClient, udpClient, type Credential, type TurnAnswer } from './turnProbe.ts'

/** One of each range inside which no stranger lives, IPv4 in IPv6 among them. */
export const INSIDE_PEERS = {
  4: [
    '0.0.0.1',
    '10.1.2.3',
    '100.64.1.2',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.1.2',
    '192.0.0.8',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
  ],
  6: [
    '::',
    '::1',
    '::ffff:a00:1',
    '64:ff9b::a00:1',
    '64:ff9b:1::a00:1',
    '100::1',
    '2001::1',
    '2002:a00:1::1',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
  ],
} as const
/** Strangers, as far as anybody knows. */
const PUBLIC_PEER = { 4: '203.0.113.250', 6: '2001:db8:beef::250' } as const

const saidOf = (answer: TurnAnswer): string => (answer === null ? 'nothing' : String(answer))

/** Over UDP at one address of the machine: an allocation, where it may lead, and who may have one. */
export async function checkRelayAt(
  host: string,
  credential: Credential,
  patienceMs: number,
): Promise<Finding[]> {
  const family = isIPv6(host) ? 6 : 4
  const clients = [0, 1].map(() => udpClient(host, STUN_PORT, patienceMs))
  const [client, other] = clients as [(typeof clients)[0], (typeof clients)[0]]
  try {
    const allocation = await allocate(client, credential, family)
    if (allocation.answer !== 'granted')
      return [
        wrong(
          allocation.answer === 401
            ? 'coturn refuses the credentials that signaling gives out: their secrets differ.'
            : `coturn gives no allocation at ${host} (it says ${saidOf(allocation.answer)}).`,
        ),
      ]
    const findings: Finding[] = []
    for (const peer of INSIDE_PEERS[family])
      if ((await allocation.permit(peer)) === 'granted')
        findings.push(wrong(`coturn would relay to ${peer}, which is not the Internet.`))
    if ((await allocation.permit(PUBLIC_PEER[family])) !== 'granted')
      findings.push(wrong(`coturn refuses to relay to strangers over IPv${family}.`))
    if ((await allocation.permit(host)) !== 'granted')
      findings.push(wrong(`coturn refuses its own address ${host}: two who hide could not meet.`))
    await allocation.release()
    const forged = await allocate(other, { ...credential, credential: 'forged' }, family)
    if (forged.answer !== 401)
      findings.push(wrong(`coturn answers a wrong password with ${saidOf(forged.answer)}.`))
    return findings.length > 0
      ? findings
      : [good(`coturn relays over IPv${family}, to strangers alone, for whom signaling sent.`)]
  } finally {
    for (const one of clients) one.close()
  }
}

/** TURN over TLS, for networks that let nothing else out. */
export async function checkRelayTls(
  host: string,
  domain: string,
  credential: Credential,
  patienceMs: number,
): Promise<Finding> {
  const client = tlsClient(host, TURN_TLS_PORT, domain, patienceMs)
  try {
    const allocation = await allocate(client, credential, isIPv6(host) ? 6 : 4)
    if (allocation.answer === 'granted') await allocation.release()
    return allocation.answer === 'granted'
      ? good('coturn relays over TLS as well.')
      : wrong(
          `coturn gives no allocation over TLS on port ${TURN_TLS_PORT}: may its user read tls/privkey.pem?`,
        )
  } finally {
    client.close()
  }
}
