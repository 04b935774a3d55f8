/** Renders all that one machine needs: choices and secrets in, texts and modes out. */
import { readFileSync } from 'node:fs'
import { securityHeaders as radarHeaders } from '../radar/headers.ts'
import { credentialsOf, deriveSecrets } from '../radar/secrets.ts'
import { frameSources } from '../signaling/ads.ts'
import { advertisementHeaders, securityHeaders as pageHeaders } from '../signaling/headers.ts'
import {
  INSIDE,
  RELAY_PORTS,
  renderTurnserver,
  STUN_PORT,
  TURN_TLS_PORT,
} from '../signaling/turnserver.ts'
import type { DeploymentSecrets } from './deploymentSecrets.ts'
import { renderEnvironment, type Assignment } from './environmentFile.ts'
import { namesOf, renderOptions, type Options } from './options.ts'
import { fill } from './template.ts'

export interface RenderedFile {
  readonly text: string
  /** Permission bits: 0o600 for what holds a secret. */
  readonly mode: number
}

const OPEN = 0o644
const PROGRAM = 0o755
const SECRET = 0o600

/** Rendered path, and the template in the package. */
export const TEMPLATES: ReadonlyMap<string, { readonly from: string; readonly mode: number }> =
  new Map([
    ...['nginx', 'tls', 'limits', 'headers', 'plain', 'site', 'proxy', 'websocket'].map(
      (name) => [`nginx/${name}.conf`, { from: `nginx/${name}.conf`, mode: OPEN }] as const,
    ),
    ['nginx/nginx.sh', { from: 'nginx/nginx.sh', mode: PROGRAM }],
    ['renewed.sh', { from: 'nginx/renewed.sh', mode: PROGRAM }],
    ['ruleset.nft', { from: 'firewall/ruleset.nft', mode: OPEN }],
    ...['signaling', 'radar', 'firewall', 'nginx', 'turn'].map(
      (name) =>
        [
          `systemd/p2pchat-${name}.service`,
          { from: `nginx/systemd/p2pchat-${name}.service`, mode: OPEN },
        ] as const,
    ),
    ...['journald', 'coredump', 'sysctl', 'sysusers', 'tmpfiles'].map(
      (name) => [`host/${name}.conf`, { from: `nginx/host/${name}.conf`, mode: OPEN }] as const,
    ),
    ['host/services.nft', { from: 'nginx/host/services.nft', mode: OPEN }],
    ['CHECKLIST.md', { from: 'nginx/checklist.md', mode: OPEN }],
  ])
/** Rendered only where the dashboard is reached from outside. */
export const RADAR_TEMPLATE = 'nginx/radar.conf'
const RADAR_OFF = `# The dashboard is not reached from outside (no --radar-domain). See it through SSH:
# \`ssh -L 8081:127.0.0.1:8081 MACHINE\`, then http://localhost:8081.
`
/** Rendered only where the advertisement has a host name of its own. */
export const ADS_TEMPLATE = 'nginx/ads.conf'
const ADS_OFF = '# No advertisement has a host name of its own (no --ads-domain).\n'
/** Where the network's snippet lies. */
export const SNIPPET_FILE = 'advertisement.html'
/** Part of every unit. */
export const SANDBOX_TEMPLATE = 'nginx/systemd/sandbox.conf'
const HSTS = 'Strict-Transport-Security'

/** The text of a template; the path begins at the package's folder. */
export type ReadTemplate = (path: string) => string

/** Templates as they lie in the package, which compiled files are one folder deeper in. */
export function packageTemplates(packageFolder: URL): ReadTemplate {
  return (path) => readFileSync(new URL(path, packageFolder), 'utf8')
}

type Headers = Readonly<Record<string, string>>
const variable = (site: string, name: string): string =>
  `$add_${site}_${name.toLowerCase().replaceAll('-', '_')}`

const headerMaps = (site: string, headers: Headers): string =>
  Object.entries(headers)
    .filter(([name]) => name !== HSTS)
    .map(
      ([name, value]) =>
        `map $upstream_http_${name.toLowerCase().replaceAll('-', '_')} ${variable(site, name)} {\n  default "";\n  "" "${value}";\n}`,
    )
    .join('\n')

/** `always`: for errors as well. */
const addHeaders = (site: string, headers: Headers): string =>
  [
    '  # Of headers.conf, where each is empty when the upstream has sent it.',
    ...Object.keys(headers).map((name) =>
      name === HSTS
        ? `  add_header ${HSTS} $add_strict_transport_security always;`
        : `  add_header ${name} ${variable(site, name)} always;`,
    ),
    '  add_header Cache-Control $add_cache_control always;',
  ].join('\n')

/** A rule for each family of this machine's own addresses. */
function ownRules({ addresses }: Options, verdict: string): string {
  const own = [...new Set(addresses.flatMap(({ shown, local }) => [shown, local]))]
  const rule = (family: string, of: readonly string[]) =>
    of.length === 0 ? [] : [`${family} daddr { ${of.join(', ')} } ${verdict}`]
  return [
    ...rule(
      'ip',
      own.filter((address) => !address.includes(':')),
    ),
    ...rule(
      'ip6',
      own.filter((address) => address.includes(':')),
    ),
  ].join('\n    ')
}
const portRange = (): string => `${RELAY_PORTS.least}-${RELAY_PORTS.most}`

const originOf = (domain: string): string => `https://${domain}`
const LOOPBACK = '127.0.0.1/32,::1/128'

function ownAddresses({ addresses }: Options): string {
  return [...new Set(addresses.flatMap(({ shown, local }) => [shown, local]))].join(',')
}

/** What visitors' pages answer with, whoever makes the answer. */
export function pageHeadersOf({ domain, ads }: Options): Headers {
  const origins = [originOf(domain)]
  const origin = ads === null || ads.domain === null ? null : originOf(ads.domain)
  return pageHeaders(origins, ads === null ? [] : frameSources({ origin }, origins))
}

/** Where the advertisement has a name of its own, what that answers with. */
export const adsHeadersOf = (domain: string, adsDomain: string): Headers =>
  advertisementHeaders([originOf(domain)], originOf(adsDomain))

function adsSettings({ ads }: Options, folder: string): Assignment[] {
  if (ads === null) return []
  const { network, domain, size } = ads
  const set = (name: string, value: string, why: string): Assignment => ({
    name: `ADS_${name}`,
    value,
    why,
  })
  return [
    set('FILE', `${folder}/${SNIPPET_FILE}`, 'A copy of what the ad network gave out.'),
    set('NETWORK', network, 'Who sees the address of visitors that agree; they are told (P7).'),
    ...(domain === null
      ? []
      : [set('ORIGIN', originOf(domain), 'The frame shares no origin with the page.')]),
    ...(size === '' ? [] : [set('SIZE', size, 'As the network asks for.')]),
  ]
}

function signalingSettings(
  options: Options,
  secrets: DeploymentSecrets,
  folder: string,
): Assignment[] {
  const { domain, contact } = options
  const { signaling } = credentialsOf(deriveSecrets(secrets.radarMaster))
  const set = (name: string, value: string, why: string): Assignment => ({
    name: `SIGNALING_${name}`,
    value,
    why,
  })
  const turn = (scheme: string, port: number, transport: string) =>
    `${scheme}:${domain}:${port}?transport=${transport}`
  return [
    set('ORIGINS', originOf(domain), 'Pages of other sites may not open the WebSocket.'),
    set('TRUSTED_PROXIES', LOOPBACK, 'nginx on this machine says whose request it is.'),
    set('NEVER_BLOCKED', ownAddresses(options), 'No blocklist can name this machine.'),
    set('LAN', 'off', 'Visitors come from the Internet: private addresses are of no use to them.'),
    set('STUN_URLS', `stun:${domain}:${STUN_PORT}`, 'Our own coturn; nobody else is asked (S1).'),
    set(
      'TURN_URLS',
      [
        turn('turn', STUN_PORT, 'udp'),
        turn('turn', STUN_PORT, 'tcp'),
        turn('turns', TURN_TLS_PORT, 'tcp'),
      ].join(','),
      'UDP first; TCP and TLS for networks that let nothing else out.',
    ),
    set('TURN_SECRET', secrets.turn[0], 'The first static-auth-secret of turnserver.conf.'),
    ...(contact === '' ? [] : [set('CONTACT', contact, 'Shown on the policy pages (P10).')]),
    set(
      'RADAR_CREDENTIAL',
      signaling,
      "Follows from the radar's secret, and opens this much only.",
    ),
    ...adsSettings(options, folder),
  ]
}

function radarSettings(options: Options, secrets: DeploymentSecrets): Assignment[] {
  const { radarDomain, data } = options
  const set = (name: string, value: string, why: string): Assignment => ({
    name: `RADAR_${name}`,
    value,
    why,
  })
  return [
    set(
      'SECRET',
      secrets.radarMaster,
      'All it seals and signs follows from this: back it up apart.',
    ),
    ...(radarDomain === null
      ? []
      : [set('ORIGINS', originOf(radarDomain), "The dashboard's own host name.")]),
    set('TRUSTED_PROXIES', LOOPBACK, 'nginx on this machine says whose request it is.'),
    set('OWN_ADDRESSES', ownAddresses(options), 'Nobody can block this machine.'),
    set('DATA', `${data}/radar`, 'Blocks, operators and the audit trail, sealed.'),
  ]
}

function firewallSettings(
  options: Options,
  secrets: DeploymentSecrets,
  folder: string,
): Assignment[] {
  const { firewall } = credentialsOf(deriveSecrets(secrets.radarMaster))
  const set = (name: string, value: string, why: string): Assignment => ({
    name: `FIREWALL_${name}`,
    value,
    why,
  })
  return [
    set('APPLY', 'yes', 'It acts, rather than print what it would do.'),
    set('NGINX', `${folder}/nginx/nginx.sh`, 'nginx with our configuration.'),
    set('NGINX_DENY', `${options.run}/deny.conf`, 'In memory; nginx.conf includes it.'),
    set('NEVER_BLOCKED', ownAddresses(options), 'No blocklist can name this machine.'),
    set('RADAR_CREDENTIAL', firewall, "Follows from the radar's secret, and opens this much only."),
  ]
}

const environment = (name: string, folder: string, settings: Assignment[]): RenderedFile => ({
  text: renderEnvironment(
    `Settings of the process "${name}", rendered by \`npm run deploy\`. Your own ones belong into ${folder}/${name}.local.env.`,
    settings,
  ),
  mode: SECRET,
})

/**
 * @param folder absolute path of the folder that the files are rendered into and used from
 * @returns text and mode by path in that folder; the same for the same choices and secrets
 */
export function renderDeployment(
  options: Options,
  secrets: DeploymentSecrets,
  folder: string,
  readTemplate: ReadTemplate,
): ReadonlyMap<string, RenderedFile> {
  const { domain, radarDomain, ads, addresses, sshPort, userQuota, app, run, data } = options
  const [, ...otherNames] = namesOf(options)
  const adsDomain = ads?.domain ?? null
  const page = pageHeadersOf(options)
  const radar = radarHeaders([originOf(radarDomain ?? domain)])
  const values: Record<string, string> = {
    DOMAIN: domain,
    DIR: folder,
    APP: app,
    RUN: run,
    DATA: data,
    NAMES: namesOf(options).join(' '),
    OTHER_NAMES:
      otherNames.map((name) => `  ${name} ${name};`).join('\n') || '  # There is no other.',
    CERTIFICATE_NAMES: namesOf(options)
      .map((name) => `-d ${name}`)
      .join(' '),
    HEADER_MAPS: [
      headerMaps('page', page),
      headerMaps('radar', radar),
      ...(adsDomain === null ? [] : [headerMaps('ads', adsHeadersOf(domain, adsDomain))]),
    ].join('\n\n'),
    HSTS: page[HSTS] ?? '',
    PAGE_ADD_HEADERS: addHeaders('page', page),
    RADAR_ADD_HEADERS: addHeaders('radar', radar),
    RADAR_DOMAIN: radarDomain ?? '',
    RADAR_ALLOW: radarAllow(options),
    ADS_DOMAIN: adsDomain ?? '',
    ADS_ADD_HEADERS: adsDomain === null ? '' : addHeaders('ads', adsHeadersOf(domain, adsDomain)),
    DASHBOARD:
      radarDomain === null
        ? 'through SSH: `ssh -L 8081:127.0.0.1:8081 MACHINE`, then http://localhost:8081'
        : `at ${originOf(radarDomain)}`,
    INSIDE4: INSIDE[4].join(', '),
    INSIDE6: INSIDE[6].join(', '),
    SSH_PORT: String(sshPort),
    RELAY_PORTS: portRange(),
    OWN_RELAY: ownRules(options, `udp dport ${portRange()} accept`),
    OWN_REST: ownRules(options, 'drop'),
    SANDBOX: readTemplate(SANDBOX_TEMPLATE).trimEnd(),
  }
  const files = new Map<string, RenderedFile>()
  for (const [path, { from, mode }] of TEMPLATES)
    files.set(path, { text: fill(readTemplate(from), values), mode })
  files.set('nginx/radar.conf', {
    text: radarDomain === null ? RADAR_OFF : fill(readTemplate(RADAR_TEMPLATE), values),
    mode: OPEN,
  })
  files.set('nginx/ads.conf', {
    text: adsDomain === null ? ADS_OFF : fill(readTemplate(ADS_TEMPLATE), values),
    mode: OPEN,
  })
  if (ads !== null) files.set(SNIPPET_FILE, { text: ads.snippet, mode: OPEN })
  files.set('turnserver.conf', {
    text: renderTurnserver({
      realm: domain,
      addresses,
      secrets: secrets.turn,
      userQuota,
      certificate: `${folder}/tls/fullchain.pem`,
      key: `${folder}/tls/privkey.pem`,
    }),
    mode: SECRET,
  })
  files.set(
    'signaling.env',
    environment('signaling', folder, signalingSettings(options, secrets, folder)),
  )
  files.set('radar.env', environment('radar', folder, radarSettings(options, secrets)))
  files.set(
    'firewall.env',
    environment('firewall', folder, firewallSettings(options, secrets, folder)),
  )
  files.set('options.json', { text: renderOptions(options), mode: OPEN })
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function radarAllow({ radarAllow: prefixes }: Options): string {
  if (prefixes.length === 0) return '  # Everybody: it asks for a password and a code.'
  return [...prefixes.map((prefix) => `  allow ${prefix};`), '  deny all;'].join('\n')
}
