/** What the operator chooses for a deployment: read from words, checked, remembered. Pure. */
import { BlockList, isIP, SocketAddress } from 'node:net'
import { parsePrefix, problemOf } from '../radar/prefix.ts'
import { adNetwork, adSize, snippetProblem } from '../signaling/ads.ts'
import type { RelayAddress } from '../signaling/turnserver.ts'

export interface AdsOptions {
  /** The network's HTML. */
  readonly snippet: string
  /** Its name, as visitors are told. */
  readonly network: string
  /** The frame's own host name; `null` for a path of the page's. */
  readonly domain: string | null
  /** Such as `300x250`; `''` for the default. */
  readonly size: string
}

export interface Options {
  /** The page's host name. */
  readonly domain: string
  /** The dashboard's own host name; `null`: it is not reached from outside. */
  readonly radarDomain: string | null
  /** Who may see the dashboard's sign-in page; empty for everybody. */
  readonly radarAllow: readonly string[]
  readonly addresses: readonly RelayAddress[]
  /** Advertising; `null` for none. */
  readonly ads: AdsOptions | null
  /** Whom visitors can ask; `''` while nobody is named. */
  readonly contact: string
  /** Where sshd listens: open to everybody, like the page. */
  readonly sshPort: number
  /** Relay allocations of everybody behind one address together. */
  readonly userQuota: number
  /** Absolute folders: the built package, what lies in memory, what is kept. */
  readonly app: string
  readonly run: string
  readonly data: string
}

/** Fifty people behind one address, six allocations each, twice (a call, and the next prepared). */
export const USER_QUOTA = 600
export const DEFAULTS = {
  radarDomain: null,
  radarAllow: [],
  addresses: [],
  ads: null,
  contact: '',
  sshPort: 22,
  userQuota: USER_QUOTA,
  app: '/opt/p2pchat',
  run: '/run/p2pchat',
  data: '/var/lib/p2pchat',
} as const satisfies Omit<Options, 'domain'>

/** What was asked of the command cannot be done, in a sentence. */
export class OptionError extends Error {}

/** Labels of letters, digits and hyphens (RFC 1123), two at least, the last not a number. */
const DOMAIN =
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/
/** What needs no quoting in any of the files that name it. */
const FOLDER = /^\/[\w@+./-]*[\w@+-]$/

export function readDomain(option: string, text: string): string {
  const domain = text.toLowerCase()
  if (DOMAIN.test(domain)) return domain
  throw new OptionError(`--${option} must be a host name such as chat.example.org.`)
}

export function readFolder(option: string, text: string): string {
  if (FOLDER.test(text) && !text.includes('/../')) return text
  throw new OptionError(
    `--${option} must be an absolute path of letters, digits and any of _ @ + . / - only.`,
  )
}

export const isPublic = (address: string): boolean => {
  const prefix = parsePrefix(address)
  return prefix !== null && problemOf(prefix, { own: [], allowed: [] }) === null
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/

/** As the kernel writes it, IPv4 out of the IPv6 that carries it; `null` for what is no address. */
function readIp(text: string): string | null {
  if (isIP(text) === 0 || text.includes('%')) return null
  if (isIP(text) === 4) return text
  const { address } = new SocketAddress({ address: text, family: 'ipv6' })
  return MAPPED.exec(address)?.[1] ?? address
}

/** `203.0.113.7`, or `203.0.113.7/10.0.0.5` behind a NAT. */
export function readAddress(text: string): RelayAddress {
  const words = text.split('/')
  const [shown = null, local = shown] = words.map(readIp)
  if (words.length <= 2 && shown !== null && local !== null && isIP(shown) === isIP(local))
    return { shown, local }
  throw new OptionError(
    '--address must be an address such as 203.0.113.7 or, behind a NAT, 203.0.113.7/10.0.0.5.',
  )
}

/** Prefixes of nginx's access list: unlike those of a blocklist, as narrow as they were given. */
export function readAllowed(option: string, texts: readonly string[]): string[] {
  return texts.map((text) => {
    const [host = '', given, ...rest] = text.split('/')
    const address = readIp(host)
    const isMapped = address !== null && isIP(address) !== isIP(host)
    const width = address !== null && isIP(address) === 4 ? 32 : 128
    const bits = given ?? String(width)
    const isRight = /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= width && rest.length === 0
    if (address === null || !isRight || (isMapped && given !== undefined))
      throw new OptionError(`--${option} must be an address or prefix such as 203.0.113.0/24.`)
    return Number(bits) === width ? address : `${address}/${bits}`
  })
}

/** Whether a list of `readAllowed` holds an address. */
export function isAllowed(prefixes: readonly string[], address: string): boolean {
  const list = new BlockList()
  const familyOf = (host: string) => (isIP(host) === 4 ? 'ipv4' : 'ipv6')
  for (const prefix of prefixes) {
    const [host = '', bits = isIP(prefix) === 4 ? '32' : '128'] = prefix.split('/')
    list.addSubnet(host, Number(bits), familyOf(host))
  }
  return list.check(address, familyOf(address))
}

export function readPort(option: string, text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new OptionError(`--${option} must be a port from 1 to 65535.`)
}

export function readContact(text: string): string {
  const isLine = text.length >= 3 && text.length <= 200 && !/\p{Cc}/u.test(text)
  if (text === '' || isLine) return text
  throw new OptionError('--contact must be one line of 3 to 200 characters.')
}

/** A check of the setting that such a choice becomes, and its complaint as one of an option. */
function readAs(option: string, text: string, check: typeof adNetwork | typeof adSize): string {
  const read = check.safeParse(text)
  if (read.success) return text
  throw new OptionError(`--${option} ${read.error.issues[0]?.message ?? 'is wrong'}.`)
}

/** What may be advertised, and where; the snippet is the text itself. */
export function readAdsOptions(given: {
  readonly snippet: string
  readonly network: string
  readonly domain: string
  readonly size: string
}): AdsOptions {
  const { snippet, network, domain, size } = given
  const problem = snippetProblem(Buffer.from(snippet))
  if (problem !== null) throw new OptionError(`--ads-file ${problem}.`)
  if (network === '')
    throw new OptionError('--ads-file needs --ads-network, its name as visitors are told.')
  return {
    snippet,
    network: readAs('ads-network', network, adNetwork),
    domain: domain === '' ? null : readDomain('ads-domain', domain),
    size: readAs('ads-size', size, adSize),
  }
}

export function readQuota(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 12_000) return Number(text)
  throw new OptionError('--user-quota must be a whole number from 1 to 12000.')
}

/** @throws OptionError when two choices exclude each other */
export function checkTogether(options: Options): Options {
  const { domain, radarDomain, radarAllow, addresses, ads } = options
  if (radarDomain === domain)
    throw new OptionError(
      '--radar-domain must differ from --domain: a session cookie must never meet a visitor.',
    )
  if (ads !== null && [domain, radarDomain].includes(ads.domain ?? ''))
    throw new OptionError(
      '--ads-domain must differ from --domain and --radar-domain: leave it out for a path of the page.',
    )
  if (radarDomain === null && radarAllow.length > 0)
    throw new OptionError('--radar-allow needs --radar-domain.')
  if (addresses.length === 0)
    throw new OptionError(
      'This machine has no address that visitors could reach: give it with --address.',
    )
  return options
}

/** The file that remembers the choices, so that the next run need not be told. */
export const renderOptions = (options: Options): string => `${JSON.stringify(options, null, 2)}\n`

function readAdsAgain(value: unknown): AdsOptions | null {
  if (value === null) return null
  const ads = value as Partial<Record<keyof AdsOptions, unknown>>
  const word = (name: keyof AdsOptions): string => {
    const text = ads[name]
    return typeof text === 'string' ? text : ''
  }
  return readAdsOptions({
    snippet: word('snippet'),
    network: word('network'),
    domain: word('domain'),
    size: word('size'),
  })
}

/** The host names that this machine has. */
export const namesOf = ({ domain, radarDomain, ads }: Options): string[] =>
  [domain, radarDomain, ads?.domain ?? null].filter((name) => name !== null)

/** What such a file says, checked again; `null` when it is none. */
export function parseOptions(text: string): Options | null {
  let json: Partial<Record<keyof Options, unknown>> | null
  try {
    json = JSON.parse(text) as Partial<Record<keyof Options, unknown>> | null
    if (typeof json !== 'object' || json === null) return null
    const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
    const word = (value: unknown): string => (typeof value === 'string' ? value : '')
    const addresses = Array.isArray(json.addresses) ? (json.addresses as RelayAddress[]) : []
    return checkTogether({
      domain: readDomain('domain', word(json.domain)),
      radarDomain:
        json.radarDomain === null ? null : readDomain('radar-domain', word(json.radarDomain)),
      radarAllow: readAllowed('radar-allow', texts(json.radarAllow)),
      addresses: addresses.map(({ shown, local }) => readAddress(`${shown}/${local}`)),
      // As with the port below.
      ads: readAdsAgain(json.ads ?? null),
      contact: readContact(word(json.contact)),
      // A folder may have been rendered before there was this choice.
      sshPort: readPort('ssh-port', JSON.stringify(json.sshPort ?? DEFAULTS.sshPort)),
      userQuota: readQuota(String(json.userQuota)),
      app: readFolder('app', word(json.app)),
      run: readFolder('run', word(json.run)),
      data: readFolder('data', word(json.data)),
    })
  } catch {
    return null
  }
}
