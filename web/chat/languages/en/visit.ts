/** The sentences of a visit, which are loaded with its screens. */
import type { BlockCause, ReportReason } from '../../../../signaling/protocol.ts'
import type { AppealState, Exposure } from '../../visit.ts'

import type { Forms } from '../../../../signaling/languages/plurals.ts'

export const visitWords = {
  toolbar: {
    label: 'Call controls',
    mute: 'Mute',
    unmute: 'Unmute',
    cameraOff: 'Camera off',
    cameraOn: 'Camera on',
    camera: 'Camera',
    next: 'Next',
    stop: 'Stop',
    report: 'Report',
    help: 'Keyboard shortcuts',
  },
  late: 'That did not load. Try again in a moment, or reload the page.',
  known: {
    title: 'What the server knows about you now',
    asking: 'Asking…',
    away: 'The server cannot be reached, so it knows nothing about you now. Close this and ask again later.',
    network: 'Your network address',
    consent: (age: string) => `You said that you are ${age} and accept the terms`,
    camera: 'Your last search promised a picture',
    steady: 'You have talked with someone for a while',
    yes: 'Yes',
    no: 'No',
    rest: 'That is not all: “What the server can see” lists what it holds about you, and for how long. Most of it is gone when you close the page.',
    close: 'Close',
  },
  verify: {
    badge: {
      checking: 'Not checked yet',
      ready: 'Not checked: compare symbols',
      /** The same on a phone: the beginning of the sentence. */
      readyShort: 'Not checked: compare',
      same: 'We compared: same',
      failed: 'Not verified',
    },
    title: 'Do you both see these?',
    text: 'Read them aloud, or show them. If the stranger sees the same four, nobody reads or changes what passes between your two browsers, not even this server.',
    /** The same in a text chat, where neither can be heard or seen. */
    written:
      'Typing them here proves nothing: whoever stands between could change that, too. Compare them where you hear or see each other; if both see the same four, nobody reads or changes what passes between your two browsers, not even this server.',
    same: 'We compared: same',
    different: 'They differ: leave',
    limit:
      'It says nothing about who the stranger is. And whoever serves this page could serve another one.',
    later: 'Later',
  },
  exposure: {
    direct: 'Direct: the stranger can see your address',
    relayed: 'Relayed, but the stranger was told your address',
    hidden: 'Relayed: hidden',
  } satisfies Record<Exposure, string>,
  chat: {
    label: 'Chat',
    empty: 'Nothing here is kept. It is gone when one of you leaves.',
    message: 'Message',
    placeholder: 'Message',
    send: 'Send',
    typing: (who: string) => `${who} is typing…`,
    newer: 'New message',
    sending: 'Sending…',
    delivered: 'Delivered',
    full: 'Your last lines have not arrived yet. The next one can be sent once they have.',
    left: (figure: string): Forms => ({
      one: `${figure} character left`,
      other: `${figure} characters left`,
    }),
    tooLong: (figure: string): Forms => ({
      one: `${figure} character too long`,
      other: `${figure} characters too long`,
    }),
  },
  end: {
    find: 'Find someone',
    byKey: 'Press Esc to find someone.',
    change: 'Change what you look for',
    reload: 'Reload',
    reportLast: 'Report the last stranger',
    until: (time: string) => `You can search again at ${time}.`,
  },
  /** In the place of `unsupported`, where another address would do. */
  insecure: {
    title: 'This page came without encryption',
    text: 'Browsers make private calls from secure pages only. Open this address with https.',
    open: 'Open with https',
  },
  blocked: {
    causes: {
      network: 'The server received far more from your network than people send.',
      reports: 'Several people on the other side reported someone from your network.',
      operator: 'A person who runs this server decided so.',
    } satisfies Record<BlockCause, string>,
    until: (time: string) => `It ends by itself: ${time}.`,
    code: (code: string) => `Code of this block: ${code}`,
    appeal: 'Ask for a second look',
    appeals: {
      none: 'If you think it is a mistake, ask: a person sees the code, and nothing else about you.',
      sending: 'Asking…',
      sent: 'Asked. A person will look at it; try again later.',
      lapsed: 'This block has already ended. Try again.',
      tooMany: 'Your network has asked several times. A person will look at it; try again later.',
      failed: 'That did not reach the server. Try again in a minute.',
    } satisfies Record<AppealState, string>,
    again: 'Try again',
  },
  report: {
    title: 'Report this stranger',
    titleLast: 'Report the last stranger',
    text: 'Choosing a reason ends the call at once. The server counts it against that stranger’s network for half an hour; it gets no picture, no text and no name. You will not meet again while you both stay.',
    textLast:
      'The server counts it against that stranger’s network for half an hour; it gets no picture, no text and no name. You will not meet again while you both stay.',
    reasons: {
      minor: (age: string) => `Looks under ${age}`,
      sexual: 'Nudity or sexual',
      harassment: 'Harassment or hate',
      spam: 'Spam or scam',
      other: 'Something else',
    } satisfies Record<ReportReason, string | ((age: string) => string)>,
    ofLast: (said: string) => `About the last stranger: ${said}`,
    legend: 'What happened?',
    cancel: 'Back',
  },
  help: {
    title: 'Keyboard shortcuts',
    note: 'Letters do nothing while you write. Settings can switch them off.',
    inCall: 'They work once you have met someone. Esc ends a search at once.',
    close: 'Close',
    rows: {
      mute: 'Mute or unmute',
      camera: 'Camera off or on',
      blur: 'Blur again, or stay blurred',
      next: 'Next stranger',
      stop: 'Leave (press twice), then find someone (once more)',
      report: 'Report',
      message: 'Write a message',
      help: 'This list',
      undo: 'Go back to the last stranger, for three seconds',
    },
  },
} as const
