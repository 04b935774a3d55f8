/** Runs the check of P11 over one connection, and sees that a rebuilt one has the same stranger. */
import type { Role } from '../../signaling/protocol.ts'
import type { Peer } from './peer.ts'
import { toBase64Url } from './sealed.ts'
import { createVerification, parseVerifyMessage, type Verdict } from './verify.ts'

/** Three messages take a few round trips; what takes longer is somebody thinking about it. */
const DEADLINE_MS = 10_000
/** What one side says at most; whatever else comes is not even read, however fast it comes. */
const MESSAGES_MAX = 2
const PREFIX = '{"type":"verify"'

export interface CheckOptions {
  readonly role: Role
  /** The public sealing keys, the offerer's first. */
  readonly keys: readonly [string, string]
  readonly peer: Pick<Peer, 'certificates' | 'send'>
  /** Whether an earlier connection of this call has brought symbols. */
  readonly known: boolean
  /** The stranger's certificate in earlier connections; `null` in the first. */
  readonly expected: string | null
}

export interface CheckHandlers {
  /** @param certificate the stranger's; `null` where the browser does not tell */
  onVerdict(verdict: Verdict, certificate: string | null): void
  /** The stranger has another certificate than before. */
  onStranger(): void
}

export interface IdentityCheck {
  /** Takes a message if it belongs to the check, and says whether it did. */
  take(text: string): boolean
  close(): void
}

export const isOfCheck = (text: string): boolean => text.startsWith(PREFIX)

/** Begins as soon as the connection is open. */
export function startCheck(options: CheckOptions, handlers: CheckHandlers): IdentityCheck {
  const { role, keys, peer, known, expected } = options
  let isClosed = false
  let heard = 0
  const reading = peer.certificates().catch(() => null)
  const running = reading.then((certificates) => {
    if (isClosed) return null
    if (certificates === null) {
      handlers.onVerdict({ type: 'failed' }, null)
      return null
    }
    const { own, remote } = certificates
    const certificate = toBase64Url(remote)
    if (expected !== null && certificate !== expected) {
      handlers.onStranger()
      return null
    }
    return createVerification(
      role,
      { certificates: role === 'offer' ? [own, remote] : [remote, own], keys },
      known,
      (message) => peer.send(JSON.stringify(message)),
      (verdict) => {
        clearTimeout(timer)
        if (!isClosed) handlers.onVerdict(verdict, certificate)
      },
    )
  })
  const timer = setTimeout(() => void running.then((run) => run?.expire()), DEADLINE_MS)
  // Messages are taken one after the other: what each means depends on the one before.
  let queue: Promise<void> = running.then((run) => run?.begin())

  return {
    take(text) {
      if (!isOfCheck(text)) return false
      heard += 1
      if (heard > MESSAGES_MAX) return true
      const message = parseVerifyMessage(text)
      queue = queue
        .then(async () => {
          const run = await running
          if (message === null) run?.expire()
          else await run?.take(message)
        })
        .catch(() => undefined)
      return true
    },
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
