/** What is rendered for a machine, without one. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig as readFirewall } from '../../firewall/config.ts'
import {
  ADS_TEMPLATE,
  RADAR_TEMPLATE,
  renderDeployment,
  SANDBOX_TEMPLATE,
  TEMPLATES,
} from '../../nginx/deployment.ts'
import { parseEnvironment, renderEnvironment } from '../../nginx/environmentFile.ts'
import { parseOptions } from '../../nginx/options.ts'
import { fill, placesOf, TemplateError } from '../../nginx/template.ts'
import { readConfig as readRadar } from '../../radar/config.ts'
import { credentialsOf, deriveSecrets } from '../../radar/secrets.ts'
import { readConfig as readSignaling } from '../../signaling/config.ts'
import { LANGUAGES } from '../../signaling/languages/languages.ts'
import { WORDS } from '../../signaling/languages/table.ts'
import { REPOSITORY } from '../helpers/signalingProcess.ts'
import {
  ADS_DOMAIN,
  DOMAIN,
  FOLDER,
  OPTIONS,
  RADAR_DOMAIN,
  readTemplate,
  render,
  SECRETS,
} from './deployments.ts'

const EVERYTHING = {
  radarDomain: RADAR_DOMAIN,
  radarAllow: ['192.0.2.0/24'],
  addresses: [{ shown: '203.0.113.9', local: '10.0.0.9' }],
  ads: {
    snippet: '<script src="https://cdn.example.net/$1.js"></script>\n',
    network: 'Example Ads',
    domain: ADS_DOMAIN,
    size: '320x100',
  },
  contact: 'Jo "the operator" <jo@example.org>, $5\\',
  sshPort: 2222,
  userQuota: 77,
  app: '/srv/app',
  run: '/srv/run',
  data: '/srv/data',
}
const credentials = credentialsOf(deriveSecrets(SECRETS.radarMaster))
const settings = (files: Readonly<Record<string, string>>, name: string) =>
  parseEnvironment(files[`${name}.env`] ?? '')

describe('a deployment', () => {
  it('[E4] is the same text for the same choices and secrets', () => {
    expect(render(EVERYTHING)).toEqual(render(EVERYTHING))
  })

  it.each([{}, EVERYTHING])('[E4] leaves no place unfilled', (change) => {
    for (const [path, text] of Object.entries(render(change)))
      expect({ path, places: [...placesOf(text)] }).toEqual({ path, places: [] })
  })

  it('[E4] has a use for every template, and is made of nothing else', () => {
    const used = [...TEMPLATES.values()].map(({ from }) => from)
    const lying = ['nginx', 'nginx/systemd', 'nginx/host']
      .flatMap((folder) =>
        readdirSync(join(REPOSITORY, folder), { withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
          .map(({ name }) => `${folder}/${name}`),
      )
      .concat('firewall/ruleset.nft')
    expect([...used, ADS_TEMPLATE, RADAR_TEMPLATE, SANDBOX_TEMPLATE].toSorted()).toEqual(
      lying.toSorted(),
    )
  })

  it('[E4] shows every choice where it counts', () => {
    const files = render(EVERYTHING)
    expect(files['nginx/radar.conf']).toContain(`server_name ${RADAR_DOMAIN};`)
    expect(files['nginx/radar.conf']).toMatch(/allow 192\.0\.2\.0\/24;\n +deny all;/)
    expect(files['nginx/plain.conf']).toContain(
      `server_name ${DOMAIN} ${RADAR_DOMAIN} ${ADS_DOMAIN};`,
    )
    expect(files['turnserver.conf']).toContain('\nuser-quota=77\n')
    expect(files['turnserver.conf']).toContain('\nexternal-ip=203.0.113.9/10.0.0.9\n')
    expect(files['ruleset.nft']).toContain(
      'ip daddr { 203.0.113.9, 10.0.0.9 } udp dport 49152-65535 accept',
    )
    expect(files['nginx/nginx.conf']).toContain('include /srv/run/deny*.conf;')
    expect(files['systemd/p2pchat-radar.service']).toContain(
      'ExecStart=/usr/bin/env node /srv/app/',
    )
    expect(files['host/tmpfiles.conf']).toContain('d /srv/data/radar 0700')
    expect(settings(files, 'signaling')['SIGNALING_CONTACT']).toBe(EVERYTHING.contact)
  })

  it('[E4] keeps the dashboard inside unless it has a name of its own', () => {
    const files = render()
    expect(
      Object.values(files)
        .join('')
        .match(/127\.0\.0\.1:8081;/g),
    ).toBeNull()
    expect(settings(files, 'radar')['RADAR_ORIGINS']).toBeUndefined()
    expect(files['nginx/plain.conf']).toContain(`server_name ${DOMAIN};`)
  })

  it.each([{}, EVERYTHING])('[E4] gives every process settings that it accepts', (change) => {
    const files = render(change)
    const { ADS_FILE, ...others } = settings(files, 'signaling')
    // What it names is written with it: here any text stands for it.
    const signaling = readSignaling({ ...others, ADS_FILE: ADS_FILE && __filename })
    const radar = readRadar(settings(files, 'radar'))
    const firewall = readFirewall(settings(files, 'firewall'))
    expect(signaling.ORIGINS).toEqual([`https://${DOMAIN}`])
    expect(signaling.LAN).toBe('off')
    expect(signaling.TURN_URLS).toEqual([
      `turn:${DOMAIN}:3478?transport=udp`,
      `turn:${DOMAIN}:3478?transport=tcp`,
      `turns:${DOMAIN}:5349?transport=tcp`,
    ])
    expect(radar.SECRET).toBe(SECRETS.radarMaster)
    expect(firewall.APPLY).toBe(true)
    const own = { ...OPTIONS, ...change }.addresses.length
    for (const list of [signaling.NEVER_BLOCKED, radar.OWN_ADDRESSES, firewall.NEVER_BLOCKED])
      expect(list.length).toBeGreaterThanOrEqual(own)
  })

  it('[E4] trusts what this machine alone forwards', () => {
    const { TRUSTED_PROXIES } = readRadar(settings(render(), 'radar'))
    expect(TRUSTED_PROXIES.map(({ text }) => text)).toEqual(['127.0.0.1', '::/64'])
  })

  it('[P10] [P5] limits networks by their addresses as they are, and the page of what is seen says so', () => {
    const text = Object.values(render(EVERYTHING)).join('\n')
    const keepsAddresses =
      /^ *limit_req_zone \$network /m.test(text) &&
      /^map \$remote_addr \$network \{\n {2}default \$remote_addr;/m.test(text)
    for (const { code } of LANGUAGES) {
      const isSaid = WORDS[code].data.address.where.includes('nginx')
      expect([code, isSaid]).toEqual([code, keepsAddresses])
    }
    expect(WORDS.en.data.address.where).toContain('keeps the address itself in memory')
  })

  it('[E5] gives every secret to those alone who need it', () => {
    const { turn, radarMaster } = SECRETS
    const files = render()
    const holders = (secret: string) =>
      Object.keys(files).filter((path) => files[path]?.includes(secret) === true)
    expect(holders(radarMaster)).toEqual(['radar.env'])
    expect(holders(turn[0])).toEqual(['signaling.env', 'turnserver.conf'])
    expect(holders(credentials.signaling)).toEqual(['signaling.env'])
    expect(holders(credentials.firewall)).toEqual(['firewall.env'])
    expect(holders(credentials.reader)).toEqual([])
  })

  it('[E5] lets nobody but the owner read a secret', () => {
    const files = renderDeployment(OPTIONS, SECRETS, FOLDER, readTemplate)
    const closed = [...files].filter(([, { mode }]) => mode === 0o600).map(([path]) => path)
    expect(closed).toEqual(['firewall.env', 'radar.env', 'signaling.env', 'turnserver.conf'])
  })

  it('[P5] keeps no log and no picture of memory', () => {
    const files = render(EVERYTHING)
    expect(files['nginx/nginx.conf']).toMatch(/^error_log \/dev\/null emerg;$/m)
    expect(files['nginx/nginx.conf']).toMatch(/^ {2}access_log off;$/m)
    expect(files['ruleset.nft']).not.toMatch(/^[^#]*\blog\b/m)
    expect(files['host/journald.conf']).toMatch(/^Storage=volatile$/m)
    const units = Object.keys(files).filter((path) => path.endsWith('.service'))
    expect(units).toHaveLength(5)
    for (const unit of units)
      for (const line of [
        'LimitCORE=0',
        'MemorySwapMax=0',
        'Restart=always',
        'NoNewPrivileges=yes',
      ])
        expect(files[unit]).toContain(`\n${line}\n`)
  })

  it('[S1] keeps the processes on this machine', () => {
    const files = render()
    for (const name of ['signaling', 'radar', 'firewall'])
      expect(files[`systemd/p2pchat-${name}.service`]).toMatch(
        /^IPAddressDeny=any\nIPAddressAllow=localhost$/m,
      )
  })

  it('[E4] names only files in its list of what to do that it has rendered', () => {
    const files = render()
    const named = [...(files['CHECKLIST.md'] ?? '').matchAll(/\/etc\/p2pchat\/([\w./-]+\w)/g)]
      .map(([, path = '']) => path)
      .filter((path) => path.includes('.') && !path.startsWith('local'))
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((path) => files[path] === undefined)).toEqual([])
  })
})

describe('a deployment with advertising', () => {
  const ADS = { snippet: '<b>$&</b>', network: 'A "b" & c', domain: null, size: '' }

  it('[P7] has a path of the page for it, and the snippet as it is', () => {
    const files = render({ ads: ADS })
    expect(files['advertisement.html']).toBe('<b>$&</b>')
    expect(settings(files, 'signaling')).toMatchObject({
      ADS_FILE: `${FOLDER}/advertisement.html`,
      ADS_NETWORK: 'A "b" & c',
    })
    expect(files['nginx/headers.conf']).toContain(`frame-src https://${DOMAIN}/advertisement;`)
    expect(files['nginx/ads.conf']).not.toContain('server')
  })

  it('[P7] [E4] has a server of its own for it, behind which there is nothing else', () => {
    const files = render({ ads: { ...ADS, domain: ADS_DOMAIN } })
    const site = files['nginx/ads.conf'] ?? ''
    expect(site).toContain(`server_name ${ADS_DOMAIN};`)
    expect(site.match(/^ {2}location .*$/gm)).toEqual([
      '  location = /advertisement {',
      '  location / {',
    ])
    expect(site).toMatch(/location \/ {\n +return 404;/)
    expect(files['nginx/headers.conf']).toContain(`frame-src https://${ADS_DOMAIN}/advertisement;`)
    expect(settings(files, 'signaling')['ADS_ORIGIN']).toBe(`https://${ADS_DOMAIN}`)
    for (const path of ['nginx/plain.conf', 'CHECKLIST.md'])
      expect(files[path]).toContain(ADS_DOMAIN)
  })

  it('[P7] names none of it without', () => {
    const files = render()
    expect(files['advertisement.html']).toBeUndefined()
    expect(files['signaling.env']).not.toContain('ADS_')
    expect(files['nginx/headers.conf']).toContain("frame-src 'none';")
    expect(files['nginx/headers.conf']).not.toContain('$add_ads_')
  })
})

describe('the choices', () => {
  it('[E4] come back from the file that remembers them', () => {
    const files = render(EVERYTHING)
    expect(parseOptions(files['options.json'] ?? '')).toEqual({ ...EVERYTHING, domain: DOMAIN })
  })

  it.each(['', 'null', '{}', '{"domain":"chat.example.org"}', '[]'])(
    '[E4] are none when the file is damaged: %s',
    (text) => {
      expect(parseOptions(text)).toBeNull()
    },
  )

  it.each([
    ['domain', 'chat.example.org;'],
    ['radarDomain', DOMAIN],
    ['userQuota', 0],
    ['app', '/opt/a b'],
    ['addresses', []],
  ])('[E4] are checked when they come back: %s', (name, value) => {
    const json = { ...OPTIONS, [name]: value }
    expect(parseOptions(JSON.stringify(json))).toBeNull()
  })
})

describe('a template', () => {
  it('[E4] is not filled by halves', () => {
    expect(() => fill('{{A}} {{B}}', { A: 'a' })).toThrow(TemplateError)
  })

  it('[E4] takes a value as it is', () => {
    expect(fill('{{A}}', { A: '{{B}} $& $1' })).toBe('{{B}} $& $1')
  })
})

it.each(['plain', 'two words', '"quoted"', 'a\\b', '$HOME `x`', 'ü', ''])(
  '[E4] a setting comes back as it was: %j',
  (value) => {
    const text = renderEnvironment('Header.', [{ name: 'A_B', value, why: 'Because.' }])
    expect(parseEnvironment(text)).toEqual({ A_B: value })
  },
)
