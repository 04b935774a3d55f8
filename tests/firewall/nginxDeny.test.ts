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
import { createNginxDeny, RELOAD_EVERY_MS, renderDeny } from '../../firewall/nginxDeny.ts'
import { freePorts } from '../helpers/freePort.ts'
import { waitUntil } from '../helpers/wait.ts'
import { drop, START } from './drops.ts'

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

it('[E3] is in force after a reload, and lifted by the next', async () => {
  const nginx = createNginxDeny(deny, program)
  expect(await nginx.sync([ELSEWHERE], START)).toBe(true)
  expect(statSync(deny).mode & 0o777).toBe(0o600)
  expect(await nginx.sync([HERE, ELSEWHERE], START + RELOAD_EVERY_MS)).toBe(true)
  await waitUntil(10_000, async () => (await status()) === 403)
  expect(await nginx.sync([], START + 2 * RELOAD_EVERY_MS)).toBe(true)
  await waitUntil(10_000, async () => (await status()) === 404)
})

it('[E3] reloads once a minute at most, and not for the same list', async () => {
  const nginx = createNginxDeny(deny, program)
  await nginx.sync([ELSEWHERE], START)
  await nginx.sync([ELSEWHERE], START + RELOAD_EVERY_MS)
  await nginx.sync([ELSEWHERE, HERE], START + RELOAD_EVERY_MS - 1)
  expect(calls()).toBe(1)
  expect(readFileSync(deny, 'utf8')).toBe(renderDeny([ELSEWHERE]))
  await nginx.sync([HERE, ELSEWHERE], START + RELOAD_EVERY_MS)
  expect(calls()).toBe(2)
  expect(readFileSync(deny, 'utf8')).toBe(renderDeny([HERE, ELSEWHERE]))
})

it('[E3] leaves the last good file when nginx does not accept its configuration', async () => {
  const nginx = createNginxDeny(deny, program)
  await nginx.sync([ELSEWHERE], START)
  writeFileSync(join(folder, 'extra.conf'), 'nonsense;')
  expect(await nginx.sync([HERE], START + RELOAD_EVERY_MS)).toBe(false)
  expect(readFileSync(deny, 'utf8')).toBe(renderDeny([ELSEWHERE]))
  expect(calls()).toBe(1)
  // When it is mended, the next round after the pause puts in force what is wanted.
  writeFileSync(join(folder, 'extra.conf'), '')
  expect(await nginx.sync([HERE], START + 2 * RELOAD_EVERY_MS)).toBe(true)
  expect(readFileSync(deny, 'utf8')).toBe(renderDeny([HERE]))
})

it('[E3] fails in one word where the folder is gone, and leaves no half file', async () => {
  const nginx = createNginxDeny(join(folder, 'nowhere', 'deny.conf'), program)
  await expect(nginx.sync([ELSEWHERE], START)).rejects.toThrow()
  expect(existsSync(join(folder, 'deny.conf.new'))).toBe(false)
})
