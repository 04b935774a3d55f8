/** What a page says first on every socket: its version, and whether the visitor has consented (P9). */
import { PROTOCOL_VERSION, TERMS_DATE, type ClientMessage } from '../../signaling/protocol.ts'

export interface Greeting {
  /** The visitor has ticked the box and pressed the button. */
  consent(): void
  /** Greets, on a new socket or to be told anew how many are here. */
  say(): void
  /** Greets again, if the server does not know of the consent yet. */
  sayConsent(): void
}

export function createGreeting(send: (message: ClientMessage) => boolean): Greeting {
  let hasConsent = false
  let isSaid = false

  function say(): void {
    isSaid = hasConsent
    const terms = hasConsent ? TERMS_DATE : ''
    send({ type: 'hello', version: PROTOCOL_VERSION, adult: hasConsent, terms })
  }

  return {
    consent() {
      hasConsent = true
    },
    say,
    sayConsent() {
      if (!isSaid) say()
    },
  }
}
