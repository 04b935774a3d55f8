/** The sentences of voice notes, which are loaded with the call. */
import type { Decline, Withdrawal } from '../../transferProtocol.ts'
import type { VoiceProblem } from '../../voiceRecorder.ts'

type Ending = Decline | Withdrawal

export const voiceWords = {
  voice: {
    record: 'Voice note',
    recordHint: 'Hold to record, or tap to begin and tap again to stop.',
    asking: 'Your browser asks for the microphone.',
    recording: (seconds: string) => `Recording. A voice note has ${seconds} seconds at most.`,
    finish: 'Finish note',
    discard: 'Discard note',
    cancel: 'Cancel',
    send: 'Send',
    loudness: 'Loudness',
    noSound: 'No sound yet',
    left: (time: string) => `${time} left`,
    timed: (what: string, time: string) => `${what}, ${time}`,
    ready: 'Listen, then send it or not.',
    tooMany: 'Too many things are on their way. Send it in a moment.',
    noMicrophone: (why: string) => `No microphone to record with. ${why}`,
    problems: {
      strangerPlaysNone: 'The stranger’s browser plays no voice note that yours can record.',
      tooEarly: 'The microphone was not on yet, so nothing was recorded. Try again.',
      tooShort: 'That was very short. Hold the button while you speak, or tap it to begin.',
      tooLarge: 'This voice note is too large to send. Try a shorter one.',
      failed: 'Your browser could not record that. Try again.',
    } satisfies Record<Exclude<VoiceProblem['kind'], 'device'>, string>,
    mine: 'Your voice note',
    theirs: 'Voice note from stranger',
    play: 'Play',
    pause: 'Pause',
    position: 'Position',
    speed: (times: string) => `Speed ${times}`,
    times: (figure: string) => `${figure}×`,
    sending: 'Sending…',
    waiting: 'Waits for the connection…',
    delivered: 'Delivered',
    arriving: 'Arriving…',
    broken: 'This voice note cannot be played.',
    dropped: 'No longer kept: others came after it.',
    /** What one has sent oneself. */
    endsMine: {
      declined: 'The stranger did not take it.',
      cancelled: 'Not delivered.',
      tooMany: 'Not delivered: too many things were on their way.',
      tooLarge: 'Too large for the stranger’s browser.',
      damaged: 'The stranger’s browser could not use it.',
      broken: 'Not delivered: it broke on the way.',
      noRoom: 'The stranger’s device has no room for it.',
      unreadable: 'Not delivered: it could not be read.',
    } satisfies Record<Ending, string>,
    /** What came from the stranger, or did not. */
    endsTheirs: {
      declined: 'It was not taken.',
      cancelled: 'Cancelled. It is not kept.',
      tooMany: 'It did not come: too many things were on their way.',
      tooLarge: 'Too large for this browser.',
      damaged: 'It came damaged, so it is not kept.',
      broken: 'It broke on the way.',
      noRoom: 'This device has no room for it.',
      unreadable: 'The stranger’s browser could not read it.',
    } satisfies Record<Ending, string>,
  },
} as const
