/** A page whose sockets and connections are made by hand. */
import { requestOf } from '../../web/chat/asking.ts'
import { createConnector } from '../../web/chat/connector.ts'
import type { Transport } from '../../web/chat/transport.ts'
import { FakeSocket } from './fakeSocket.ts'

export const nothing = () => undefined

/** What a call takes, as far as a search goes: its keys are numbered. */
export function fakeTransport(parts: object = {}): Transport {
  let keys = 0
  return {
    createConnector,
    requestOf,
    createIdentity: () => {
      keys += 1
      return Promise.resolve({ keys: { publicKey: `${keys}`.padEnd(87, 'k') }, certificate: null })
    },
    createAids: () => ({
      solver: { solve: nothing, cancel: nothing },
      reporting: {
        socketOpen: nothing,
        begin: nothing,
        opened: nothing,
        end: nothing,
        report: nothing,
        hear: nothing,
        close: nothing,
      },
    }),
    prepareOffer: () => ({ close: nothing }),
    ...parts,
  } as unknown as Transport
}
export const typesOf = (socket?: FakeSocket) =>
  (socket?.sent ?? [])
    .map((text) => (JSON.parse(String(text)) as { type: string }).type)
    .filter((type) => type !== 'checkRelay')

/** The sockets of a page in a browser that can make calls; they are as they were asked for. */
export function provide(): FakeSocket[] {
  const sockets: FakeSocket[] = []
  class Socket extends FakeSocket {
    static readonly OPEN = 1
    constructor(url: string) {
      super(url)
      sockets.push(this)
    }
  }
  Object.assign(globalThis, {
    WebSocket: Socket,
    RTCPeerConnection: class {},
    isSecureContext: true,
  })
  return sockets
}
