/** Every sentence of the start screen, in English; functions where a name or a figure goes in. */
import type { Forms } from '../../../../signaling/languages/plurals.ts'

export const startWords = {
  name: 'P2P Chat',
  promise: 'Talk with a stranger. Directly. Nothing is kept.',
  start: {
    mode: 'How to meet',
    video: 'Video',
    text: 'Text only',
    interests: 'Interests',
    optional: 'optional',
    interestsHint: 'Enter or a comma adds one. Ten at most.',
    addInterest: 'Add an interest',
    interestsFull: 'That is ten. Remove one to add another.',
    interestTooLong: (most: string) => `An interest has ${most} characters at most.`,
    remove: (what: string) => `Remove ${what}`,
    languages: 'Languages',
    addLanguage: 'Add…',
    nickname: 'Nickname',
    nicknameHint: 'Goes to the stranger only.',
    adultBefore: (age: string) => `I am ${age} or older and accept the `,
    terms: 'terms',
    adultAfter: '.',
    adultNeeded: (age: string) =>
      `Please confirm that you are ${age} or older and accept the terms.`,
    find: 'Find someone',
    blur: 'Start blurred',
    blurHint: 'Neither of you is seen clearly until you both press Reveal.',
    hide: 'Hide my address',
    address: 'A direct call shows your network address to the stranger.',
    hidden: 'Calls go through this site’s relay, so no stranger sees your network address.',
    alwaysHidden: 'On this site every call goes through its relay: no stranger sees your address.',
    noRelay:
      'A direct call shows your network address to the stranger. This site has no relay to hide it.',
    neverHidden:
      'A direct call shows your network address to the stranger. This site does not hide addresses.',
    calm: 'Calm',
    calmHint: 'Ten seconds at least with each stranger, and other calm people first.',
    devices: 'Camera and sound',
    askView: 'Show what the server knows about me now',
    keep: 'Keep this page on this device',
    online: (figure: string): Forms => ({
      one: `${figure} person here`,
      other: `${figure} people here`,
    }),
    offline: 'Not connected to the server. Trying again by itself.',
    updating: 'Server is updating. Back in a moment.',
  },
  footer: {
    label: 'About',
    language: 'Language of this page',
    serverView: 'What the server can see',
    privacy: 'Privacy',
    terms: 'Terms',
    version: (version: string) => `v${version}`,
  },
  broken: {
    title: 'Something went wrong on this page',
    text: 'A part of it could not be loaded or shown. Reload it to go on; nothing was sent anywhere.',
    reload: 'Reload',
  },
} as const
