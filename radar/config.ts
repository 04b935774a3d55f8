/** Settings of the radar: one row each, read from the environment in main.ts. */
import { join } from 'node:path'
import * as z from 'zod'
import { parsePrefix } from './prefix.ts'
import {
  integer,
  originProblems,
  origins,
  port,
  prefixList,
  readSettings,
  type Environment,
  type Values,
} from './settings.ts'

const PREFIX = 'RADAR_'
const prefixes = prefixList(parsePrefix, '127.0.0.1 or 10.0.0.0/8')

const text = z.string().min(1, 'must not be empty')

function isWebAddress(address: string): boolean {
  if (!/^https?:\/\/\S+$/.test(address) || !URL.canParse(address)) return false
  // `fetch` refuses these, each time.
  const { username, password } = new URL(address)
  return username === '' && password === ''
}

/** Default (as text, like the environment), check, and one line of help: also the README's table. */
export const SETTINGS = {
  HOST: { initial: '127.0.0.1', check: text, help: 'Address of the dashboard.' },
  PORT: { initial: '8081', check: port, help: 'Port of the dashboard, its API and the feeds.' },
  MQTT_PORT: { initial: '1883', check: port, help: 'Port of the MQTT broker, on loopback only.' },
  METRICS_PORT: { initial: '9465', check: port, help: 'Port of `/metrics`, on loopback only.' },
  DATA: { initial: '.data', check: text, help: 'Folder of what the radar keeps.' },
  SECRET: {
    initial: '',
    check: z
      .string()
      .regex(
        /^$|^[\w-]{43}$/,
        'must be 32 bytes in base64url: try "openssl rand -base64 32 | tr +/ -_ | tr -d ="',
      ),
    help: 'Master key; by default one is made in the data folder.',
  },
  ORIGINS: {
    initial: '',
    check: origins,
    help: "Origins of the dashboard; by default this machine's own, where HOST is localhost, 127.0.0.1, ::1 or all.",
  },
  TRUSTED_PROXIES: {
    initial: '',
    check: prefixes,
    help: 'Proxies whose `X-Forwarded-For` is believed; by default none.',
  },
  OWN_ADDRESSES: {
    initial: '',
    check: prefixes,
    help: 'Addresses of these servers, which are never blocked.',
  },
  ALLOWLIST: {
    initial: '',
    check: prefixes,
    help: 'Addresses and prefixes that are never blocked.',
  },
  THRESHOLDS: {
    initial: '',
    check: z.string(),
    help: 'JSON file with thresholds of the detector that differ from the table.',
  },
  DRY_RUN_DAYS: {
    initial: '7',
    check: integer(0, 365),
    help: 'Days after the first start in which the detector only says what it would do.',
  },
  WEBHOOK_URL: {
    initial: '',
    check: z
      .string()
      .refine(
        (address) => address === '' || isWebAddress(address),
        'must be an http(s) address, without a password',
      ),
    help: 'Where alerts are posted, kind and count only; by default nowhere.',
  },
} as const

export type Config = Values<typeof SETTINGS>

/**
 * Reads and checks all settings.
 *
 * @throws ConfigError naming everything that is wrong at once, unknown names included
 */
export function readConfig(env: Environment): Config {
  return readSettings(SETTINGS, PREFIX, env, (settings) => originProblems(PREFIX, settings))
}

/** Where the radar's files are. */
export const fileIn = (config: Config, name: string): string => join(config.DATA, name)
