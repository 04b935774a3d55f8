/** Renders coturn's configuration, for the version of Debian 12 (4.6.1) and later. Pure. */

/** An address under which the machine is reached, and what its network card has, if that differs. */
export interface RelayAddress {
  readonly shown: string
  /** Behind a NAT that forwards all ports; else the same. */
  readonly local: string
}

export interface TurnserverSettings {
  readonly realm: string
  readonly addresses: readonly RelayAddress[]
  /** `static-auth-secret`: the newest first, and the one before it while its credentials live. */
  readonly secrets: readonly string[]
  /** Allocations that everybody behind one address may hold together. */
  readonly userQuota: number
  /** Absolute paths of the certificate with its chain, and of its key. */
  readonly certificate: string
  readonly key: string
}

export const STUN_PORT = 3478
export const TURN_TLS_PORT = 5349
/** Where strangers reach what is relayed. */
export const RELAY_PORTS = { least: 49_152, most: 65_535 } as const
/** A relay end is one port, and clients of an old kind take a pair. */
const TOTAL_QUOTA = 12_000
/** Bytes per second of one allocation, each way: the best picture and two transfers beside it. */
const BYTES_PER_SECOND = 500_000

/**
 * What is not the public Internet (IANA special-purpose address registries, for coturn as ranges).
 * The ranges for documentation are left out: nobody lives there, and laboratories are made of them.
 */
export const INSIDE = {
  4: [
    '0.0.0.0-0.255.255.255',
    '10.0.0.0-10.255.255.255',
    '100.64.0.0-100.127.255.255',
    '127.0.0.0-127.255.255.255',
    '169.254.0.0-169.254.255.255',
    '172.16.0.0-172.31.255.255',
    '192.0.0.0-192.0.0.255',
    // 6to4 relays: a way to IPv6 and back in.
    '192.88.99.0-192.88.99.255',
    '192.168.0.0-192.168.255.255',
    '198.18.0.0-198.19.255.255',
    // Multicast, reserved and broadcast.
    '224.0.0.0-255.255.255.255',
  ],
  6: [
    // Loopback, and IPv4 inside IPv6, mapped and translated (::ffff:0:0/96, NAT64). Not from `::`,
    // which coturn refuses by itself: it takes a range from there to hold all of IPv4 as well.
    '::1-1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    // IETF protocols, with Teredo: IPv4 inside IPv6 again.
    '2001::-2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff',
    // 6to4, likewise.
    '2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    '3fff::-3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff',
    // Not given out, and then unique local, link-local and multicast: nothing here is the Internet.
    '4000::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  ],
} as const

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]

/** The text of `turnserver.conf`: every directive with its reason. Ends with a newline. */
export function renderTurnserver(settings: TurnserverSettings): string {
  const { realm, addresses, secrets, userQuota, certificate, key } = settings
  const locals = unique(addresses.map(({ local }) => local))
  const mapped = addresses.filter(({ shown, local }) => shown !== local)
  const own = unique(addresses.flatMap(({ shown, local }) => [shown, local]))
  return `# coturn: the relay for visitors whose networks let them not meet directly, or who hide their address.
# Rendered by \`npm run deploy\`; a change made here is undone by the next run.

# Ports: STUN and TURN, and TURN over TLS, which looks like any HTTPS to a narrow firewall (RFC 8656).
listening-port=${STUN_PORT}
tls-listening-port=${TURN_TLS_PORT}
# No DTLS: browsers are not offered it, and half-open DTLS costs memory (coturn 4.16 caps it).
no-dtls
# Only the addresses under which visitors know this machine.
${locals.map((address) => `listening-ip=${address}\nrelay-ip=${address}`).join('\n')}
${
  mapped.length === 0
    ? '# No external-ip: the machine has its public addresses itself.'
    : `# What strangers see of the addresses above, where a NAT stands between.\n${mapped.map(({ shown, local }) => `external-ip=${shown}/${local}`).join('\n')}`
}
# Ends of relayed calls; ruleset.nft opens the same ports.
min-port=${RELAY_PORTS.least}
max-port=${RELAY_PORTS.most}

# The certificate that nginx has, and TLS 1.2 at least: not every TURN client speaks 1.3.
cert=${certificate}
pkey=${key}
no-tlsv1
no-tlsv1_1

# Who may use it: whom signaling gave a name with an end, and a password that is an HMAC over it
# (draft-uberti-behave-turn-rest-00). Nobody has an account here.
use-auth-secret
# The first is signaling's; a second one is the secret before the last rotation.
${secrets.map((secret) => `static-auth-secret=${secret}`).join('\n')}
realm=${realm}
# A nonce holds for ten minutes, so that a request that was overheard cannot be repeated for long.
stale-nonce=600
# TURN messages carry a checksum that tells them from media (RFC 8489, section 14.7).
fingerprint

# How much. Everybody behind one address has one name, so that the quota must hold a school or a
# café: fifty people, six allocations each (UDP, TCP and TLS, over IPv4 and IPv6), twice.
user-quota=${userQuota}
# Fewer than there are ports.
total-quota=${TOTAL_QUOTA}
# Bytes per second of one allocation, each way: a picture at its best is a third of it.
max-bps=${BYTES_PER_SECOND}

# Where to: strangers on the public Internet over UDP, and nowhere else (S12). Credentials are given
# to anybody, so that without this list the relay would be a way into every network it stands in.
no-tcp-relay
no-multicast-peers
${[...INSIDE[4], ...INSIDE[6]].map((range) => `denied-peer-ip=${range}`).join('\n')}
# When both people use the relay, each is the other's peer at this machine's own address. This wins
# over the list above; ruleset.nft narrows it to the ports of the relay.
${own.map((address) => `allowed-peer-ip=${address}`).join('\n')}

# What nobody needs: a console, and help with finding out what kind of NAT one is behind (RFC 5780),
# which answers strangers from other addresses and with more than they sent.
no-cli
no-rfc5780
no-stun-backward-compatibility
response-origin-only-with-rfc5780
no-software-attribute

# It writes nothing down: no log on any channel, and none with a date in its name (P5). Not verbose
# either: that names the address of everybody.
log-file=/dev/null
simple-log
no-stdout-log
# A database of users that is empty and in memory: without any, coturn believes no secret either.
# And no file with the process id: the service manager knows it.
userdb=:memory:
pidfile=
`
}
