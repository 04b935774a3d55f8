/** What nginx writes down of its visitors when things go wrong: nothing. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { freePorts } from '../helpers/freePort.ts'
import { flood, startProxy, type Proxy } from './proxy.ts'

const GUEST = '127.0.0.5'
const DENIED = '127.0.0.6'
const FLOODER = '127.0.0.7'

describe('nginx writes no address of a visitor', () => {
  /** All that makes nginx talk: missing files, limits, denied prefixes, nobody behind it, bad TLS. */
  async function provoke(proxy: Proxy): Promise<number[]> {
    const answers = [
      await proxy.ask(GUEST, '/'),
      await proxy.ask(GUEST, '/signal', { headers: { upgrade: 'websocket' } }),
      await proxy.ask(DENIED, '/'),
      await proxy.askPlain(GUEST, '/.well-known/acme-challenge/nothing'),
      await proxy.ask(GUEST, '/appeal', {
        method: 'POST',
        headers: { 'content-length': '99999999' },
      }),
    ]
    await flood(proxy, FLOODER, 900).then(() =>
      Promise.all([1, 2, 3].map(() => flood(proxy, FLOODER, 900))),
    )
    for (const bytes of ['\x16\x03\x01\x00\x05nonsense', 'GET / HTTP/1.1\r\n\r\n']) {
      const socket = connect({
        port: proxy.httpsPort,
        host: '127.0.0.1',
        localAddress: GUEST,
      })
      socket.on('error', () => undefined)
      socket.resume().end(bytes)
      await once(socket, 'close')
    }
    return answers.map(({ status }) => status)
  }

  it('[P5] to any file, whatever goes wrong', async () => {
    const [nobody = 0] = await freePorts(1)
    const proxy = await startProxy({ signalingPort: nobody, deny: `deny ${DENIED};\n` })
    try {
      expect(await provoke(proxy)).toEqual([502, 502, 403, 404, 413])
      expect(proxy.holding(GUEST)).toEqual([])
      expect(proxy.holding(FLOODER)).toEqual([])
      expect(proxy.holding(DENIED)).toEqual([`${proxy.folder}/run/deny.conf`])
    } finally {
      await proxy.close()
    }
  })

  it('[P5] where nginx left as it comes would write each', async () => {
    const [nobody = 0] = await freePorts(1)
    const proxy = await startProxy({
      signalingPort: nobody,
      deny: `deny ${DENIED};\n`,
      // Nothing but the line that silences it is taken away; access_log stays off.
      edit: (_, text) => text.replace('error_log /dev/null emerg;', 'error_log stderr error;'),
    })
    try {
      await provoke(proxy)
      for (const address of [GUEST, DENIED, FLOODER])
        expect(proxy.holding(address)).toContain(`${proxy.folder}/output`)
    } finally {
      await proxy.close()
    }
  })
})
