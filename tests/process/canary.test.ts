/** Words that only one visitor has used: nothing the process writes may ever hold them. */
import { randomBytes } from 'node:crypto'
import {
  connect,
  exchange,
  findMessage,
  greet,
  handshake,
  HELLO,
  introduce,
  newKey,
  newToken,
} from '../helpers/client.ts'
import { BEHIND_PROXY, startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'

const ADDRESS = '198.19.201.203'
const ADDRESS_6 = '2001:db8:ca:9a::beef'
const word = () => randomBytes(12).toString('hex')

/** The forms in which an address or a word could hide. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text)
  const forms = [text, bytes.toString('hex'), bytes.toString('base64'), encodeURIComponent(text)]
  if (!/^[\d.]+$/.test(text)) return forms
  const octets = text.split('.').map(Number)
  const packed = Buffer.from(octets)
  return [
    ...forms,
    octets.toReversed().join('.'),
    octets.join('-'),
    packed.toString('hex'),
    String(packed.readUInt32BE()),
  ]
}

/** Which markers a text holds, in whatever form. */
function leaks(text: string, markers: readonly string[]): string[] {
  const low = text.toLowerCase()
  return markers.filter((marker) =>
    formsOf(marker).some((form) => low.includes(form.toLowerCase())),
  )
}

/** Everything the process has said: its output, its metrics, its pages. */
async function said(server: SignalingProcess): Promise<string> {
  const pages = ['/', '/healthz', '/privacy', '/nothing'].map(async (path) =>
    (await fetch(`http://127.0.0.1:${server.port}${path}`)).text(),
  )
  return [
    server.stdout(),
    server.stderr(),
    await server.metricsText(),
    ...(await Promise.all(pages)),
  ].join('\n')
}

test('[P3][P4] a search for markers finds them in every form', () => {
  const markers = [ADDRESS, ADDRESS_6, 'canary']
  expect(leaks('nothing here', markers)).toEqual([])
  expect(leaks(`{"peer":"${ADDRESS}"}`, markers)).toEqual([ADDRESS])
  expect(leaks('203.201.19.198.in-addr.arpa', markers)).toEqual([ADDRESS])
  expect(leaks(`${0xc613c9cb}`, markers)).toEqual([ADDRESS])
  expect(leaks(`[2001:DB8:ca:9a::beef]`, markers)).toEqual([ADDRESS_6])
  expect(leaks(Buffer.from('canary').toString('base64'), markers)).toEqual(['canary'])
})

test('[P3][P4] nothing a visitor is or says is in the output or the metrics', async () => {
  const server = await startSignaling(BEHIND_PROXY)
  try {
    const interests = [word(), word()]
    const keys = [newKey(), newKey()]
    const token = newToken()
    const texts = { signal: word(), wrong: word(), agent: word(), path: word(), origin: word() }
    const settings = { address: ADDRESS, options: { headers: { 'User-Agent': texts.agent } } }

    const one = await greet(server, settings)
    const other = await greet(server, { address: ADDRESS_6 })
    one.send(findMessage({ interests, key: keys[0] ?? '' }))
    await one.next('waiting')
    other.send(findMessage({ interests, key: keys[1] ?? '' }))
    const [matched] = await Promise.all([one.next('matched'), other.next('matched')])
    await exchange(one, other)
    one.sendRaw(Buffer.from(texts.signal))
    expect((await other.nextFrame()).toString()).toBe(texts.signal)
    one.send({ type: 'outcome', route: 'relayed' })
    one.send({ type: 'meet', token, key: newKey() })
    await other.next('partnerLeft')
    one.send({ type: 'report', token: matched.report, reason: 'harassment' })
    await one.next('reported')

    // Then every way of going wrong that leaves a trace in other servers.
    await introduce(other, await greet(server))
    one.sendRaw(`{"type":"${texts.wrong}"}`)
    await one.closed
    other.sendRaw(Buffer.alloc(20_000, texts.wrong))
    await other.closed
    const flooder = await connect(server, settings)
    for (let count = 0; count < 80; count += 1) flooder.send(HELLO)
    await flooder.closed
    const broken = await greet(server, settings)
    ;(broken.ws as unknown as { _socket: NodeJS.WritableStream })._socket.write(texts.wrong)
    await broken.closed
    const reset = await greet(server, settings)
    ;(reset.ws as unknown as { _socket: { resetAndDestroy(): void } })._socket.resetAndDestroy()
    await reset.closed
    for (const refused of [
      { ...settings, options: { origin: `https://${texts.origin}.example` } },
      { address: texts.wrong },
      { ...settings, path: `/${texts.path}`, options: { origin: server.origin } },
    ])
      expect((await handshake(server, refused)).status).toBeGreaterThanOrEqual(400)
    await fetch(`http://127.0.0.1:${server.port}/${texts.path}?q=${texts.path}`)

    const markers = [
      ADDRESS,
      ADDRESS_6,
      token,
      matched.pair,
      matched.report,
      ...interests,
      ...keys,
      ...Object.values(texts),
    ]
    const everything = await said(server)
    expect(leaks(everything, markers)).toEqual([])
    // The search does work on this very text: a marker put into it is found.
    for (const marker of markers) expect(leaks(`${everything}${marker}`, markers)).toEqual([marker])
    server.kill('SIGTERM')
    await server.exited
    expect(leaks(server.stdout() + server.stderr(), markers)).toEqual([])
  } finally {
    await server.stop()
  }
}, 25_000)
