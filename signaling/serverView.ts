/**
 * What is seen of a visitor, by whom, where it lives and how long: the one list from which the page
 * `/what-the-server-sees` is made, and which the tests read (P10). Pure.
 *
 * Every entry names the rules whose tests would go red if it were not true.
 */
import type { Config } from './config.ts'

export interface Datum {
  readonly what: string
  readonly why: string
  readonly where: string
  /** Who besides the server can learn it. */
  readonly others: string
  readonly proofs: readonly string[]
  /** Whether it exists under these settings; always, when left out. */
  readonly when?: (config: Config) => boolean
}

export interface Observer {
  readonly who: string
  readonly can: string
  readonly cannot: string
  readonly proofs: readonly string[]
  readonly when?: (config: Config) => boolean
}

const hasRelay = (config: Config) => config.TURN_URLS.length > 0
const hasRadar = (config: Config) => config.RADAR_CREDENTIAL !== ''
const hasAds = (config: Config) => config.ADVERTISING !== null
const hasStun = (config: Config) => config.STUN_URLS.length > 0

/** Who besides this server is told that somebody is here, so that browsers find each other. */
export const helpersOf = (config: Config): readonly string[] => [
  ...(hasStun(config) ? ['the STUN server'] : []),
  ...(hasRelay(config) ? ['the relay'] : []),
]

export const DATA: readonly Datum[] = [
  {
    what: 'Your network address',
    why: 'To answer you, and to limit abuse',
    where:
      'In memory while you are connected, and 60 seconds longer so that your last stranger can report you; an hour when your network did something remarkable. Limits keep a scrambled form for up to an hour',
    others: 'The stranger, unless you hide it',
    proofs: ['P5', 'P8', 'V5'],
  },
  {
    what: 'That you say you are 18 or older, and accept the terms of a date',
    why: 'Nobody is introduced without it',
    where:
      'Yes or no, in memory while you are connected; the date is compared with that of the terms, and not kept',
    others: 'Nobody',
    proofs: ['P9', 'P10'],
  },
  {
    what: 'The address of a network that floods the server, or that several strangers reported',
    why: 'To slow it down or keep it out for a while',
    where:
      'On the blocklist, with a reason and an end: 7 days at most, or 30 when a person decided; afterwards a scrambled form',
    others: 'Operators',
    proofs: ['P6', 'R1', 'O6'],
    when: hasRadar,
  },
  {
    what: 'That you appear to share your address with others',
    why: 'So that nobody is blocked for what a neighbour does',
    where: 'A number in memory, while you are connected',
    others: 'Nobody',
    proofs: ['R6', 'R10'],
  },
  {
    what: 'Whether your search promises a picture',
    why: 'So that nobody is blamed for a picture that he never promised',
    where: 'Yes or no, in memory, until your next search or until you leave',
    others: 'Nobody',
    proofs: ['P10'],
  },
  {
    what: 'Whether you have talked with someone for a while, as people do',
    why: 'So that you have limits of your own, whatever others do behind the same address',
    where: 'Yes or no, in memory while you are connected',
    others: 'Nobody',
    proofs: ['V5', 'P10'],
  },
  {
    what: 'Whether a promised picture reached the stranger',
    why: 'To notice programs that pretend to be people',
    where:
      'Yes or no, in memory, under a scrambled form of the address, until half an hour after you left',
    others: 'Nobody',
    proofs: ['R5', 'R10'],
  },
  {
    what: 'Video or text, calm or not, your interests and languages',
    why: 'To find someone who fits',
    where: 'In memory while you search',
    others: 'The stranger, interests and languages that you both chose',
    proofs: ['M9', 'M11', 'M16'],
  },
  {
    what: 'A random token, when your page wants to meet the same stranger again',
    why: 'To bring exactly you two together: after a broken connection, when both undo Next, or with the three words of Meet again',
    where: 'In memory, 20 seconds at most each time that your page shows it',
    others: 'Nobody',
    proofs: ['M15', 'C27', 'C29'],
  },
  {
    what: 'A public key, made anew for every search',
    why: 'So that your two browsers can seal what they say through this server',
    where: 'In memory while you search; it is no name: the next search has another',
    others: 'The stranger',
    proofs: ['C1', 'P3', 'M9'],
  },
  {
    what: 'The files of this page, if you press “Keep this page on this device”',
    why: 'So that it opens without a network',
    where:
      'In your browser, until you remove them there; they are the same for everybody, with nothing of you or of a conversation. Your browser asks the server for them, and at later visits for newer ones; the server notes neither',
    others: 'Whoever uses your browser can find out that you kept the page',
    proofs: ['P4', 'C30'],
  },
  {
    what: 'That you met somebody',
    why: 'So that you do not meet the same stranger at once again',
    where: 'In memory, under a random number, 10 minutes at most',
    others: 'Nobody',
    proofs: ['P4', 'M13'],
  },
  {
    what: 'A token about your last stranger',
    why: 'So that you can still report',
    where: 'In memory, 60 seconds after the conversation',
    others: 'Nobody',
    proofs: ['P4'],
  },
  {
    what: 'That you report a stranger, and why',
    why: 'To keep out whom several people report',
    where:
      'The reason as a count without names, while the server runs; who reported whose network in memory, under scrambled forms, an hour unless the operator set another time. No picture and no text',
    others: 'Operators, the count',
    proofs: ['R8', 'P4', 'V13'],
  },
  {
    what: 'That a stranger thought you look under 18',
    why: 'So that a moderator looks at it at once, and can keep you out',
    where:
      'In memory, as a random number that stands for your network address: half an hour at most until the radar has it, and an hour there',
    others: 'Operators: the number and when, not the address',
    proofs: ['R23', 'P9'],
    when: hasRadar,
  },
  {
    what: 'How a call came about: directly, through a relay, or not at all',
    why: 'To see whether calls work',
    where: 'In memory during the call, then as a count without names while the server runs',
    others: 'Operators, the count',
    proofs: ['V13', 'P4'],
  },
  {
    what: 'How your browsers reach each other',
    why: 'It passes the message on',
    where: 'Never: your two browsers seal it, and the server forwards it unread',
    others: 'The stranger',
    proofs: ['C1', 'V9'],
  },
  {
    what: 'At the STUN server: your network address when you search, unless you hide it',
    why: 'It answers with the address, which your browser behind a router does not know',
    where: 'With whoever runs it, for as long as he likes; which server it is stands below',
    others: 'Whomever the STUN server tells',
    proofs: ['S3', 'P8'],
    when: hasStun,
  },
  {
    what: 'At the relay: your network address when the page opens and when you search; of a call through it, both addresses, when, and how much is sent',
    why: 'To see whether it answers, and to pass the call on; what it is stays sealed',
    where: 'In memory meanwhile; for quotas under a scrambled name that changes every hour',
    others: 'Nobody',
    proofs: ['P5', 'V15'],
    when: hasRelay,
  },
  {
    what: 'At the ad network: your network address, what browser you use, and that you visit this site',
    why: 'To send the advertisement that you agreed to see',
    where: 'With the ad network, for as long as it likes; never before you agree on that screen',
    others: 'Whomever the ad network tells',
    proofs: ['P7'],
    when: hasAds,
  },
  {
    what: 'Your nickname',
    why: '–',
    where: 'Never: it goes to the stranger, browser to browser',
    others: 'The stranger',
    proofs: ['P3'],
  },
  {
    what: 'Picture, voice and text',
    why: '–',
    where: 'Never: they go to the stranger, browser to browser',
    others: 'The stranger',
    proofs: ['P1'],
  },
  {
    what: 'Files, pictures and voice notes that you send, and their names',
    why: '–',
    where: 'Never: they go to the stranger, browser to browser',
    others: 'The stranger',
    proofs: ['P2', 'C12'],
  },
]

/** What holds of everybody who has no part in it, under these settings. */
function anybody(isHelped: boolean, isAdvertised: boolean): Observer {
  const told = isHelped ? 'nobody but the servers named here' : 'nobody'
  const until = isAdvertised ? ' until you agree to an advertisement' : ''
  return {
    who: 'Anybody else',
    can: 'See this page, and how many people are here, in steps of 8',
    cannot: `Learn that you are here: this site tells ${told}, and loads nothing from elsewhere${until}`,
    proofs: ['S1', 'V12', ...(isHelped ? ['S3'] : []), ...(isAdvertised ? ['P7'] : [])],
    when: (config) => helpersOf(config).length > 0 === isHelped && hasAds(config) === isAdvertised,
  }
}

export const OBSERVERS: readonly Observer[] = [
  {
    who: 'The stranger',
    can: 'See and keep what you show, say and write; see your network address, unless you hide it',
    cannot:
      'See your address when you hide it; learn a number or name by which to know you again; make your page do anything',
    proofs: ['P8', 'C3', 'P12'],
  },
  {
    who: 'Who runs this server',
    can: 'See addresses while people are connected, count them, and keep networks out; serve you another page than this project’s',
    cannot:
      'Read, hear or see a conversation unnoticed: compare the symbols, and a middleman shows; look up later who met whom',
    proofs: ['P1', 'P4', 'P11'],
  },
  {
    who: 'The STUN server, which tells browsers what their public address is',
    can: 'See your network address, and when you search, unless you hide it; infer from that who uses this site',
    cannot: 'See whom you meet, or anything of a call: none of it goes that way',
    proofs: ['P1', 'P8', 'S3'],
    when: hasStun,
  },
  {
    who: 'The relay',
    can: 'See the addresses of both, when, and how much',
    cannot: 'See what it is: it passes on what your browsers have sealed',
    proofs: ['P1', 'P5'],
    when: hasRelay,
  },
  {
    who: 'The ad network, once you agreed to see its advertisement',
    can: 'See your network address, what browser you use, and that you visit this site; run its own script in a closed frame, where no browser yet keeps it from using WebRTC to learn more of your addresses; open a page when you click on it',
    cannot:
      'Reach the page around it, a conversation, camera, microphone, screen, position, or anything stored; be there during a search or a call; learn anything before you agree',
    proofs: ['P7'],
    when: hasAds,
  },
  {
    who: 'Your network, or a VPN',
    can: 'See that you use this site, and that a call takes place',
    cannot: 'Read anything of it',
    proofs: ['S2', 'P1'],
  },
  {
    who: 'Who takes the server’s disk',
    can: 'Find networks that are kept out now, if the key was beside them; find what operators did',
    cannot: 'Find any other visitor’s address, a conversation, or who met whom: it was never there',
    proofs: ['P4', 'P5', 'P6'],
  },
  anybody(false, false),
  anybody(false, true),
  anybody(true, false),
  anybody(true, true),
]

/** What there is under these settings. */
export const entriesFor = <T extends { readonly when?: (config: Config) => boolean }>(
  entries: readonly T[],
  config: Config,
): readonly T[] => entries.filter(({ when }) => when?.(config) ?? true)
