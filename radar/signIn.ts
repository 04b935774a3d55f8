/**
 * Signing in: name, password, and a code of the authenticator or a recovery code (O1). Whatever is
 * wrong, the work, the words and the shape of the answer are the same.
 */
import { randomBytes } from 'node:crypto'
import type * as z from 'zod/mini'
import type { AuditEntry } from './audit.ts'
import type { credentials } from './operatorProtocol.ts'
import type { Pace } from './pace.ts'
import { TooBusyError, type Passwords } from './passwords.ts'
import { hashOfRecoveryCode } from './recoveryCodes.ts'
import { Refusal, refuseUnless } from './refusal.ts'
import { keyOf, type Credentials, type Roster } from './roster.ts'
import type { Sessions } from './sessions.ts'
import { acceptedStep, newSecret, openSecret, sealSecret } from './totp.ts'

export interface SignInSettings {
  readonly roster: Roster
  readonly sessions: Sessions
  readonly passwords: Passwords
  readonly pace: Pick<Pace, 'signIn'>
  readonly totpKey: Buffer
  readonly note: (who: string, action: AuditEntry['action'], subject: string) => Promise<void>
  readonly now: () => number
}

const BUSY_RETRY_MS = 1_000
const NOBODY = ''
const RECOVERY_CODES = 8

/** Turns a full queue into an answer. */
export async function unlessBusy<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof TooBusyError) throw new Refusal('tooFast', BUSY_RETRY_MS)
    throw error
  }
}

export function createSignIn(settings: SignInSettings) {
  const { roster, sessions, passwords, pace, totpKey, note, now } = settings
  /** Stands in where there is nothing to compare with, so that the work is the same. */
  const nobody: Credentials = {
    password: '',
    secret: sealSecret(totpKey, NOBODY, newSecret()),
    lastStep: 0,
    recovery: Array.from({ length: RECOVERY_CODES }, () => randomBytes(32).toString('base64url')),
  }

  /** What is left of the credentials once the code is spent, or `null` when it is not accepted. */
  function spend(own: Credentials, owner: string, code: string): Credentials | null {
    const typed = code.replace(/\s/g, '')
    if (/^\d{6}$/.test(typed)) {
      const secret = openSecret(totpKey, owner, own.secret)
      const lastStep = secret === null ? null : acceptedStep(secret, typed, own.lastStep, now())
      return lastStep === null ? null : { ...own, lastStep }
    }
    const hashed = hashOfRecoveryCode(typed)
    const recovery = own.recovery.filter((other) => other !== hashed)
    return recovery.length < own.recovery.length ? { ...own, recovery } : null
  }

  /** Checks and spends the code and opens the session in one go: nothing can come between. */
  async function enter(
    key: string,
    code: string,
    hashed: string | null,
    passwordIsRight: boolean,
  ): Promise<{ readonly name: string; readonly session: string } | null> {
    const operator = roster.find(key)
    const own = operator?.credentials ?? null
    const left = spend(own ?? nobody, own === null ? NOBODY : key, code)
    if (operator === null || own === null || left === null || operator.disabled) return null
    // The password was compared before this turn came: a reset may have come between.
    if (!passwordIsRight || own.password !== hashed) return null
    await roster.putAnyway({ ...operator, credentials: left, lastSignInAt: now() })
    return { name: operator.name, session: sessions.open(key) }
  }

  return async (given: z.infer<typeof credentials>, prefix: string): Promise<string> => {
    const key = keyOf(given.name)
    refuseUnless(await pace.signIn.ask(key, prefix))
    const hashed = roster.find(key)?.credentials?.password ?? null
    const isRight = await unlessBusy(passwords.verify(hashed, given.password))
    const entered = await roster.inTurn(() => enter(key, given.code, hashed, isRight))
    if (entered === null) {
      await pace.signIn.failed(key, prefix)
      throw new Refusal('wrongCredentials')
    }
    await pace.signIn.succeeded(key, prefix)
    await note(entered.name, 'signIn', entered.name)
    return entered.session
  }
}
