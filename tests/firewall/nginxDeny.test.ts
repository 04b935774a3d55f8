/** The deny file against a real nginx. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createNginxDeny,
  LETS_GO_BEFORE_S,
  RELOAD_EVERY_MS,
  RELOADS_AT_ONCE,
  renderDeny,
} from '../../firewall/nginxDeny.ts'
import { freePorts } from '../helpers/freePort.ts'
import { waitUntil } from '../helpers/wait.ts'
import { drop, START, START_S } from './drops.ts'

const HERE = drop('127.0.0.1')
const ELSEWHERE = drop('198.51.100.7')

let folder: string
let program: string
let deny: string
let port: number

/** What a request from 127.0.0.1 is answered with: 404 where nothing denies it; 0 is no answer. */
const status = () =>
  new Promise<number>((resolve) => {
    // A connection that is kept would keep the worker that is about to go.
    get({ port, host: '127.0.0.1', path: '/page', agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    }).on('error', () => resolve(0))
  })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'p2p-chat-nginx-'))
  // nginx's workers are nobody, and have to see that there is no such page.
  chmodSync(folder, 0o755)
  deny = join(folder, 'deny.conf')
  ;[port = 0] = await freePorts(1)
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'extra.conf'), '')
  writeFileSync(
    join(folder, 'nginx.conf'),
    `pid ${folder}/pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  include ${folder}/extra.conf;
  server {
    listen 127.0.0.1:${port};
    include ${folder}/den[y].conf;
    location / { root ${folder}; }
  }
}
`,
  )
  program = join(folder, 'nginx')
  writeFileSync(
    program,
    `#!/bin/sh\necho "$@" >> ${folder}/calls\nexec /usr/sbin/nginx -c ${folder}/nginx.conf -p ${folder} "$@"\n`,
    { mode: 0o755 },
  )
  execFileSync(program, [], { stdio: 'ignore' })
})
afterEach(() => {
  spawnSync(program, ['-s', 'stop'])
  rmSync(folder, { recursive: true })
})

const calls = () =>
  readFileSync(join(folder, 'calls'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('reload')).length

const written = () => readFileSync(deny, 'utf8')

it('[E3] is in force after a reload, and lifted by the next', async () => {
  const nginx = createNginxDeny(deny, program)
  expect(await nginx.sync([ELSEWHERE], true, START)).toBe(true)
  expect(statSync(deny).mode & 0o777).toBe(0o600)
  expect(await nginx.sync([HERE, ELSEWHERE], true, START + RELOAD_EVERY_MS)).toBe(true)
  await waitUntil(10_000, async () => (await status()) === 403)
  expect(await nginx.sync([], true, START + RELOAD_EVERY_MS + 1)).toBe(true)
  await waitUntil(10_000, async () => (await status()) === 404)
})

it('[E3] reloads once a minute for new blocks that the kernel holds, and not for the same list', async () => {
  const nginx = createNginxDeny(deny, program)
  await nginx.sync([ELSEWHERE], true, START)
  await nginx.sync([ELSEWHERE], true, START + RELOAD_EVERY_MS)
  await nginx.sync([ELSEWHERE, HERE], true, START + RELOAD_EVERY_MS)
  expect(calls()).toBe(2)
  const more = [ELSEWHERE, HERE, drop('203.0.113.5')]
  await nginx.sync(more, true, START + 2 * RELOAD_EVERY_MS - 1)
  expect(calls()).toBe(2)
  expect(written()).toBe(renderDeny([HERE, ELSEWHERE]))
  await nginx.sync(more, true, START + 2 * RELOAD_EVERY_MS)
  expect(calls()).toBe(3)
  expect(written()).toBe(renderDeny(more))
})

it('[E3] lifts at once, even right after a new block, until the reloads at hand are used up', async () => {
  const nginx = createNginxDeny(deny, program)
  const five = [1, 2, 3, 4, 5].map((last) => drop(`198.51.100.${last}`))
  expect(await nginx.sync(five, true, START)).toBe(true)
  let now = START
  for (let lifted = 1; lifted < RELOADS_AT_ONCE; lifted += 1) {
    now += 2_000
    expect(await nginx.sync(five.slice(lifted), true, now)).toBe(true)
    expect(written()).toBe(renderDeny(five.slice(lifted)))
  }
  expect(await nginx.sync([], true, now + 2_000)).toBeNull()
  expect(calls()).toBe(RELOADS_AT_ONCE)
  // The first of them is given back a minute after it was used, and then they come one by one.
  expect(await nginx.sync([], true, START + RELOAD_EVERY_MS)).toBe(true)
  expect(await nginx.sync([HERE], true, START + RELOAD_EVERY_MS + 2_000)).toBeNull()
  expect(calls()).toBe(RELOADS_AT_ONCE + 1)
})

it('[E3] never reloads more often than once a minute on average, whatever it is asked', async () => {
  const nginx = createNginxDeny(deny, program)
  const minutes = 10
  for (let now = START; now < START + minutes * RELOAD_EVERY_MS; now += 5_000)
    await nginx.sync(now % 10_000 === 0 ? [HERE] : [ELSEWHERE], false, now)
  expect(calls()).toBe(RELOADS_AT_ONCE + minutes - 1)
})

it('[E3] has a clock that is set back wait for a minute, and no longer', async () => {
  const nginx = createNginxDeny(deny, program)
  const hourAgo = START - 3_600_000
  await nginx.sync([ELSEWHERE], true, START)
  await nginx.sync([], true, hourAgo)
  expect(await nginx.sync([], true, hourAgo + RELOAD_EVERY_MS)).toBe(true)
})

it('[E3] denies at once what the kernel does not hold', async () => {
  const nginx = createNginxDeny(deny, program)
  await nginx.sync([ELSEWHERE], true, START)
  expect(await nginx.sync([ELSEWHERE, HERE], true, START + 1)).toBeNull()
  expect(await nginx.sync([ELSEWHERE, HERE], false, START + 2)).toBe(true)
  await waitUntil(10_000, async () => (await status()) === 403)
})

it('[E3] lets go of a block before its end while the kernel holds it, and else at its end', async () => {
  const drops = [drop('127.0.0.1', 60 + LETS_GO_BEFORE_S), ELSEWHERE]
  const nginx = createNginxDeny(deny, program)
  await nginx.sync(drops, true, START)
  expect(await nginx.sync(drops, true, START + 59_999)).toBeNull()
  expect(written()).toBe(renderDeny(drops))
  expect(await nginx.sync(drops, true, START + 60_000)).toBe(true)
  expect(written()).toBe(renderDeny([ELSEWHERE]))

  const alone = createNginxDeny(deny, program)
  const end = START + (60 + LETS_GO_BEFORE_S) * 1_000
  await alone.sync(drops, false, START)
  expect(await alone.sync(drops, false, end - 1)).toBeNull()
  expect(written()).toBe(renderDeny(drops))
  expect(await alone.sync(drops, false, end)).toBe(true)
  expect(written()).toBe(renderDeny([ELSEWHERE]))
})

it('[E3] notes a new end without a reload', async () => {
  const nginx = createNginxDeny(deny, program)
  await nginx.sync([HERE], true, START)
  const longer = [drop('127.0.0.1', 7_200)]
  expect(await nginx.sync(longer, true, START + RELOAD_EVERY_MS)).toBeNull()
  expect(written()).toBe(`deny 127.0.0.1; # until ${START_S + 7_200}\n`)
  expect(calls()).toBe(1)
})

it('[E3] takes out what has ended while nobody has a list, with one reload, and nothing else', async () => {
  writeFileSync(deny, renderDeny([drop('127.0.0.1', 10), ELSEWHERE]))
  execFileSync(program, ['-s', 'reload'])
  await waitUntil(10_000, async () => (await status()) === 403)
  const nginx = createNginxDeny(deny, program)
  expect(await nginx.sync(null, false, START)).toBeNull()
  expect(await nginx.sync(null, false, START + 9_999)).toBeNull()
  expect(calls()).toBe(1)
  expect(await nginx.sync(null, false, START + 10_000)).toBe(true)
  expect(written()).toBe(renderDeny([ELSEWHERE]))
  await waitUntil(10_000, async () => (await status()) === 404)
  expect(await nginx.sync(null, false, START + 600_000)).toBeNull()
  // nginx has read just this, so that the first list is no news.
  expect(await nginx.sync([ELSEWHERE], true, START + 600_000)).toBeNull()
  expect(calls()).toBe(2)
})

it('[E3] keeps no line of which nobody could tell the end', async () => {
  writeFileSync(deny, `deny 127.0.0.1;\n${renderDeny([ELSEWHERE])}`)
  const nginx = createNginxDeny(deny, program)
  expect(await nginx.sync(null, false, START)).toBe(true)
  expect(written()).toBe(renderDeny([ELSEWHERE]))
})

it('[E3] leaves the last good file when nginx does not accept its configuration', async () => {
  const nginx = createNginxDeny(deny, program)
  await nginx.sync([ELSEWHERE], true, START)
  writeFileSync(join(folder, 'extra.conf'), 'nonsense;')
  const next = START + RELOAD_EVERY_MS
  expect(await nginx.sync([HERE, ELSEWHERE], true, next)).toBe(false)
  expect(written()).toBe(renderDeny([ELSEWHERE]))
  expect(calls()).toBe(1)
  // When it is mended, the next round after the pause puts in force what is wanted.
  writeFileSync(join(folder, 'extra.conf'), '')
  expect(await nginx.sync([HERE, ELSEWHERE], true, next + RELOAD_EVERY_MS - 1)).toBeNull()
  expect(await nginx.sync([HERE, ELSEWHERE], true, next + RELOAD_EVERY_MS)).toBe(true)
  expect(written()).toBe(renderDeny([HERE, ELSEWHERE]))
})

it('[E3] kills an nginx that hangs and listens to nobody', async () => {
  const hanging = join(folder, 'hanging')
  const pid = join(folder, 'hanging.pid')
  writeFileSync(
    hanging,
    `#!/bin/sh\ntrap '' TERM\necho $$ > ${pid}\nwhile kill -0 $PPID; do sleep 0.1; done\n`,
    { mode: 0o755 },
  )
  writeFileSync(deny, renderDeny([ELSEWHERE]))
  const nginx = createNginxDeny(deny, hanging, 2_000)
  expect(await nginx.sync([HERE], true, START)).toBe(false)
  expect(written()).toBe(renderDeny([ELSEWHERE]))
  expect(existsSync(`/proc/${readFileSync(pid, 'utf8').trim()}`)).toBe(false)
})

it('[E3] fails in one word where the folder is gone, and leaves no half file', async () => {
  const nginx = createNginxDeny(join(folder, 'nowhere', 'deny.conf'), program)
  await expect(nginx.sync([ELSEWHERE], true, START)).rejects.toThrow()
  // A minute has to pass after that as well.
  expect(await nginx.sync([ELSEWHERE], true, START + RELOAD_EVERY_MS - 1)).toBeNull()
  expect(existsSync(join(folder, 'deny.conf.new'))).toBe(false)
})
