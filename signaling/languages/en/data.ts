/** Each thing about a visitor, in English: what, why, where and how long, and who else. */
const sent = 'Never: they go to the stranger, browser to browser'

export const data = {
  address: {
    what: 'Your network address',
    why: 'To answer you, and to limit abuse',
    where:
      'In memory while you are connected, and until 60 seconds after your last stranger’s page has ended your conversation, so that he can report you; an hour when your network did something remarkable. Limits keep a scrambled form, and how often it asked for something, for up to an hour; nginx, where it stands in front of this server, keeps the address itself in memory until newer ones displace it',
    others: 'The stranger, unless you hide it',
  },
  consent: {
    what: 'That you say you are 18 or older, and accept the terms of a date',
    why: 'Nobody is introduced without it',
    where:
      'Yes or no, in memory while you are connected; the date is compared with that of the terms, and not kept',
    others: 'Nobody',
  },
  block: {
    what: 'The address of a network that floods the server, or that several strangers reported',
    why: 'To slow it down or keep it out for a while',
    where:
      'On the blocklist, with a reason and an end; how long that may be stands below; afterwards a scrambled form, for 90 days at most',
    others: 'Operators',
  },
  shared: {
    what: 'That you appear to share your address with others',
    why: 'So that nobody is blocked for what a neighbour does',
    where: 'A number in memory, while you are connected',
    others: 'Nobody',
  },
  place: {
    what: 'Whether your address counts as one of a private network, and whether it had a place left here',
    why: 'So that browsers in one house reach each other, and nobody takes all places',
    where: 'Yes or no, in memory while you are connected',
    others: 'Nobody',
  },
  promise: {
    what: 'Whether your search promises a picture',
    why: 'So that nobody is blamed for a picture that he never promised',
    where: 'Yes or no, in memory, until your next search or until you leave',
    others: 'Nobody',
  },
  steady: {
    what: 'Whether you have talked with someone for a while, as people do',
    why: 'So that you have limits of your own, whatever others do behind the same address',
    where: 'Yes or no, in memory while you are connected',
    others: 'Nobody',
  },
  kept: {
    what: 'Whether a promised picture reached the stranger, and whether one of you left the other at once',
    why: 'To notice programs that pretend to be people',
    where:
      'Yes or no, in memory, under scrambled forms of both addresses, until half an hour after you both left',
    others: 'Nobody',
  },
  wish: {
    what: 'Video or text, calm or not, your interests and languages',
    why: 'To find someone who fits',
    where: 'In memory while you search',
    others: 'The stranger, interests and languages that you both chose',
  },
  token: {
    what: 'A random token, when your page wants to meet the same stranger again',
    why: 'To bring exactly you two together: after a broken connection, when both undo Next, or with the three words of Meet again',
    where: 'In memory, 20 seconds at most each time that your page shows it',
    others: 'Nobody',
  },
  key: {
    what: 'A public key, made anew for every search',
    why: 'So that your two browsers can seal what they say through this server',
    where: 'In memory while you search; it is no name: the next search has another',
    others: 'The stranger',
  },
  files: {
    what: 'The files of this page, if you press “Keep this page on this device”',
    why: 'So that it opens without a network',
    where:
      'In your browser, until you remove them there; they are the same for everybody, with nothing of you or of a conversation. Your browser asks the server for them, and at later visits for newer ones; the server notes neither',
    others: 'Whoever uses your browser can find out that you kept the page',
  },
  met: {
    what: 'That you met somebody',
    why: 'So that you do not meet the same stranger at once again',
    where: 'In memory, under a random number, 10 minutes at most',
    others: 'Nobody',
  },
  last: {
    what: 'A token about your last stranger',
    why: 'So that you can still report',
    where: 'In memory, 60 seconds after the conversation',
    others: 'Nobody',
  },
  report: {
    what: 'That you report a stranger, and why',
    why: 'To keep out whom several people report',
    where:
      'The reason as a count without names, while the server runs; who reported whose network, and when whose network met strangers, in memory, under scrambled forms; for how long stands below. That you two are kept apart, while both of you stay. No picture and no text',
    others: 'Operators, the count',
  },
  minor: {
    what: 'That a stranger thought you look under 18',
    why: 'So that a moderator looks at it at once, and can keep you out',
    where:
      'In memory, as a random number that stands for your network address: half an hour at most until the radar has it, and an hour there',
    others: 'Operators: the number and when, not the address',
  },
  route: {
    what: 'How a call came about: directly, through a relay, or not at all',
    why: 'To see whether calls work',
    where: 'In memory during the call, then as a count without names while the server runs',
    others: 'Operators, the count',
  },
  signals: {
    what: 'How your browsers reach each other',
    why: 'It passes the message on',
    where: 'Never: your two browsers seal it, and the server forwards it unread',
    others: 'The stranger',
  },
  stun: {
    what: 'At the STUN server: your network address when you search, unless you hide it',
    why: 'It answers with the address, which your browser behind a router does not know',
    where: 'With whoever runs it, for as long as he likes; which server it is stands below',
    others: 'Whomever the STUN server tells',
  },
  relay: {
    what: 'At the relay: your network address when the page opens and when you search; of a call through it, both addresses, when, and how much is sent',
    why: 'To see whether it answers, and to pass the call on; what it is stays sealed',
    where: 'In memory meanwhile; for quotas under a scrambled name that changes every hour',
    others: 'Nobody',
  },
  ads: {
    what: 'At the ad network: your network address, what browser you use, and that you visit this site',
    why: 'To send the advertisement that you agreed to see',
    where: 'With the ad network, for as long as it likes; never before you agree on that screen',
    others: 'Whomever the ad network tells',
  },
  nickname: {
    what: 'Your nickname',
    why: '–',
    where: 'Never: it goes to the stranger, browser to browser',
    others: 'The stranger',
  },
  talk: { what: 'Picture, voice and text', why: '–', where: sent, others: 'The stranger' },
  transfers: {
    what: 'Files, pictures and voice notes that you send, and their names',
    why: '–',
    where: sent,
    others: 'The stranger',
  },
} as const
