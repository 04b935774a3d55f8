/** After 200 visits of all kinds: what the public host has written down, and whom it has called. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { exchange, handshake, introduce } from '../helpers/client.ts'
import { waitUntil } from '../helpers/wait.ts'
import { createMarks, needlesOf, type Mark } from '../prove/marks.ts'
import { createSearch, hayOf } from '../prove/search.ts'
import { dropsOf } from './drops.ts'
import { openLaboratory, type Laboratory } from './laboratory.ts'
import { openRoughVisits } from './roughVisits.ts'
import { FLOODERS_PATIENCE_MS, openWayIn, startFlood } from './wayIn.ts'

const VISITS = 200
/** One more than nginx lets through at once, and as many as it takes over one connection. */
const HURRIED = { connections: 3, requests: 1_000 } as const
const SOON_MS = 20_000
/** Where programs of the machine write; those of the laboratory have places of their own as well. */
const ELSEWHERE = ['/var/log', '/var/tmp', '/var/lib', '/run']

/** What leaves the host but answers nobody, and is not the relay, which speaks for visitors. */
const WATCH = `
table inet watch {
  counter own { }
  chain output {
    type filter hook output priority filter + 10;
    oif != lo meta skuid != "turnserver" meta l4proto { tcp, udp } ct state new counter name own
  }
}`

describeAsRoot('the network laboratory: after 200 visits', () => {
  let laboratory: Laboratory
  const visitors: string[] = []
  const marks = createMarks()
  let blocked: string
  let marker: string

  const newVisitor = (nth: number): string => {
    const address = laboratory.internet.street.newAddress(nth % 2 === 0 ? 4 : 6)
    visitors.push(address)
    return address
  }

  beforeAll(async () => {
    laboratory = await openLaboratory()
    const { host, internet } = laboratory
    internet.host.run('sh', '-c', `printf '%s' '${WATCH}' | nft -f -`)
    marker = join(host.folder, 'marker')
    writeFileSync(marker, '')
    blocked = internet.street.newAddress(6)
  })
  afterAll(() => laboratory.close())

  /** Pairs that talk and part; each is a handful of good visits. */
  async function meetInPairs(pairs: number): Promise<void> {
    const way = await openWayIn(laboratory, laboratory.internet.street)
    for (let nth = 0; nth < pairs; nth += 1) {
      const pair = await Promise.all([way.visit(newVisitor(nth)), way.visit(newVisitor(nth))])
      const [, matched] = await introduce(...pair)
      await exchange(...pair)
      pair[1].send({ type: 'report', token: matched.report, reason: 'spam' })
      for (const { ws } of pair) ws.close()
    }
  }

  async function beRefused(times: number): Promise<void> {
    const way = await openWayIn(laboratory, laboratory.internet.street)
    for (let nth = 0; nth < times; nth += 1) {
      const { options } = way.from(newVisitor(nth))
      const { status } = await handshake(way.target, {
        options: { ...options, origin: 'https://elsewhere.example' },
      })
      expect(status).toBe(403)
    }
  }

  /** Everything that was written since the marker. */
  function written(): string[] {
    const { folder } = laboratory.host
    const found = execFileSync('find', [folder, ...ELSEWHERE, '-type', 'f', '-newer', marker], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const loose = readdirSync('/tmp')
      .map((name) => join('/tmp', name))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
      .filter((path) => statSync(path).mtimeMs > statSync(marker).mtimeMs)
    return [...found.split('\n').filter(Boolean), ...loose]
  }

  function contentOf(path: string): Buffer {
    try {
      return readFileSync(path)
    } catch {
      // It had another name for a moment.
      return Buffer.alloc(0)
    }
  }

  const markOf = (value: string): Mark => ({ kind: 'address', standing: 'visitor', value })

  async function holding(wanted: readonly Mark[]): Promise<string[]> {
    const { look } = createSearch(wanted.flatMap(needlesOf))
    const found: string[] = []
    for (const path of written())
      if ((await look(hayOf(contentOf(path)))).length > 0) found.push(path)
    return found
  }

  it('[P3][P5] no file and no output of any process holds an address, a name or a text of a visitor', async () => {
    const { host, internet } = laboratory
    const rough = await openRoughVisits(laboratory)
    const ways = Object.values(rough.ways)
    await meetInPairs(20)
    await beRefused(20)
    // Nothing is there behind nginx for a while.
    await host.program('signaling').stop()
    for (let nth = 0; nth < 10; nth += 1)
      expect(await rough.ways['the page']?.(newVisitor(nth))).toContain('HTTP/1.1 502')
    await host.start('signaling')
    const hurried = newVisitor(0)
    const answers = await Promise.all(
      Array.from({ length: HURRIED.connections }, () => rough.hurry(hurried, HURRIED.requests)),
    )
    expect(answers.join('')).toContain('HTTP/1.1 429')
    const rest = Array.from({ length: VISITS - visitors.length }, (_, nth) => nth)
    await Promise.all(rest.map(async (nth) => ways[nth % ways.length]?.(newVisitor(nth))))

    const nickname = marks.text('nickname')
    const text = marks.text('text')
    const pair = await Promise.all(
      internet.homes.map((home) => laboratory.visit(home, 'chromium', { nickname })),
    )
    for (const one of pair) await one.find()
    await Promise.all(pair.map((one) => one.hears('You are talking')))
    await pair[0]?.write(text)
    await pair[1]?.reads(text)
    for (const one of pair) await one.leave()
    for (const { inside, outside } of internet.homes)
      visitors.push(...Object.values(inside), ...Object.values(outside()))

    const flooder = await openWayIn(laboratory, internet.street, FLOODERS_PATIENCE_MS)
    const flood = startFlood(flooder, blocked)
    await waitUntil(SOON_MS, () => dropsOf(internet.host).prefixes.length > 0)
    await flood.stop()

    expect(visitors.length).toBeGreaterThanOrEqual(VISITS)
    expect(await holding([...visitors.map(markOf), ...marks.all])).toEqual([])
    // Who is blocked stands where nginx reads it, in memory, and nowhere else.
    const denied = join(host.folder, 'run', 'deny.conf')
    expect((await holding([markOf(blocked)])).filter((path) => path !== denied)).toEqual([])
  })

  it('[P5] a trace would be found, whatever it looks like', async () => {
    const { host } = laboratory
    const [v4 = '', v6 = ''] = visitors
    const planted = [
      [join(host.folder, 'output', 'turn'), `a line about ${v4}`],
      [join(host.folder, 'data', 'radar', 'planted'), Buffer.from(`[${v6}]:443`).toString('hex')],
      [join('/var/log', `p2pchat-planted-${process.pid}`), `peer ${v4.replaceAll('.', '-')}`],
      [join('/tmp', `p2pchat-planted-${process.pid}`), `${v6.replace('::7', '')}::/64`],
      [join(host.folder, 'tmp', 'wide'), Buffer.from(v4, 'utf16le')],
      [join(host.folder, 'tmp', 'packed.gz'), gzipSync(`a line about ${v4}\n`)],
    ] as const
    try {
      for (const [path, text] of planted) appendFileSync(path, text)
      expect((await holding([v4, v6].map(markOf))).toSorted()).toEqual(
        planted.map(([path]) => path).toSorted(),
      )
    } finally {
      for (const [path] of planted.slice(2)) rmSync(path)
    }
  })

  it('[S1] no process has opened a connection of its own', () => {
    const { host } = laboratory.internet
    const opened = () => {
      const listed = host.run('nft', 'list', 'counter', 'inet', 'watch', 'own')
      return Number(/packets (\d+)/.exec(listed)?.[1])
    }
    expect(opened()).toBe(0)
    const call = `require('node:net').connect(443, '203.0.113.254').on('error', () => 0)`
    host.run(process.execPath, '-e', call)
    expect(opened()).toBeGreaterThan(0)
  })
})
