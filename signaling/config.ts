/** Settings of the signaling process: one row each, read from the environment in main.ts. */
import * as z from 'zod'
import {
  ConfigError,
  integer,
  list,
  originProblems,
  origins,
  originsOf,
  port,
  prefixList,
  readSettings,
  type Environment,
  type Values,
} from '../radar/settings.ts'
import { parsePrefix as parseBlockPrefix } from '../radar/prefix.ts'
import { parsePrefix } from './address.ts'
import { readAds, type Advertising } from './ads.ts'
import { isExpressible } from './headers.ts'

const PREFIX = 'SIGNALING_'
const count = integer(1, 10_000_000)
const urlList = (schemes: RegExp, example: string) =>
  list.refine((urls) => urls.every((url) => schemes.test(url)), `must look like ${example}`)

/** Default (as text, like the environment), check, and one line of help: also the README's table. */
export const SETTINGS = {
  HOST: { initial: '127.0.0.1', check: z.string().min(1), help: 'Address to listen on.' },
  PORT: { initial: '8080', check: port, help: 'Port of the page and of `/signal`.' },
  METRICS_PORT: {
    initial: '9464',
    check: port,
    help: 'Port of `/metrics`, on loopback only.',
  },
  ORIGINS: {
    initial: '',
    check: origins,
    help: "Origins the page is served from; by default this machine's own, where HOST is localhost, 127.0.0.1, ::1 or all.",
  },
  TRUSTED_PROXIES: {
    initial: '',
    check: prefixList(parsePrefix, '127.0.0.1 or 10.0.0.0/8'),
    help: 'Proxies whose `X-Forwarded-For` is believed; by default none.',
  },
  LAN: {
    initial: 'auto',
    check: z.enum(['auto', 'on', 'off']),
    help: 'Whether pages of this network may try private addresses: `auto` only for visitors who have one.',
  },
  STUN_URLS: {
    initial: '',
    check: urlList(/^stuns?:[^\s]+$/, 'stun:host:3478'),
    help: 'STUN servers for browsers; by default none.',
  },
  TURN_URLS: {
    initial: '',
    check: urlList(/^turns?:[^\s]+$/, 'turn:host:3478?transport=udp'),
    help: 'TURN servers (coturn) for browsers; by default none.',
  },
  TURN_SECRET: {
    initial: '',
    check: z
      .string()
      .refine(
        (text) => text === '' || text.length >= 32,
        'must be 32 characters at least: try "openssl rand -base64 32"',
      ),
    help: "coturn's `static-auth-secret`; needed with TURN_URLS.",
  },
  HIDE_ADDRESS: {
    initial: 'choice',
    check: z.enum(['choice', 'always', 'never']),
    help: 'Whether calls go through the relay so that strangers do not see addresses: as visitors like, all, or none.',
  },
  CONTACT: {
    initial: 'The operator of this server has not named a contact yet.',
    check: z.string().min(3).max(200),
    help: 'Whom visitors can ask, as shown on the policy pages.',
  },
  RADAR_URL: {
    initial: 'mqtt://127.0.0.1:1883',
    check: z.string().regex(/^mqtts?:\/\/[^\s]+$/, 'must look like mqtt://127.0.0.1:1883'),
    help: 'MQTT broker of the radar.',
  },
  RADAR_CREDENTIAL: {
    initial: '',
    check: z
      .string()
      .regex(
        /^$|^[\w-]{43}\.[\w-]{43}$/,
        'must be what the radar wrote to credentials/signaling in its data folder',
      ),
    help: 'What the radar wrote to `credentials/signaling`; without it there is no radar.',
  },
  NEVER_BLOCKED: {
    initial: '',
    check: prefixList(parseBlockPrefix, '203.0.113.7'),
    help: 'Addresses of these servers and of proxies, which no blocklist can name.',
  },
  MAX_VISITORS: { initial: '20000', check: count, help: 'Open sockets altogether.' },
  CONNECTIONS_PER_ADDRESS: {
    initial: '64',
    check: count,
    help: 'Open sockets per IPv4 address or IPv6 /64, besides those of people who have talked.',
  },
  CONNECTS_PER_MINUTE: { initial: '300', check: count, help: 'New sockets per address.' },
  FINDS_PER_MINUTE: {
    initial: '120',
    check: count,
    help: 'Searches per address; who has talked for a while has as many of his own.',
  },
  REPORTS_PER_HOUR: {
    initial: '30',
    check: count,
    help: 'Reports per address; who has talked for a while has as many of his own.',
  },
} as const

export type Config = Values<typeof SETTINGS> & {
  /** What the settings in `ads.ts` come to. */
  readonly ADVERTISING: Advertising | null
}

/**
 * Reads and checks all settings.
 *
 * @throws ConfigError naming everything that is wrong at once, unknown names included
 */
export function readConfig(env: Environment): Config {
  let advertising: Advertising | null = null
  const settings = readSettings(SETTINGS, PREFIX, env, (settings) => {
    const { TURN_URLS: relays = [], TURN_SECRET: secret, HIDE_ADDRESS: hide } = settings
    const problems = originProblems(PREFIX, settings)
    if (relays.length > 0 && secret === '')
      problems.push(
        `${PREFIX}TURN_URLS needs ${PREFIX}TURN_SECRET, the secret in turnserver.conf: make one with "openssl rand -base64 32".`,
      )
    // Without a relay every call would be refused, or, worse, be direct (P8).
    if (relays.length === 0 && hide === 'always')
      problems.push(
        `${PREFIX}HIDE_ADDRESS=always needs a relay: set ${PREFIX}TURN_URLS, or choose another value.`,
      )
    try {
      advertising = readAds(env)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      problems.push(error.message)
    }
    return problems
  })
  const config: Config = { ...settings, ADVERTISING: advertising }
  const origin = config.ADVERTISING?.origin ?? null
  if (origin !== null && originsOf(config).includes(origin))
    throw new ConfigError(
      'ADS_ORIGIN must not be an origin of the page: leave it empty for a path.',
    )
  // What may show the frame is named in a policy, and no policy can name an IPv6 literal.
  if (origin !== null && !config.ORIGINS.every(isExpressible))
    throw new ConfigError(
      'ADS_ORIGIN does not work for a page at an IPv6 address: give the page a name in SIGNALING_ORIGINS, or leave ADS_ORIGIN empty for a path.',
    )
  return config
}
