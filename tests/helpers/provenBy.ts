/** For each line of what the server sees, a test that goes red when that very line is not true. */
import type { DATA, OBSERVERS } from '../../signaling/serverView.ts'

/** A file of `tests/`, and a title in it. */
export type ProvenBy = readonly [path: string, title: string]

export const DATA_TESTS: Readonly<Record<keyof typeof DATA, ProvenBy>> = {
  address: ['signaling/hubView.test.ts', '[P5] is his address, and for a minute longer'],
  consent: ['signaling/visitor.test.ts', '[P9] never queues a visitor who %s'],
  block: [
    'process/radarPrivacy.test.ts',
    '[P6][O6] who abuses is on the blocklist with reason and end, and afterwards only as a hash',
  ],
  shared: [
    'signaling/evidence.test.ts',
    '[R6] take along what they may have poured when they leave',
  ],
  place: [
    'process/limits.test.ts',
    '[V5] one address has 64 sockets; the 65th is refused with an end, others are not',
  ],
  promise: [
    'signaling/hubView.test.ts',
    '[P10] is told to that connection, all of it, in every phase',
  ],
  steady: [
    'signaling/hubView.test.ts',
    '[V5] [P10] is whether he has talked for a while with somebody from elsewhere, as long as he stays',
  ],
  kept: [
    'signaling/evidenceBounds.test.ts',
    '[R10] is nothing, half an hour after everybody has gone, radar or not',
  ],
  wish: [
    'signaling/hubView.test.ts',
    '[M9] is what he looks for while he does, however the search ends',
  ],
  token: ['signaling/rendezvous.test.ts', '[M15] lapses for each after his own 20 s, in order'],
  key: [
    'browser/privacy.test.ts',
    '[P3] identifies nobody to the stranger: nothing a visitor sends the server is passed on but the key',
  ],
  files: [
    'browser/app.test.ts',
    '[C30][P4] keeps the static files and nothing of a conversation, and lets go of all of it: %s',
  ],
  met: [
    'signaling/hubView.test.ts',
    '[P4] [M13] is that he met somebody for ten minutes, however long both stay',
  ],
  last: [
    'signaling/reports.test.ts',
    '[P4] lapse a minute after the pair, whatever was reported and ended in between',
  ],
  report: [
    'signaling/reportEvidence.test.ts',
    '[R10] lasts half an hour for subjects and an hour for reporters',
  ],
  minor: [
    'radar/casebook.test.ts',
    '[R23] is a case with a handle, a time and a count, and no address',
  ],
  route: [
    'signaling/hubView.test.ts',
    '[V13] [P4] is how a call came about, once as a count, and not beyond the call',
  ],
  signals: ['signaling/hub.test.ts', '[V9] arrive as the very bytes, at the partner only'],
  stun: ['web/peer.test.ts', '[P8] an address that is hidden: %s, goes by %s'],
  relay: [
    'signaling/turn.test.ts',
    '[V15] bear one name per network, so that its quota holds, and another every hour',
  ],
  ads: [
    'browser/ads.test.ts',
    '[P7] asks nobody else for anything before he agrees, nor after he refuses',
  ],
  nickname: [
    'browser/privacy.test.ts',
    '[P1] lets the server read neither text nor nickname nor how browsers reach each other',
  ],
  talk: [
    'browser/survive.test.ts',
    '[C4] rebuilds a call whose path was lost, more than once, and keeps it while the server is dead: %s and %s',
  ],
  transfers: [
    'browser/transfers.test.ts',
    '[C12] [P2] two files arrive while the chat goes on, held by either side and over a new connection',
  ],
}

export const OBSERVER_TESTS: Readonly<Record<keyof typeof OBSERVERS, ProvenBy>> = {
  stranger: ['web/hiding.test.ts', '[P8] holds no address, wherever in the description it stood'],
  operator: [
    'web/verify.test.ts',
    '[P11] makes them see different symbols, in a thousand tries of a thousand',
  ],
  stun: [
    'signaling/turn.test.ts',
    '[P1] give STUN no credential, so that no call can go that way, and TURN one that coturn will accept',
  ],
  relay: ['signaling/turnserver.test.ts', '[P5] writes nothing down'],
  ads: [
    'browser/hostileAd.test.ts',
    '[P7] gets out of its frame in no way, from an origin of its own or a path of the page: %j',
  ],
  network: ['nginx/nginx.test.ts', '[S2] speaks %s: %s'],
  disk: [
    'network/traces.test.ts',
    '[P3][P5] no file and no output of any process holds an address, a name or a text of a visitor',
  ],
  anybody: ['process/page.test.ts', '[S1] names no other host anywhere in the built page'],
  anybodyAds: [
    'process/ads.test.ts',
    '[P7] allows a frame of that one address, on every page of its own',
  ],
  anybodyHelped: [
    'web/peer.test.ts',
    '[S1] a connection asks the servers that it was given, and none when there are none',
  ],
  anybodyHelpedAds: [
    'signaling/serverView.test.ts',
    '[P10] claims to tell nobody only where nobody is told: %s',
  ],
}
