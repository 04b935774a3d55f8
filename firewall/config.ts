/** Settings of the firewall agent: one row each, read from the environment in main.ts. */
import * as z from 'zod'
import { parsePrefix } from '../radar/prefix.ts'
import { prefixList, readSettings, type Environment, type Values } from '../radar/settings.ts'

const PREFIX = 'FIREWALL_'
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Nobody signs the feed, so that whoever is on the way could write the list. */
function isSafeFeed(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  // `fetch` refuses these, each time.
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
}

/** Default (as text, like the environment), check, and one line of help: also the README's table. */
export const SETTINGS = {
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
        'must be what the radar wrote to credentials/firewall in its data folder',
      ),
    help: 'What the radar wrote to `credentials/firewall`; needed unless FEED_URL is set.',
  },
  FEED_URL: {
    initial: '',
    check: z
      .string()
      .refine(
        (text) => text === '' || isSafeFeed(text),
        'must look like https://radar.example.org/blocklist.json, with http on this machine only',
      ),
    help: 'Feed to follow instead of MQTT, `/blocklist.json` on the host of the dashboard.',
  },
  FEED_TOKEN: {
    initial: '',
    check: z
      .string()
      .regex(
        /^$|^[\w-]{43}$/,
        'must be what the radar wrote to credentials/reader in its data folder',
      ),
    help: 'What the radar wrote to `credentials/reader`; needed with FEED_URL.',
  },
  APPLY: {
    initial: 'no',
    check: z.enum(['yes', 'no']).transform((text) => text === 'yes'),
    help: '`yes` changes nftables and nginx, which needs root; `no` only says how many it would block.',
  },
  NFT: {
    initial: '/usr/sbin/nft',
    check: z.string().startsWith('/', 'must be an absolute path'),
    help: 'The program that speaks to nftables.',
  },
  NGINX: {
    initial: '/usr/sbin/nginx',
    check: z.string().startsWith('/', 'must be an absolute path'),
    help: 'The program that checks and reloads nginx.',
  },
  NGINX_DENY: {
    initial: '',
    check: z.string().regex(/^(\/.+)?$/, 'must be an absolute path'),
    help: 'File of `deny` lines for nginx to include, behind the kernel; none by default. See `--help`.',
  },
  NEVER_BLOCKED: {
    initial: '',
    check: prefixList(parsePrefix, '203.0.113.7 or 2001:db8::/48'),
    help: 'Addresses of these servers and of proxies, which no blocklist can name.',
  },
} as const

export type Config = Values<typeof SETTINGS>

/** A setting that is wrong has its sentence already: it is `undefined` here. */
function sourceProblems({
  RADAR_CREDENTIAL: credential,
  FEED_URL: feed,
  FEED_TOKEN: token,
}: Partial<Config>): string[] {
  if (credential === '' && feed === '')
    return [
      `${PREFIX}RADAR_CREDENTIAL_FILE must name credentials/firewall in the radar's data folder: "node dist/radar/main.js --prepare" makes it.`,
    ]
  if (credential !== undefined && credential !== '' && feed !== undefined && feed !== '')
    return [`${PREFIX}FEED_URL and ${PREFIX}RADAR_CREDENTIAL exclude each other: leave one out.`]
  if (feed !== undefined && feed !== '' && token === '')
    return [
      `${PREFIX}FEED_URL needs ${PREFIX}FEED_TOKEN: ${PREFIX}FEED_TOKEN_FILE must name credentials/reader in the radar's data folder.`,
    ]
  return []
}

/**
 * Reads the settings.
 *
 * @throws {ConfigError} naming every problem at once
 */
export const readConfig = (env: Environment): Config =>
  readSettings(SETTINGS, PREFIX, env, sourceProblems)
