/** Settings of the signaling process: one row each, read from the environment in main.ts. */
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { parsePrefix } from './address.ts'

const PREFIX = 'SIGNALING_'

/** Digits and nothing else: `Number` would take an empty text for 0. */
const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine(
      (value) => value >= least && value <= most,
      `must be a whole number from ${least} to ${most}`,
    )
const port = integer(0, 65_535)
const count = integer(1, 10_000_000)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)
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
    check: list.refine(
      (origins) =>
        origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
      'must be origins such as https://chat.example.org, without a path',
    ),
    help: "Origins the page is served from; by default this machine's own.",
  },
  TRUSTED_PROXIES: {
    initial: '',
    check: list.transform((texts, context) =>
      texts.flatMap((text) => {
        const prefix = parsePrefix(text)
        if (prefix !== null) return [prefix]
        context.addIssue('must be addresses or prefixes such as 127.0.0.1 or 10.0.0.0/8')
        return []
      }),
    ),
    help: 'Proxies whose `X-Forwarded-For` is believed; by default none.',
  },
  LAN: {
    initial: 'auto',
    check: z.enum(['auto', 'on', 'off']),
    help: 'Whether browsers may try private addresses: `auto` only for visitors who have one.',
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
  CONTACT: {
    initial: 'The operator of this server has not named a contact yet.',
    check: z.string().min(3).max(200),
    help: 'Whom visitors can ask, as shown on the policy pages.',
  },
  MAX_VISITORS: { initial: '20000', check: count, help: 'Open sockets altogether.' },
  CONNECTIONS_PER_ADDRESS: {
    initial: '64',
    check: count,
    help: 'Open sockets per IPv4 address or IPv6 /64.',
  },
  CONNECTS_PER_MINUTE: { initial: '120', check: count, help: 'New sockets per address.' },
  FINDS_PER_MINUTE: { initial: '120', check: count, help: 'Searches per address.' },
  REPORTS_PER_HOUR: { initial: '30', check: count, help: 'Reports per address.' },
} as const

type Settings = typeof SETTINGS
type Name = keyof Settings
export type Config = { readonly [K in Name]: z.output<Settings[K]['check']> }

/** All that is wrong with the settings, a sentence each. */
export class ConfigError extends Error {}

function readValue(
  env: Readonly<Record<string, string | undefined>>,
  name: Name,
  problems: string[],
): string {
  const file = env[`${PREFIX}${name}_FILE`]
  if (file === undefined) return env[PREFIX + name] ?? SETTINGS[name].initial
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    problems.push(`${PREFIX}${name}_FILE names a file that cannot be read.`)
    return SETTINGS[name].initial
  }
}

/**
 * Reads and checks all settings. Any of them may come from a file named by `NAME_FILE`.
 *
 * @throws ConfigError naming everything that is wrong at once, unknown names included
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  const names = Object.keys(SETTINGS) as Name[]
  for (const key of Object.keys(env)) {
    if (!key.startsWith(PREFIX)) continue
    const name = key.slice(PREFIX.length).replace(/_FILE$/, '')
    if (!names.some((known) => known === name)) problems.push(`${key} is not a setting.`)
  }
  const values: Partial<Record<Name, unknown>> = {}
  for (const name of names) {
    const result = SETTINGS[name].check.safeParse(readValue(env, name, problems))
    if (result.success) values[name] = result.data
    else problems.push(`${PREFIX}${name} ${result.error.issues[0]?.message ?? 'is wrong'}.`)
  }
  const { TURN_URLS: relays, TURN_SECRET: secret } = values
  if (Array.isArray(relays) && relays.length > 0 && secret === '')
    problems.push(
      `${PREFIX}TURN_URLS needs ${PREFIX}TURN_SECRET, the secret in turnserver.conf: make one with "openssl rand -base64 32".`,
    )
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  return values as Config
}

/** The origins to accept: as set, or those of this machine under the port in use. */
export function pageOrigins(config: Config): string[] {
  if (config.ORIGINS.length > 0) return config.ORIGINS
  return ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${config.PORT}`)
}
