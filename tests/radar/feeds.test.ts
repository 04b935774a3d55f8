/** The lists for machines, judged by the machines: nftables in a network of its own, and nginx. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderJson, renderNft, renderNginx, renderTxt } from '../../radar/feeds.ts'
import type { BlocklistEntry } from '../../radar/protocol.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'

const NOW = 1_800_000_000_000
const S = NOW / 1000

const entries: readonly BlocklistEntry[] = [
  ['8.8.4.0/24', 'network', 'flood', S - 9, S + 3_600],
  ['8.8.8.8', 'network', 'malformed', S - 9, S + 60],
  ['8.8.8.10/31', 'network', 'manual', S - 9, S + 604_800],
  ['9.9.9.9', 'app', 'reports', S - 9, S + 900],
  ['2600::/64', 'network', 'flood', S - 9, S + 7_200],
  ['2600:0:1::/48', 'network', 'manual', S - 9, S + 86_400],
  ['2600:0:2::/64', 'app', 'age', S - 9, S + 900],
  // Over by the end of the span that the feed is made for.
  ['8.8.8.99', 'network', 'flood', S - 900, S],
]
/** Whatever the network level is not, and what has no place in a feed. */
const APP = /9\.9\.9\.9|2600:0:2:/

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feeds-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('a feed', () => {
  test('in JSON is all of the list, without codes and names', () => {
    const read = JSON.parse(renderJson(entries)) as { entries: object[] }
    expect(Object.keys(read)).toEqual(['entries'])
    expect(read.entries).toHaveLength(entries.length)
    expect(read.entries[3]).toEqual({
      prefix: '9.9.9.9',
      level: 'app',
      reason: 'reports',
      until: S + 900,
    })
    expect(JSON.parse(renderJson([]))).toEqual({ entries: [] })
  })

  test('[R5] for networks is what networks may drop, a line each', () => {
    expect(renderTxt(entries)).toBe(
      '8.8.4.0/24\n8.8.8.8\n8.8.8.10/31\n2600::/64\n2600:0:1::/48\n8.8.8.99\n',
    )
    expect(renderTxt([])).toBe('')
    for (const text of [renderTxt(entries), renderNginx(entries), renderNft(entries, NOW)])
      expect(text).not.toMatch(APP)
  })
})

// Others cannot make a network of their own; on a server of ours nothing is skipped.

interface NftElement {
  readonly elem: {
    readonly val: string | { readonly prefix: { readonly addr: string; readonly len: number } }
    readonly timeout: number
    readonly expires: number
  }
}
interface NftAnswer {
  readonly nftables: readonly {
    readonly set?: { readonly name: string; readonly elem?: readonly NftElement[] }
    readonly chain?: { readonly name: string }
    readonly rule?: { readonly chain: string }
  }[]
}

/** Runs commands in a network of their own, which is gone afterwards. */
function inNetwork(script: string) {
  const { status, stdout, stderr } = spawnSync('unshare', ['-n', 'sh', '-ec', script], {
    encoding: 'utf8',
    timeout: 30_000,
  })
  return { status, stdout, stderr }
}

/** What the kernel holds, as `prefix seconds`. */
function elementsOf(json: string): Record<string, string[]> {
  const { nftables } = JSON.parse(json) as NftAnswer
  const sets = nftables.flatMap(({ set }) => (set === undefined ? [] : [set]))
  return Object.fromEntries(
    sets.map(({ name, elem = [] }) => {
      const texts = elem.map(({ elem: { val, timeout, expires } }) => {
        expect(expires).toBeGreaterThan(timeout - 30)
        const prefix = typeof val === 'string' ? val : `${val.prefix.addr}/${val.prefix.len}`
        return `${prefix} ${timeout}`
      })
      return [name, texts.toSorted()]
    }),
  )
}

describeAsRoot('nftables', () => {
  test('[R1] takes the list, each element with its end, and replaces it with the next', () => {
    const first = write('first.nft', renderNft(entries, NOW))
    const second = write(
      'second.nft',
      renderNft([['8.8.8.8', 'network', 'flood', S, S + 5_000], ...entries.slice(4, 5)], NOW),
    )
    const empty = write('empty.nft', renderNft([], NOW))
    const look = 'nft -j list table inet p2pchat_feed'
    const { status, stdout, stderr } = inNetwork(
      [
        `nft -c -f ${first}; nft -c -f ${empty}`,
        `nft -f ${first}; ${look}`,
        // The same again: nothing is there twice, and no end comes sooner.
        `nft -f ${first}; ${look}`,
        "nft 'add chain inet p2pchat_feed input { type filter hook input priority -10; }'",
        "nft 'add rule inet p2pchat_feed input ip saddr @blocked4 drop'",
        "nft 'add rule inet p2pchat_feed input ip6 saddr @blocked6 drop'",
        `nft -f ${second}; ${look}`,
        `nft -f ${empty}; ${look}`,
        `nft -f ${empty}; ${look}`,
      ].join('\n'),
    )
    expect([status, stderr]).toEqual([0, ''])
    const states = stdout.trim().split('\n')
    const all = {
      blocked4: ['8.8.4.0/24 3600', '8.8.8.10/31 604800', '8.8.8.8 60'],
      blocked6: ['2600:0:1::/48 86400', '2600::/64 7200'],
    }
    const none = { blocked4: [], blocked6: [] }
    expect(states.map(elementsOf)).toEqual([
      all,
      all,
      { blocked4: ['8.8.8.8 5000'], blocked6: ['2600::/64 7200'] },
      none,
      none,
    ])
    // What its owner has added is still there.
    const { nftables } = JSON.parse(states.at(-1) ?? '') as NftAnswer
    expect(nftables.filter(({ chain }) => chain !== undefined)).toHaveLength(1)
    expect(nftables.filter(({ rule }) => rule !== undefined)).toHaveLength(2)
  })

  test('[R1] drops what is blocked, and takes it again when the block has ended', () => {
    const list: BlocklistEntry[] = [
      ['127.0.0.2', 'network', 'flood', S, S + 2],
      ['::1', 'network', 'flood', S, S + 3_600],
    ]
    const path = write('list.nft', renderNft(list, NOW))
    const connect = (from: string, to: string) =>
      `${process.execPath} -e "require('net').connect({host:'${to}',port:9,localAddress:'${from}',timeout:700}).on('timeout',()=>{console.log('dropped');process.exit()}).on('error',e=>console.log(e.code))"`
    const { stdout, stderr } = inNetwork(
      [
        'ip link set lo up',
        connect('127.0.0.2', '127.0.0.1'),
        `nft -f ${path}`,
        "nft 'add chain inet p2pchat_feed input { type filter hook input priority -10; }'",
        "nft 'add rule inet p2pchat_feed input ip saddr @blocked4 drop'",
        "nft 'add rule inet p2pchat_feed input ip6 saddr @blocked6 drop'",
        connect('127.0.0.2', '127.0.0.1'),
        connect('127.0.0.3', '127.0.0.1'),
        connect('::1', '::1'),
        'sleep 2',
        connect('127.0.0.2', '127.0.0.1'),
      ].join('\n'),
    )
    expect(stderr).toBe('')
    expect(stdout.trim().split('\n')).toEqual([
      'ECONNREFUSED',
      'dropped',
      'ECONNREFUSED',
      'dropped',
      'ECONNREFUSED',
    ])
  })
})

describe('nginx', () => {
  test.each([
    ['a list', entries],
    ['an empty list', []],
  ] as const)('takes %s as an include', (_what, list) => {
    write('blocklist.nginx', renderNginx(list))
    const config = write(
      'nginx.conf',
      `pid ${folder}/pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          client_body_temp_path ${folder}/body;
          proxy_temp_path ${folder}/proxy;
          fastcgi_temp_path ${folder}/fastcgi;
          uwsgi_temp_path ${folder}/uwsgi;
          scgi_temp_path ${folder}/scgi;
          server { listen unix:${folder}/socket; include ${folder}/blocklist.nginx; }
        }`,
    )
    const { status, stderr } = spawnSync(
      '/usr/sbin/nginx',
      ['-t', '-q', '-e', 'stderr', '-p', folder, '-c', config],
      { encoding: 'utf8', timeout: 30_000 },
    )
    expect([status, stderr]).toEqual([0, ''])
  })
})
