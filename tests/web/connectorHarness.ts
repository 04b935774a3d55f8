/** A connector whose calls are made by hand. */
import type { ClientMessage } from '../../signaling/protocol.ts'
import { requestOf } from '../../web/chat/asking.ts'
import { createConnector } from '../../web/chat/connector.ts'
import type { Meeting } from '../../web/chat/meeting.ts'
import { startPulse } from '../../web/chat/pulse.ts'
import type { Seal } from '../../web/chat/sealed.ts'
import type { Event } from '../../web/chat/session.ts'
import type { Transport } from '../../web/chat/transport.ts'
import { FIRST_VIEW, type Exposure, type Wish } from '../../web/chat/visit.ts'
import { KEY, SERVER_EXAMPLES, TOKEN } from '../signaling/protocolExamples.ts'

type CallSettings = Parameters<Transport['createCall']>[0]
type CallHandlers = Parameters<Transport['createCall']>[1]

interface Offer {
  readonly settings: Parameters<Transport['prepareOffer']>[0]
  readonly onNoRelay: Parameters<Transport['prepareOffer']>[1]
  readonly close: jest.Mock
}

/** What two who have met share for a rebuild. */
export const REBUILD_SALT = new Uint8Array(32).fill(1)
const SEAL = {
  meetToken: () => Promise.resolve(TOKEN),
  meetSalt: () => Promise.resolve(REBUILD_SALT),
} as unknown as Seal

const keyOf = (number: number): string => String(number).padEnd(KEY.length, 'k')
let identities = 0

/** A connector whose calls are made by hand, and whose certificates are numbers. */
export function start(chosen: Partial<Wish> = {}, isHidden = true) {
  const made: { settings: CallSettings; handlers: CallHandlers }[] = []
  const offers: Offer[] = []
  const requests: ClientMessage[] = []
  const sent: string[] = []
  const exposures: (Exposure | null)[] = []
  const events: Event[] = []
  const nothing = () => undefined
  const transport = {
    requestOf,
    startPulse,
    createIdentity: () => {
      const number = (identities += 1)
      return Promise.resolve({ keys: { publicKey: keyOf(number) }, certificate: number })
    },
    renewIdentity: ({ certificate }: { certificate: number }) => {
      const number = (identities += 1)
      return Promise.resolve({ keys: { publicKey: keyOf(number) }, certificate })
    },
    prepareOffer(settings: Offer['settings'], onNoRelay: Offer['onNoRelay']) {
      const offer = { settings, onNoRelay, close: jest.fn(), setTrack: nothing }
      offers.push(offer)
      return offer
    },
    createCall(settings: CallSettings, handlers: CallHandlers) {
      made.push({ settings, handlers })
      return {
        pair: settings.matched.pair,
        seal: Promise.resolve(SEAL),
        receive: nothing,
        send: nothing,
        setTrack: nothing,
        // All of this connection goes through the relay.
        reach: () => Promise.resolve({ received: 1, route: 'relayed', isTold: false }),
        hasPicture: () => Promise.resolve(true),
        close: nothing,
      }
    },
  } as unknown as Transport
  const connector = createConnector(transport, {
    send: (message) => {
      requests.push(message)
      return sent.push(message.type) > 0
    },
    sendFrame: nothing,
    probe: nothing,
    dispatch: (event) => events.push(event),
    getWish: () => ({ ...FIRST_VIEW.wish, hidden: true, ...chosen }),
    getTracks: () => ({ audio: null, video: null }),
    isLan: () => false,
    isHidden: () => isHidden,
    onOpen: nothing,
    onMessage: nothing,
    onStream: nothing,
    onBlurred: nothing,
    onExposure: (exposure) => exposures.push(exposure),
    onVerification: nothing,
  })
  return { connector, transport, made, offers, requests, sent, exposures, events }
}

export const { ice: ICE } = SERVER_EXAMPLES.waiting
export const MATCHED = SERVER_EXAMPLES.matched
export const keysOf = (requests: readonly ClientMessage[]) =>
  requests.map((request) => ('key' in request ? request.key : null))

export const meetingOf = (isTold: boolean): Meeting => ({
  token: TOKEN,
  salt: new Uint8Array(32).fill(2),
  isTold,
})
