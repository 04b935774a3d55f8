/** Every sentence an operator can see or hear, in English. Functions where a figure goes in. */
import type { Problem } from '../../radar/operatorProtocol.ts'
import type { OperatorRole } from '../../radar/protocol.ts'
import type { Failure } from './api.ts'
import { some } from './blockWords.ts'
import { deskWords } from './deskWords.ts'
import type { SignInReason } from './store.ts'

export const words = {
  name: 'Radar',
  product: 'P2P Chat',
  starting: 'Asking the radar…',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied.',
  copyFailed: 'This browser does not copy here. Select the text instead.',
  broken: {
    title: 'Something went wrong on this page',
    text: 'It is a fault of ours. Nothing on the server is affected; a fresh start helps.',
    reload: 'Start again',
  },
  away: { title: 'The radar does not answer' },
  problems: {
    badRequest: 'The radar did not understand that. Reload the page and try again.',
    signedOut: 'You are signed out. Sign in again.',
    notAllowed: 'Your role does not allow that.',
    wrongCredentials: 'Name, password or code is not right. Each code works once.',
    tooFast: 'That was too fast.',
    linkExpired: 'This link has ended or was used already.',
    nameTaken: 'That name is taken. Choose another.',
    nameInvalid:
      'A name has 2 to 32 letters, digits, dots, dashes or underscores and begins with a letter or digit.',
    passwordShort: 'A password has at least 12 characters.',
    passwordLong: 'A password has at most 256 characters.',
    passwordCommon: 'That password is among the first ones that are tried. Choose another.',
    codeWrong: 'The code is not right. Wait for the next one, and check the clock of your phone.',
    notAnAddress: 'That is no IP address and no prefix such as 203.0.113.0/24.',
    addressPrivate: 'That address is private or reserved; no visitor from outside has it.',
    addressOurs: 'That is an address of ours.',
    addressAllowed: 'That address is on the allowlist.',
    prefixTooWide: 'That is too wide: at most a /24 of IPv4 or a /48 of IPv6 can be blocked.',
    endPast: 'The end has to be in the future.',
    endTooFar: 'That is too long: 30 days at most, and 24 hours for a range of addresses.',
    listFull: 'The blocklist is full. Lift something first.',
    notFound: 'It is not there any more.',
    lastAdministrator: 'There has to be one administrator left.',
    unavailable: 'The radar cannot do that now. Try again in a moment.',
    unreachable: 'The radar cannot be reached. Check your connection and try again.',
  } satisfies Record<Problem | 'unreachable', string>,
  waitFor: (seconds: number) => `Try again in ${some(seconds, 'second')}.`,
  signIn: {
    title: 'Sign in',
    reasons: {
      first: '',
      ended: 'You were signed out. Sign in again to go on.',
      idle: 'You were signed out because the page was not in use for 15 minutes.',
      left: 'You are signed out, on every device.',
    } satisfies Record<SignInReason, string>,
    operator: 'Name',
    password: 'Password',
    code: 'Code',
    codeHint: 'The six digits of your authenticator.',
    recoveryHint: 'One of your recovery codes. It works once.',
    useRecovery: 'Use a recovery code instead',
    useCode: 'Use the authenticator instead',
    submit: 'Sign in',
    pending: 'Signing in…',
    help: 'Locked out? An administrator can make you a new link, and so can a shell on the server:',
    command: 'npm run operator -- reset NAME',
  },
  password: { show: 'Show password', hide: 'Hide password' },
  enrol: {
    titles: {
      first: 'The first administrator',
      invitation: 'Welcome to the radar',
      reset: 'A new password and authenticator',
    },
    texts: {
      first: 'This account may do everything, inviting others included.',
      invitation: (role: string) =>
        `You were invited as ${role}. Nobody else will know your password.`,
      reset: (name: string) =>
        `For ${name}. What you choose here replaces your password, authenticator and recovery codes.`,
    },
    left: (time: string) => `This link works for another ${time}.`,
    who: '1. Who you are',
    nameHint: 'Shown to the other operators, and in the history.',
    passwordHint: '12 characters or more. A few unrelated words are best; symbols are not needed.',
    authenticator: '2. Your authenticator',
    scan: 'Scan this with an authenticator app on your phone.',
    qr: 'QR code for an authenticator app; the secret is written below',
    secret: 'Or type this secret',
    copySecret: 'Copy secret',
    confirm: '3. One code, to be sure',
    codeHint: 'The six digits that the app shows now.',
    submit: 'Create account',
    submitReset: 'Save',
    pending: 'Saving…',
    expired: {
      title: 'This link does not work any more',
      text: 'A link holds for 10 minutes and works once. Ask an administrator for a new one, or make one in a shell on the server:',
      commands: ['npm run operator -- invite', 'npm run operator -- reset NAME'],
      signIn: 'Go to sign-in',
    },
  },
  codes: {
    title: 'Eight ways back in',
    text: 'If your phone is gone, one of these takes the place of the six digits. Each works once. They are shown only now.',
    copy: 'Copy',
    download: 'Download',
    file: 'radar-recovery-codes.txt',
    fileText: (codes: readonly string[]) =>
      `Recovery codes for the radar. Each works once.\n\n${codes.join('\n')}\n`,
    kept: 'I have kept them',
  },
  roles: {
    viewer: 'viewer',
    moderator: 'moderator',
    administrator: 'administrator',
  } satisfies Record<OperatorRole, string>,
  roleHelp: {
    viewer: 'Sees everything here but decisions and the team.',
    moderator: 'Also blocks, lifts and decides.',
    administrator: 'Also invites, resets, disables and deletes, and switches the dry run.',
  } satisfies Record<OperatorRole, string>,
  ...deskWords,
}

/** The sentence for a refusal; with how long to wait, where waiting helps. */
export function sentenceOf({ problem, retryAfterMs }: Failure): string {
  const sentence = words.problems[problem]
  return retryAfterMs === 0
    ? sentence
    : `${sentence} ${words.waitFor(Math.ceil(retryAfterMs / 1_000))}`
}
