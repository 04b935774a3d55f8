/** A small internet: a backbone, a public host, two homes behind NAT routers, and a street without. */
import { serveNames } from './names.ts'
import { createPlace, removeLeftovers, removePlaces, type Place } from './place.ts'

export const DOMAIN = 'chat.example.org'
export const HOST = { v4: '198.51.100.10', v6: '2001:db8:10::1' } as const
const GATEWAY = { v4: '198.51.100.1', v6: 'fe80::1' } as const
const STREET = { v4: '203.0.113.0/24', v6: '2001:db8:5::/48' } as const

/**
 * `easy`: what goes out from one port keeps it, whoever it is for. `symmetric`: another port for
 * everyone. `tcpOnly`: no UDP but for questions about names.
 */
export type Nat = 'easy' | 'symmetric' | 'tcpOnly'

interface Addresses {
  readonly v4: string
  readonly v6: string
}

export interface Home extends Place {
  readonly router: Place
  /** What its machine has. */
  readonly inside: Addresses
  /** What the world sees now. */
  readonly outside: () => Addresses
  readonly setNat: (nat: Nat) => void
  /** Another public address, as after a change of provider: the old one is gone at once. */
  readonly move: () => void
}

/** People without NAT, each with addresses of his own. */
export interface Street extends Place {
  /** An address that nobody has had yet. */
  readonly newAddress: (family: 4 | 6) => string
}

/** Bytes that went through the backbone since it was built. */
export interface Traffic {
  /** From one home to the other. */
  readonly direct: number
  /** From the homes to the public host. */
  readonly overUdp: number
  readonly overTcp: number
}

export interface Internet {
  readonly backbone: Place
  readonly traffic: () => Traffic
  readonly host: Place
  readonly homes: readonly [Home, Home]
  readonly street: Street
  readonly close: () => void
}

/** Routers between networks forward; at the ends of the lines they need not ask who is there. */
const COUNTERS = `
table inet backbone {
  counter direct { }
  counter overUdp { }
  counter overTcp { }
  chain forward {
    type filter hook forward priority filter;
    iifname "home*" oifname "home*" counter name direct
    iifname "home*" oifname "host" meta l4proto udp counter name overUdp
    iifname "home*" oifname "host" meta l4proto tcp counter name overTcp
  }
}`
const FORWARDING = ['net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1']

/** A cable from the backbone to the outside of a place, which finds all others through it. */
function connect(backbone: Place, place: Place, port: string): void {
  backbone.ip([
    `link add ${port} type veth peer name outside netns ${place.name}`,
    `address add ${GATEWAY.v4}/32 dev ${port}`,
    `link set ${port} up`,
    `address add ${GATEWAY.v6}/64 dev ${port} nodad`,
  ])
  place.ip([
    'link set outside up',
    `route add ${GATEWAY.v4} dev outside`,
    `route add default via ${GATEWAY.v4} dev outside`,
    `route add default via ${GATEWAY.v6} dev outside`,
  ])
}

function settle(backbone: Place, place: Place, port: string, { v4, v6 }: Addresses): void {
  place.ip([`address add ${v4}/32 dev outside`, `address add ${v6}/128 dev outside nodad`])
  backbone.ip([`route add ${v4} dev ${port}`, `route add ${v6} dev ${port}`])
}

function renderRouter(nat: Nat): string {
  return `
table inet router {
  chain postrouting {
    type nat hook postrouting priority srcnat;
    oifname "outside" masquerade ${nat === 'symmetric' ? 'fully-random' : ''}
  }
  chain forward {
    type filter hook forward priority filter;
    ${nat === 'tcpOnly' ? 'meta l4proto udp ct original proto-dst != 53 drop' : ''}
    iifname "outside" ct state new drop
  }
  # What comes before anybody sent anything there must not take the port that is about to be used.
  chain input {
    type filter hook input priority filter;
    iifname "outside" meta l4proto { tcp, udp } ct state new drop
  }
}`
}

function createHome(backbone: Place, nth: 1 | 2): Home {
  const port = `home${nth}`
  const machine = createPlace(port, GATEWAY.v4)
  const router = createPlace(`router${nth}`, GATEWAY.v4)
  const inside = { v4: `192.0.2.${nth}1`, v6: `2001:db8:c${nth}:3::11` }
  const door = { v4: `192.0.2.${nth}0`, v6: `2001:db8:c${nth}:3::10` }
  connect(backbone, router, port)
  router.run('sysctl', '-q', ...FORWARDING)
  router.ip([
    `link add inside type veth peer name outside netns ${machine.name}`,
    'link set inside up',
    `address add ${door.v4}/32 dev inside`,
    `address add ${door.v6}/128 dev inside nodad`,
    `route add ${inside.v4} dev inside`,
    `route add ${inside.v6} dev inside`,
  ])
  machine.ip([
    'link set outside up',
    `address add ${inside.v4}/32 dev outside`,
    `address add ${inside.v6}/128 dev outside nodad`,
    `route add ${door.v4} dev outside`,
    `route add ${door.v6} dev outside`,
    `route add default via ${door.v4}`,
    `route add default via ${door.v6}`,
  ])
  let moves = 0
  const outside = () => ({
    v4: `198.51.100.${nth + 20 + 10 * moves}`,
    v6: `2001:db8:${nth + 20 + 10 * moves}:2::1`,
  })
  const setNat = (nat: Nat) => router.nft(renderRouter(nat))
  setNat('easy')
  settle(backbone, router, port, outside())
  return {
    ...machine,
    router,
    inside,
    outside,
    setNat,
    move() {
      const { v4, v6 } = outside()
      moves += 1
      settle(backbone, router, port, outside())
      router.ip([`address del ${v4}/32 dev outside`, `address del ${v6}/128 dev outside`])
      backbone.ip([`route del ${v4}`, `route del ${v6}`])
    },
  }
}

function createStreet(backbone: Place): Street {
  const place = createPlace('street', GATEWAY.v4)
  connect(backbone, place, 'street')
  const door = 'fe80::2'
  backbone.ip([
    `route add ${STREET.v4} dev street`,
    `route add ${STREET.v6} via ${door} dev street`,
  ])
  // All of it is here: each address can be used without being given to anybody.
  place.ip([
    `address add ${door}/64 dev outside nodad`,
    'address add 203.0.113.254/32 dev outside',
    `route add local ${STREET.v4} dev lo`,
    `route add local ${STREET.v6} dev lo`,
  ])
  place.run('sysctl', '-q', 'net.ipv6.ip_nonlocal_bind=1', 'net.ipv4.ip_nonlocal_bind=1')
  const used = { 4: 0, 6: 0 }
  return {
    ...place,
    newAddress(family) {
      used[family] += 1
      return family === 4
        ? `203.0.113.${used[4]}`
        : // Networks of customers are told apart by their first 64 bits.
          `2001:db8:5:${used[6].toString(16)}::7`
    },
  }
}

/** Builds it; whatever an earlier, killed run left is removed first. */
export async function createInternet(): Promise<Internet> {
  removeLeftovers()
  try {
    return await build()
  } catch (error) {
    removePlaces()
    throw error
  }
}

async function build(): Promise<Internet> {
  const backbone = createPlace('backbone', GATEWAY.v4)
  backbone.run('sysctl', '-q', ...FORWARDING)
  backbone.nft(COUNTERS)
  const host = createPlace('host', GATEWAY.v4)
  connect(backbone, host, 'host')
  await serveNames(backbone, GATEWAY.v4, DOMAIN, HOST)
  settle(backbone, host, 'host', HOST)
  return {
    backbone,
    traffic() {
      const listed = backbone.run('nft', 'list', 'counters', 'table', 'inet', 'backbone')
      const bytesOf = (name: keyof Traffic) =>
        Number(new RegExp(`counter ${name} \\{\\s+packets \\d+ bytes (\\d+)`).exec(listed)?.[1])
      return { direct: bytesOf('direct'), overUdp: bytesOf('overUdp'), overTcp: bytesOf('overTcp') }
    },
    host,
    homes: [createHome(backbone, 1), createHome(backbone, 2)],
    street: createStreet(backbone),
    close: removePlaces,
  }
}
