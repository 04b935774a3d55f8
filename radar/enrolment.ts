/** How an operator comes, or comes back: a link, then a name, a password and an authenticator (O3). */
import type * as z from 'zod/mini'
import type { AuditEntry } from './audit.ts'
import type { Link, Links } from './links.ts'
import { OPERATOR_NAME, type enrolled, type enrolmentAnswer } from './operatorProtocol.ts'
import { passwordProblem, type Passwords } from './passwords.ts'
import { ROLES } from './protocol.ts'
import { hashOfRecoveryCode, newRecoveryCodes } from './recoveryCodes.ts'
import { Refusal } from './refusal.ts'
import { keyOf, type Roster } from './roster.ts'
import type { Sessions } from './sessions.ts'
import { unlessBusy } from './signIn.ts'
import { acceptedStep, sealSecret, secretUri } from './totp.ts'

type Enrolled = z.infer<typeof enrolled>

export interface EnrolmentSettings {
  readonly roster: Roster
  readonly sessions: Sessions
  readonly links: Links
  readonly passwords: Passwords
  readonly totpKey: Buffer
  readonly note: (who: string, action: AuditEntry['action'], subject: string) => Promise<void>
  readonly now: () => number
}

export interface Enrolment {
  /** What a link is for, with the authenticator's secret: the same one whenever it is asked for. */
  readonly enrolment: (token: string) => z.infer<typeof enrolmentAnswer>
  /** Uses the link up. The recovery codes are never to be seen again. */
  readonly enrol: (
    given: Enrolled,
  ) => Promise<{ readonly session: string; readonly recoveryCodes: string[] }>
}

export function createEnrolment(settings: EnrolmentSettings): Enrolment {
  const { roster, sessions, links, passwords, totpKey, note, now } = settings

  /** What was true when the link was made may have changed since. */
  function isVoid(link: Link): boolean {
    if (link.kind === 'first') return roster.all().length > 0
    if (link.name === null) return false
    return roster.find(link.name)?.disabled !== false
  }

  function refuseName(link: Link, name: string): void {
    if (!OPERATOR_NAME.test(name)) throw new Refusal('nameInvalid')
    if (link.name !== null) {
      if (keyOf(name) !== keyOf(link.name)) throw new Refusal('nameInvalid')
      return
    }
    // A machine's name would be its client id on the broker.
    const isReserved = (ROLES as readonly string[]).includes(keyOf(name))
    if (isReserved || roster.find(name) !== null) throw new Refusal('nameTaken')
  }

  async function use(link: Link, given: Enrolled) {
    refuseName(link, given.name)
    const problem = passwordProblem(given.password, given.name)
    if (problem !== null) throw new Refusal(problem)
    const lastStep = acceptedStep(link.secret, given.code, 0, now())
    if (lastStep === null) throw new Refusal('codeWrong')
    const password = await unlessBusy(passwords.hash(given.password))
    const recoveryCodes = newRecoveryCodes()
    const name = link.name ?? given.name
    const key = keyOf(name)
    return roster.inTurn(async () => {
      if (isVoid(link) || !links.isGood(given.token)) throw new Refusal('linkExpired')
      refuseName(link, given.name)
      await roster.put({
        name,
        role: link.role,
        disabled: false,
        credentials: {
          password,
          secret: sealSecret(totpKey, key, link.secret),
          lastStep,
          recovery: recoveryCodes.map(hashOfRecoveryCode),
        },
        lastSignInAt: now(),
      })
      links.remove(given.token)
      sessions.endAll(key)
      const session = sessions.open(key)
      await note(name, 'enrol', name)
      return { session, recoveryCodes }
    })
  }

  return {
    enrolment(token) {
      const link = links.find(token, now())
      if (link === null || isVoid(link)) throw new Refusal('linkExpired')
      const { kind, role, name, secret, until } = link
      return { kind, role, name, uri: secretUri(secret, name ?? role), secret, until }
    },
    async enrol(given) {
      // Reserved first: while one request computes the hash, no other can use the link.
      const link = links.take(given.token, now())
      if (link === null) throw new Refusal('linkExpired')
      try {
        if (isVoid(link)) throw new Refusal('linkExpired')
        return await use(link, given)
      } finally {
        links.release(given.token)
      }
    },
  }
}
