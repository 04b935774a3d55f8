/** One message of each kind, as an honest page and an honest server send it. */
import {
  PROTOCOL_VERSION,
  TERMS_DATE,
  type ClientMessage,
  type ServerMessage,
} from '../../signaling/protocol.ts'

export const KEY = 'k'.repeat(87)
export const TOKEN = 't'.repeat(43)
export const ID = 'i'.repeat(22)

export const CLIENT_EXAMPLES: {
  readonly [T in ClientMessage['type']]: Extract<ClientMessage, { type: T }>
} = {
  hello: { type: 'hello', version: PROTOCOL_VERSION, adult: true, terms: TERMS_DATE },
  find: {
    type: 'find',
    mode: 'text',
    camera: false,
    interests: ['chess'],
    languages: ['en', 'nds'],
    calm: true,
    key: KEY,
  },
  meet: { type: 'meet', token: TOKEN, key: KEY },
  stop: { type: 'stop' },
  report: { type: 'report', token: ID, reason: 'harassment' },
  keep: { type: 'keep', token: ID },
  outcome: { type: 'outcome', route: 'relayed' },
  noMedia: { type: 'noMedia' },
  proof: { type: 'proof', solution: { counter: 300, derivedKey: 'ab'.repeat(32) } },
  checkRelay: { type: 'checkRelay' },
  view: { type: 'view' },
  ping: { type: 'ping' },
}

const ICE = [
  { urls: ['stun:stun.example.org:3478'] },
  { urls: ['turn:turn.example.org:3478'], username: '1:id', credential: 'secret' },
]

export const SERVER_EXAMPLES: {
  readonly [T in ServerMessage['type']]: Extract<ServerMessage, { type: T }>
} = {
  welcome: { type: 'welcome', online: 16, build: '1.2.3', lan: false, hiding: 'choice' },
  challenge: {
    type: 'challenge',
    waitMs: 2_000,
    puzzle: { nonce: '0a'.repeat(16), salt: '1b'.repeat(16), keyPrefix: 'ff', cost: 2_000 },
  },
  relay: { type: 'relay', ice: ICE },
  view: { type: 'view', network: '203.0.113.9', consent: true, camera: false, steady: false },
  waiting: { type: 'waiting', ice: ICE },
  matched: {
    type: 'matched',
    pair: ID,
    role: 'offer',
    key: KEY,
    answers: KEY.slice(0, 12),
    common: { interests: ['chess'], languages: ['en'] },
    ice: ICE,
    report: ID,
  },
  partnerLeft: { type: 'partnerLeft', why: 'skipped', pair: ID },
  kept: { type: 'kept', known: false },
  reported: { type: 'reported', accepted: true },
  refused: { type: 'refused', reason: 'tooManySearches', until: 1_700_000_000_000 },
  online: { type: 'online', count: 8 },
  pong: { type: 'pong' },
}
