/** The privacy page in English. */

export const privacy = {
  title: 'Privacy',
  lead: (elsewhere: string) =>
    `P2P Chat introduces two strangers and then steps aside. Picture, voice and text go from one browser to the other, sealed. There are no accounts and no cookies, no address is stored unless its network is blocked, and ${elsewhere}.`,
  /** The end of it, by what the operator chose: to whom calls lead, and whether there are advertisements. */
  elsewhere: (helpers: string, hasAds: boolean) => {
    const forCalls = helpers && ` but what a call takes, to ${helpers} named below`
    const forAds = hasAds ? ', unless you agree to see an advertisement' : ''
    return `nothing is sent to anybody else${forCalls}${forAds}`
  },
  helpers: { stun: 'the STUN server', relay: 'the relay' },
  stranger: {
    heading: 'What the stranger learns',
    address:
      'In a direct call, your network address (IP address). It can tell your provider and roughly your region. With “Hide my address” on the first page, where this server has a relay and lets you, everything goes through that relay, and the stranger sees its address instead of yours; without the relay there is then no call. A call that finds no direct way uses the relay as well, but by then the stranger’s browser has been told your address.',
    shown:
      'What you show, say and write, and your nickname if you give one. With “Start blurred”, a softened picture or a drawn shape, your camera’s own picture does not leave your browser; that you chose it is told to the stranger’s.',
    common: 'Interests and languages that you both chose; not the others.',
  },
  /** `page` leads to the page of that name. */
  server: (page: string) =>
    `Each single thing, why, where it lives and how long, and who can and cannot learn it stands on ${page}. Counts without names are kept while the server runs: people online, introductions, reports by reason. None of it is written to a disk, and no address is among it.`,
  ads: {
    heading: 'Advertising',
    thisServer: 'this server',
    place: (network: string) =>
      `This server has a place for advertisements of ${network}, on the first and the last screen of a visit, never during a search or a call. Each is loaded only after you agreed on that screen. Refusing costs nothing, and a browser that asks not to be tracked (Global Privacy Control) is not even asked.`,
    agreed: (network: string, from: string) =>
      `Once you agree, your browser loads the advertisement from ${from}, and from wherever ${network} keeps it. ${network} then sees your network address, what browser you use, and that you visit this site; what it does with that, it decides. The advertisement runs in a closed frame, which cannot reach the page around it, camera, microphone, screen, position, or anything stored. It can show what it likes within that frame, use your processor and your line while it is shown, and open a page of its own when you click on it.`,
    addresses:
      'This server also forbids the frame to use WebRTC, but no browser enforces that yet: by WebRTC the advertisement could learn addresses of yours that a proxy or VPN would have hidden from it.',
  },
  blocks: {
    heading: 'Networks that are kept out',
    how: 'A network that sends far more than people do is slowed down or kept out for a while, and so is one whose visitor several strangers reported. Whoever is kept out is told why, until when, and gets a code, unless the server no longer answers his network at all; with the code he can ask a person to look at it again. That person sees the blocked address, the reason and the end, and nothing about who you are or whom you met. When searches from your network are slowed down, your device does a few seconds of work first. That slows floods; it is no test of whether you are human.',
    where:
      'The lists go to the servers of this site only. If the operator has set up a place for alerts, the server posts there that something happened and how often, never an address.',
  },
  end: {
    heading: 'When a conversation ends',
    drop: 'Both browsers drop the messages, the keys and the connection. They drop them; they cannot wipe the memory chip, and they cannot stop the stranger from having taken a picture of the screen.',
    secrets:
      'For three seconds after Next both pages keep a random secret, with which Next can be undone if both wish it. A page keeps another one, in its memory only, for 60 seconds after the end of a conversation, so that Meet again can still be pressed, and for 15 minutes if it was pressed. While a page waits to meet the same stranger again, the server sees a random token, and that the two who show it belong together. The server keeps neither longer than it does for any other meeting.',
  },
  keeping: {
    heading: 'Keeping the page',
    text: 'A visit leaves nothing in your browser. Only if you press “Keep this page on this device” on the first page, your browser keeps the files of the page, the same for everybody, until you remove them there. Nothing about you and nothing of a conversation is among them. Sounds and notifications are off until you switch them on, and no notification has a word of the stranger.',
  },
  reports: {
    heading: 'Reports',
    text: 'A report ends the call and counts its reason. It holds no picture and no text. The two of you are not paired again while you both stay. When several strangers from different networks report the same visitor, his network is kept out for a while. A report that somebody looks under 18 reaches a moderator at once: he sees a number that stands for that visitor, not the address, and can keep the visitor’s network out; only then the address is on the blocklist.',
  },
  limits: {
    heading: 'What we cannot promise',
    text: 'Whoever runs this server also serves this page, and could serve another one. Your provider sees that a call takes place, and in a direct call also with which address. Confirming that you are 18 proves that a warning was shown, not anybody’s age.',
  },
} as const
