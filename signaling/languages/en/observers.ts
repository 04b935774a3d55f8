/** Who can do what, and who cannot, in English. */

/** What holds of everybody who has no part in it hangs on who else is told anything. */
const anybody = (cannot: string) => ({
  who: 'Anybody else',
  can: 'See this page, and how many people are here, in steps of 8',
  cannot,
})

export const observers = {
  stranger: {
    who: 'The stranger',
    can: 'See and keep what you show, say and write; see your network address, unless you hide it',
    cannot:
      'See your address when you hide it; learn a number or name by which to know you again; make your page do anything',
  },
  operator: {
    who: 'Who runs this server',
    can: 'See addresses while people are connected, count them, and keep networks out; serve you another page than this project’s',
    cannot:
      'Read, hear or see a conversation unnoticed: compare the symbols, and a middleman shows; look up later who met whom, as long as this project’s server runs here: another one could keep a record, and nobody would see',
  },
  stun: {
    who: 'The STUN server, which tells browsers what their public address is',
    can: 'See your network address, and when you search, unless you hide it; infer from that who uses this site',
    cannot: 'See whom you meet, or anything of a call: none of it goes that way',
  },
  relay: {
    who: 'The relay',
    can: 'See the addresses of both, when, and how much',
    cannot: 'See what it is: it passes on what your browsers have sealed',
  },
  ads: {
    who: 'The ad network, once you agreed to see its advertisement',
    can: 'See your network address, what browser you use, and that you visit this site; run its own script in a closed frame, where no browser yet keeps it from using WebRTC to learn more of your addresses; open a page when you click on it',
    cannot:
      'Reach the page around it, a conversation, camera, microphone, screen, position, or anything stored; be there during a search or a call; learn anything before you agree',
  },
  network: {
    who: 'Your network, or a VPN',
    can: 'See that you use this site, and that a call takes place; in a direct call also the stranger’s address, when, and how much',
    cannot: 'Read anything of it',
  },
  disk: {
    who: 'Who takes the server’s disk',
    can: 'Find networks that are kept out now, and try out which were in the last 90 days, if the key was beside them; find what operators did',
    cannot: 'Find any other visitor’s address, a conversation, or who met whom: it was never there',
  },
  anybody: anybody(
    'Learn that you are here: this site tells nobody, and loads nothing from elsewhere',
  ),
  anybodyAds: anybody(
    'Learn that you are here: this site tells nobody, and loads nothing from elsewhere until you agree to an advertisement',
  ),
  anybodyHelped: anybody(
    'Learn that you are here: this site tells nobody but the servers named here, and loads nothing from elsewhere',
  ),
  anybodyHelpedAds: anybody(
    'Learn that you are here: this site tells nobody but the servers named here, and loads nothing from elsewhere until you agree to an advertisement',
  ),
} as const
