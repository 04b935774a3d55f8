/** The machine's own ruleset in a real kernel: what may leave it, and in whose name. */
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderTable, TABLE } from '../../firewall/nft.ts'
import { createNamespace, type Namespace } from '../firewall/namespace.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { INSIDE_PEERS } from '../../nginx/checkRelay.ts'
import { render } from './deployments.ts'

const OWN = ['198.51.100.9', '2001:db8::9']
/** Of the machine, too, but not what visitors know it by. */
const UNNAMED = ['198.51.100.10', '2001:db8::10']
/** Tries to send a datagram to each `address port`, and prints whether the kernel let it go. */
const SENDER = `
const { createSocket } = require('node:dgram')
const [, ...targets] = process.argv
Promise.all(targets.map((target) => new Promise((resolve) => {
  const [address, port] = target.split(' ')
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
  socket.on('error', () => undefined)
  socket.send('x', Number(port), address, (error) => {
    socket.close()
    resolve(error === null || error === undefined ? 'sent' : error.code)
  })
}))).then((said) => console.log(JSON.stringify(said)))
`

describeAsRoot("the machine's ruleset", () => {
  let space: Namespace
  let folder = ''
  beforeAll(() => {
    space = createNamespace()
    folder = mkdtempSync(join(tmpdir(), 'p2p-chat-ruleset-'))
    const text = render({}, undefined, folder)['ruleset.nft'] ?? ''
    writeFileSync(join(folder, 'ruleset.nft'), text)
    space.run('ip', 'link', 'set', 'lo', 'up')
    // A way out that leads nowhere.
    space.run('ip', 'link', 'add', 'out', 'type', 'veth', 'peer', 'name', 'far')
    space.run('ip', 'link', 'set', 'far', 'up')
    space.run('ip', 'link', 'set', 'out', 'up')
    for (const address of [...OWN, ...UNNAMED])
      space.run(
        'ip',
        'addr',
        'add',
        address,
        'dev',
        'out',
        ...(address.includes(':') ? ['nodad'] : []),
      )
    space.run('ip', '-4', 'route', 'add', 'default', 'dev', 'out')
    space.run('ip', '-6', 'route', 'add', 'default', 'dev', 'out')
    space.run('nft', '-f', join(folder, 'ruleset.nft'))
  })
  afterAll(() => {
    space.close()
    rmSync(folder, { recursive: true })
  })

  function send(user: string, targets: readonly string[]): string[] {
    const as = ['setpriv', '--reuid', user, '--regid', user, '--clear-groups']
    const sender = [process.execPath, '-e', SENDER, '--', ...targets]
    return JSON.parse(space.run(...(user === 'root' ? [] : as), ...sender)) as string[]
  }

  it('[E6] keeps the relay out of every internal range, whatever its own list says', () => {
    const peers = [...INSIDE_PEERS[4], ...INSIDE_PEERS[6]]
      // The kernel itself knows no way there, or another name for this machine.
      .filter((peer) => !['0.0.0.1', '240.0.0.1', '255.255.255.255', '::'].includes(peer))
      .filter((peer) => !peer.startsWith('::ffff'))
    expect(peers.length).toBeGreaterThan(18)
    const said = send(
      'turnserver',
      peers.map((peer) => `${peer} 50000`),
    )
    expect(Object.fromEntries(peers.map((peer, nth) => [peer, said[nth]]))).toEqual(
      Object.fromEntries(peers.map((peer) => [peer, expect.not.stringMatching('sent') as string])),
    )
    expect(said.filter((one) => one === 'EPERM').length).toBeGreaterThan(15)
  })

  it('[E6] lets the relay reach strangers, and its own other end, on ports of calls alone', () => {
    const cases = [
      ['203.0.113.7 50000', 'sent'],
      ['2001:db8:7::7 50000', 'sent'],
      ['203.0.113.7 1024', 'sent'],
      [`${OWN[0]} 50000`, 'sent'],
      [`${OWN[1]} 50000`, 'sent'],
      ['203.0.113.7 53', 'EPERM'],
      ['203.0.113.7 1023', 'EPERM'],
      ['203.0.113.7 1900', 'EPERM'],
      ['203.0.113.7 11211', 'EPERM'],
      ['2001:db8:7::7 123', 'EPERM'],
      [`${OWN[0]} 49151`, 'EPERM'],
      [`${OWN[1]} 8125`, 'EPERM'],
      [`${UNNAMED[0]} 50000`, 'EPERM'],
      [`${UNNAMED[1]} 50000`, 'EPERM'],
      ['127.0.0.1 1883', 'EPERM'],
      ['::1 8080', 'EPERM'],
    ] as const
    const said = send(
      'turnserver',
      cases.map(([target]) => target),
    )
    expect(cases.map(([target], nth) => [target, said[nth]])).toEqual(cases.map((one) => [...one]))
  })

  it('[S1] lets nginx open nothing, and the system what it needs', () => {
    expect(send('www-data', ['203.0.113.7 53', '203.0.113.7 443', '127.0.0.1 8080'])).toEqual([
      'EPERM',
      'EPERM',
      'sent',
    ])
    expect(send('root', ['203.0.113.7 53', '203.0.113.7 123', '203.0.113.7 9999'])).toEqual([
      'sent',
      'sent',
      'EPERM',
    ])
  })

  it('[S1] lets signaling and radar reach nobody, but for what the operator says', () => {
    // Users that every machine has, in the place of those that an installation makes.
    const services = (render()['host/services.nft'] ?? '')
      .replace('p2pchat-signaling', 'games')
      .replace('p2pchat-radar', 'man')
    const link = join(folder, 'local-services.nft')
    const own = join(folder, 'local.nft')
    const targets = ['203.0.113.20 53', '203.0.113.21 53', '127.0.0.1 8080']
    expect(send('man', targets)).toEqual(['sent', 'sent', 'sent'])
    writeFileSync(link, services)
    // The examples of the list of what to do.
    const examples = (render()['CHECKLIST.md'] ?? '').match(/chain local_\w+ \{[^`]*; \}/g)
    expect(examples).toHaveLength(2)
    const ours = examples
      ?.join('\n')
      .replace('p2pchat-radar', 'man')
      .replace('tcp dport 443', 'udp dport 53')
    writeFileSync(own, `${ours}\n`)
    space.run('nft', '-f', join(folder, 'ruleset.nft'))
    expect(send('man', targets)).toEqual(['sent', 'EPERM', 'sent'])
    expect(send('games', targets)).toEqual(['EPERM', 'EPERM', 'sent'])
    expect(space.run('nft', 'list', 'ruleset')).toContain('tcp dport 9100 ip saddr 203.0.113.7')
    expect(send('turnserver', ['203.0.113.20 53'])).toEqual(['EPERM'])
    for (const path of [link, own]) rmSync(path)
    space.run('nft', '-f', join(folder, 'ruleset.nft'))
    expect(send('man', targets)).toEqual(['sent', 'sent', 'sent'])
  })

  it('[E4] lets the operator in where he says', () => {
    const text = render({ sshPort: 2222 })['ruleset.nft'] ?? ''
    expect(text).toContain('tcp dport { 2222, 80, 443, 3478, 5349 } accept')
  })

  it('[E4] opens these ports and no other', () => {
    const input = /chain input \{[^}]*?policy drop;(.*?)\n {2}\}/s.exec(
      render()['ruleset.nft'] ?? '',
    )
    const ports = [...(input?.[1] ?? '').matchAll(/^ +((?:tcp|udp) dport .*) accept$/gm)]
    expect(ports.map(([, one]) => one)).toEqual([
      'tcp dport { 22, 80, 443, 3478, 5349 }',
      'udp dport 3478',
      'udp dport 49152-65535',
    ])
  })

  it('[E1] is replaced without touching what the firewall agent holds', () => {
    const drops = join(folder, 'drops.nft')
    writeFileSync(drops, renderTable([], 0))
    space.run('nft', '-f', drops)
    const before = space.run('nft', 'list', 'table', 'inet', TABLE)
    space.run('nft', '-f', join(folder, 'ruleset.nft'))
    space.run('nft', '-f', join(folder, 'ruleset.nft'))
    expect(space.run('nft', 'list', 'table', 'inet', TABLE)).toBe(before)
    expect(space.run('nft', 'list', 'tables').trim().split('\n')).toHaveLength(2)
    expect(readFileSync(join(folder, 'ruleset.nft'), 'utf8')).not.toContain('flush ruleset')
  })
})
