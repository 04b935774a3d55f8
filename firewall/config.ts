/** Settings of the firewall agent: one row each, read from the environment in main.ts. */
import * as z from 'zod'
import { parsePrefix } from '../radar/prefix.ts'
import { list, readSettings, type Environment, type Values } from '../radar/settings.ts'

const PREFIX = 'FIREWALL_'

/** Default (as text, like the environment), check, and one line of help: also the README's table. */
export const SETTINGS = {
  RADAR_URL: {
    initial: 'mqtt://127.0.0.1:1883',
    check: z.string().regex(/^mqtts?:\/\//, 'must look like mqtt://127.0.0.1:1883'),
    help: 'MQTT broker of the radar.',
  },
  RADAR_CREDENTIAL: {
    initial: '',
    check: z
      .string()
      .regex(/^[\w-]+\.[\w-]+$/, 'must be what the radar wrote to credentials/firewall'),
    help: 'What the radar wrote to `credentials/firewall`.',
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
    help: 'File of `deny` lines for nginx to include; by default none is written.',
  },
  NEVER_BLOCKED: {
    initial: '',
    check: list.transform((texts, context) =>
      texts.flatMap((text) => {
        const prefix = parsePrefix(text)
        if (prefix !== null) return [prefix]
        context.addIssue('must be addresses or prefixes such as 203.0.113.7 or 2001:db8::/48')
        return []
      }),
    ),
    help: 'Addresses of these servers and of proxies, which no blocklist can name.',
  },
} as const

export type Config = Values<typeof SETTINGS>

/**
 * Reads the settings.
 *
 * @throws {ConfigError} naming every problem at once
 */
export const readConfig = (env: Environment): Config => readSettings(SETTINGS, PREFIX, env)
