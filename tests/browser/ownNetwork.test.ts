/** Private addresses: a hostile server says that they are in order, and a hostile stranger names one. */
import { isUsableCandidate } from '../../web/chat/candidates.ts'
import { waitUntil } from '../helpers/wait.ts'
import { closeBrowsers } from './browsers.ts'
import { impersonate, startHostileServer, type HostileServer } from './hostileServer.ts'
import { createVisitor } from './visitor.ts'

let server: HostileServer
beforeAll(async () => {
  server = await startHostileServer()
})
afterAll(async () => {
  await closeBrowsers()
  await server.close()
})

const PRIVATE_CANDIDATE = 'candidate:1 1 udp 2113937151 192.168.1.20 54321 typ host'

/** Whether a page shows private candidates to a stranger, and uses that of a stranger. */
async function candidatesAt(publicOrigin?: string) {
  // Without a camera, browsers have a name of `*.local` to show, whatever the machine's network.
  const before = server.victims.length
  const visitor = await createVisitor('chromium', publicOrigin ?? server.origin, {
    mode: 'text',
    camera: 'none',
    ...(publicOrigin !== undefined && { publicOrigin }),
  })
  const victim = await server.arrived(before + 1)
  await visitor.find()
  victim.say({ type: 'waiting', ice: [] })
  const seal = await impersonate(victim, 'offer')
  await waitUntil(20_000, () => victim.frames.length > 0)
  const signals: string[] = []
  const read = async () => {
    for (const frame of victim.frames.slice(signals.length))
      signals.push(await seal.open(Uint8Array.from(frame).buffer))
  }
  await read()
  const { description } = JSON.parse(signals[0] ?? '') as { description: { sdp: string } }
  const sdp = await visitor.page.evaluate(
    async (offer, line) => {
      // As an honest page answers, but for the address.
      const other = new RTCPeerConnection()
      await other.setRemoteDescription({ type: 'offer', sdp: offer })
      await other.setLocalDescription()
      const answer = other.localDescription?.sdp ?? ''
      other.close()
      return `${answer.replaceAll(/a=candidate[^\r]*\r\n/g, '')}a=${line}\r\n`
    },
    description.sdp,
    PRIVATE_CANDIDATE,
  )
  const answer = { description: { type: 'answer', sdp }, candidates: [] }
  victim.say(Buffer.from(await seal.seal(JSON.stringify(answer))))
  const used = await visitor.page.waitForFunction(
    () =>
      (globalThis as unknown as { keptConnections: RTCPeerConnection[] }).keptConnections.find(
        (one) => one.remoteDescription?.type === 'answer' && one.iceGatheringState === 'complete',
      )?.remoteDescription?.sdp,
    { polling: 50 },
  )
  // What it had to say about itself has come before this.
  await visitor.press('Stop')
  await victim.next('stop')
  await read()
  await visitor.leave()
  const shown = signals.flatMap((signal) => signal.match(/candidate:[^"\\]+/g) ?? [])
  return {
    shows: shown.some((line) => !isUsableCandidate(line, false)),
    uses: String(await used.jsonValue()).includes(PRIVATE_CANDIDATE),
  }
}

it('[C6] a page of a public name neither shows nor tries private addresses, whatever its server says', async () => {
  // The control: where the page comes from this machine, the server is believed.
  expect(await candidatesAt()).toEqual({ shows: true, uses: true })
  const publicOrigin = server.origin.replace('localhost', 'chat.example.org')
  expect(await candidatesAt(publicOrigin)).toEqual({ shows: false, uses: false })
})
