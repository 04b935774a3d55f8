/** The sentences about a search, a call and its end, in English; loaded with their screens. */
import type { DeviceProblem } from '../../camera.ts'
import type { EndReason, Notice, Way } from '../../session.ts'
import type { ReportResult } from '../../visit.ts'

interface Explanation {
  readonly title: string
  readonly text: string
}

export const words = {
  camera: {
    title: 'May we use your camera and microphone?',
    text: 'Your browser asks you now. Picture and voice go to the stranger only, never to our server.',
    audioOnly: 'Continue with audio only',
    without: 'Continue without camera',
    withoutHint:
      'Without camera and microphone you can still see and hear the stranger, and write.',
    cancel: 'Cancel',
    retry: 'Try again',
    voiceTitle: 'May we use your microphone?',
    voiceText:
      'Your browser asks you now. Your voice goes to the stranger only, never to our server. Your camera stays off.',
    drawn: 'Continue as a drawn shape',
    drawnUnheard: 'Continue as a drawn shape, without microphone',
  },
  deviceProblem: {
    denied: {
      title: 'The camera is blocked',
      text: 'Allow camera and microphone for this page in the browser’s site settings, then try again.',
    },
    inUse: {
      title: 'The camera is busy',
      text: 'Another program or tab is using the camera or microphone. Close it, then try again.',
    },
    notFound: {
      title: 'No camera or microphone found',
      text: 'Plug one in, then try again. Or go on without.',
    },
    insecure: {
      title: 'This page came without encryption',
      text: 'Browsers give the camera to secure pages only. Open this address with https, or go on without.',
    },
    unplugged: {
      title: 'A device was disconnected',
      text: 'Plug the camera or microphone in again, then try again.',
    },
    unknown: {
      title: 'The camera did not start',
      text: 'Try again, or go on without it.',
    },
    microphoneDenied: {
      title: 'The microphone is blocked',
      text: 'To be heard, allow the microphone for this page in the browser’s site settings, then try again.',
    },
    microphoneInUse: {
      title: 'The microphone is busy',
      text: 'To be heard, close the other program or tab that uses the microphone, then try again.',
    },
    microphoneUnknown: {
      title: 'The microphone did not start',
      text: 'To be heard, try again. Or go on without a voice.',
    },
    noMicrophone: {
      title: 'No microphone found',
      text: 'To be heard, plug a microphone in, then try again.',
    },
    noCamera: {
      title: 'No camera found',
      text: 'To be seen, plug a camera in, then try again.',
    },
  } satisfies Record<DeviceProblem, Explanation>,
  relay: {
    away: 'A direct call shows your network address to the stranger. The relay to hide it does not answer now.',
    full: 'A direct call shows your network address to the stranger. The relay to hide it has no room for your network now.',
    hiddenAway: 'The relay that hides your address does not answer now, so nobody could be called.',
    hiddenFull: 'The relay that hides your address has no room for your network now.',
    check: 'Check again',
  },
  search: {
    title: 'Looking for someone…',
    titleInterests: (interests: string) => `Looking for someone who likes ${interests}`,
    connecting: 'Connecting…',
    keepOpen: 'Keep this page open. You can leave at any moment.',
    hint: 'Still looking. It is quiet right now.',
    hintAnyone: 'Still looking. It is quiet right now, so it may be anyone, whatever they like.',
    cancel: 'Cancel',
    atStart: 'You are back at the start.',
  },
  notice: {
    couldNotConnect: 'The two of you could not be connected. Looking for someone else.',
    reconnecting: 'The server cannot be reached. Trying again; your search goes on.',
    updating: 'Server is updating. Back in a moment; your search goes on.',
    crowded: 'It is very busy right now. Trying again.',
    slowed:
      'Many searches come from your network, so this one waits a few seconds while your device does a small piece of work. It slows floods down; it is no test of you.',
    notBack: 'You two did not come back together. Looking for someone else.',
  } satisfies Record<Notice, string>,
  returning: {
    undo: 'Going back…',
    back: 'Going back…',
    code: 'Waiting for the stranger…',
  } satisfies Record<Way, string>,
  call: {
    label: 'Call',
    stranger: 'Stranger',
    you: 'You',
    pairing: 'Someone is here. Connecting…',
    pairingAgain: 'That did not work. Trying once more…',
    connected: 'You are talking with a stranger. Say hi.',
    connectedBy: (common: string) => `You are talking with a stranger. ${common} Say hi.`,
    common: (what: string) => `You both like ${what}.`,
    commonLanguage: (what: string) => `You both speak ${what}.`,
    away: 'Stranger is away…',
    back: 'The stranger is back. You are talking again.',
    recovering: 'The connection broke. Bringing the stranger back…',
    serverLost: 'The server is away. Your call goes on without it.',
    serverUpdating: 'Server is updating. Your call goes on without it.',
    cameraOff: 'The stranger’s camera is off',
    ownCameraOff: 'Your camera is off',
    ownOnly: 'Only you see this.',
    microphoneOff: 'The stranger is muted',
    turnSoundOn: 'Turn sound on',
    moveSelf: 'Move your picture',
    hideSelf: 'Hide your picture',
    showSelf: 'Show your picture',
    armed: 'Press Esc again to leave',
  },
  /** What is read aloud as one, of a title and a text. */
  together: (title: string, text: string) => `${title}. ${text}`,
  ended: {
    skipped: { title: 'The stranger went on', text: 'The stranger chose to meet someone else.' },
    left: { title: 'The stranger left', text: 'The stranger ended the conversation.' },
    lost: {
      title: 'The connection was lost',
      text: 'The stranger could not be reached again. It may be their network, or yours.',
    },
    away: {
      title: 'You were away',
      text: 'This page was out of sight for two minutes, so the conversation ended.',
    },
    strangerAway: {
      title: 'The stranger did not come back',
      text: 'The stranger’s page was out of sight for two minutes, so the conversation ended.',
    },
    stopped: { title: 'You left', text: 'The conversation is gone from both of your browsers.' },
    reported: {
      title: 'You ended the call',
      text: 'You reported the stranger.',
    },
    tampered: {
      title: 'The introduction was altered',
      text: 'Something between you changed what your browsers said to each other, so we did not connect you.',
    },
    tooManySearches: {
      title: 'A little slower, please',
      text: 'There were many searches from your network. Please wait a moment.',
    },
    blocked: {
      title: 'Your network is blocked for now',
      text: 'It may be something another person on your network did.',
    },
    outdated: { title: 'This page is out of date', text: 'Reload it to get the new version.' },
    differed: {
      title: 'Somebody stands between you',
      text: 'You two saw different symbols, so what you say here can be read on the way. Leave this site, and tell others: whoever runs it is named under Privacy.',
    },
    noRelay: {
      title: 'The relay does not answer',
      text: 'Only through it your address stays hidden, so the call stopped here. Nothing went to the stranger directly.',
    },
    relayFull: {
      title: 'The relay is full',
      text: 'It has no more room for your network right now, and only through it your address stays hidden. Try again in a few minutes.',
    },
    apart: {
      title: 'You two could not be connected',
      text: 'Your browsers found no way to each other. Your three words are still good: choose them again on the start screen.',
    },
    codeOver: {
      title: 'Your three words have ended',
      text: 'Fifteen minutes are over, and the stranger did not come.',
    },
    unsupported: {
      title: 'Calls do not work here',
      text: 'This browser has no private calls. Try another browser.',
    },
  } satisfies Record<EndReason, Explanation>,
  reportResult: {
    sending: 'Sending your report…',
    accepted:
      'Thank you. Your report was counted: you two will not meet again while you both stay here.',
    lapsed:
      'Too late: the server no longer remembers this stranger, so the report was not counted.',
    tooMany: 'Your network has sent many reports in the last hour, so this one was not counted.',
  } satisfies Record<ReportResult, string>,
} as const
