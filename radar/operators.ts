/**
 * The operators: how they come (O3), sign in (O1), act and go (O4). Everything that changes who may
 * do what ends the sessions it concerns, and with them the connections to the broker.
 */
import type { Actions } from './actions.ts'
import type { Audit, AuditEntry } from './audit.ts'
import { createEnrolment, type Enrolment } from './enrolment.ts'
import { createLinks, type Issued } from './links.ts'
import type { credentials, Me, team } from './operatorProtocol.ts'
import type { Pace } from './pace.ts'
import type { Passwords } from './passwords.ts'
import type { OperatorRole } from './protocol.ts'
import { Refusal } from './refusal.ts'
import { createRoster, keyOf, type Operator, type Roster, type Store } from './roster.ts'
import { createSessions, type Ticket } from './sessions.ts'
import { createSignIn } from './signIn.ts'
import type * as z from 'zod/mini'

export interface OperatorsSettings {
  readonly store: Store<readonly Operator[]>
  /** 32 bytes that seal the authenticators' secrets. */
  readonly totpKey: Buffer
  readonly audit: Audit
  readonly passwords: Passwords
  readonly pace: Pick<Pace, 'signIn'>
  readonly cut: Actions['cut']
  readonly teamChanged: Actions['teamChanged']
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Who a session belongs to, as of now. */
export interface Present extends Me {
  readonly key: string
}

/** In the audit trail, for what is done on the machine itself. No operator can be called so. */
export const SHELL = '(shell)'
const SWEEP_MS = 1_000

/** Whatever is refused is thrown as a `Refusal`. `who` is the acting operator's name, or `SHELL`. */
export interface Operators extends Enrolment {
  /** A link for the first administrator; it voids the last one. `null` once there is an operator. */
  readonly firstLink: () => Issued | null
  /**
   * @param prefix the client's network prefix, for the pace only
   * @returns the token of the new session
   */
  readonly signIn: (given: z.infer<typeof credentials>, prefix: string) => Promise<string>
  /** Whose session it is, renewed by this; `null` when it has ended or the operator is disabled. */
  readonly present: (token: string) => Present | null
  /** Ends all sessions of this operator, everywhere. */
  readonly signOut: (key: string) => void
  readonly ticket: (token: string) => Ticket | null
  /** The role of whoever connects to the broker; `null` refuses the connection. */
  readonly redeemTicket: (
    username: string,
    password: string,
    clientId: string,
  ) => { readonly role: OperatorRole } | null
  readonly team: () => z.infer<typeof team>
  readonly invite: (who: string, role: OperatorRole) => Promise<Issued>
  readonly disable: (who: string, name: string) => Promise<void>
  readonly enable: (who: string, name: string) => Promise<void>
  /** Voids password, authenticator and recovery codes at once; the link sets new ones. */
  readonly reset: (who: string, name: string) => Promise<Issued>
  readonly remove: (who: string, name: string) => Promise<void>
  /** Whether the last good copy of the file was read: what changed last may be missing. */
  readonly isDamaged: boolean
  readonly close: () => void
}

const isUsableAdministrator = ({ role, disabled, credentials: own }: Operator): boolean =>
  role === 'administrator' && !disabled && own !== null

/** Without an administrator nobody could invite, enable or reset any more. */
function refuseIfLast(roster: Roster, operator: Operator): void {
  if (operator.role !== 'administrator' || operator.disabled) return
  const others = roster.all().filter((row) => row !== operator && isUsableAdministrator(row))
  if (others.length === 0) throw new Refusal('lastAdministrator')
}

function existing(roster: Roster, name: string): Operator {
  const operator = roster.find(name)
  if (operator === null) throw new Refusal('notFound')
  return operator
}

/** @throws DamagedRosterError when the operators' file cannot be read */
export function createOperators(settings: OperatorsSettings): Operators {
  const { audit, now, teamChanged } = settings
  const roster = createRoster(settings.store)
  const sessions = createSessions(settings.cut, now)
  const links = createLinks()
  const sweeping = setInterval(() => {
    if (sessions.sweep() > 0) teamChanged()
  }, SWEEP_MS)
  sweeping.unref()

  function note(who: string, action: AuditEntry['action'], subject: string): Promise<void> {
    teamChanged()
    return audit.record({ who, action, subject, reason: null, until: null })
  }

  function endAll(key: string): void {
    sessions.endAll(key)
    links.void(key)
  }

  function present(token: string): Present | null {
    const key = sessions.use(token)
    const operator = key === null ? null : roster.find(key)
    if (key === null || operator === null || operator.disabled || operator.credentials === null)
      return null
    const { name, role } = operator
    return { key, name, role, recoveryCodesLeft: operator.credentials.recovery.length }
  }

  return {
    ...createEnrolment({ ...settings, roster, sessions, links, note }),
    firstLink: () =>
      roster.all().length > 0 ? null : links.issue('first', 'administrator', null, null, now()),
    signIn: createSignIn({ ...settings, roster, sessions, note }),
    present,
    signOut(key) {
      sessions.endAll(key)
      teamChanged()
    },
    ticket: (token) => (present(token) === null ? null : sessions.ticket(token)),
    redeemTicket(username, password, clientId) {
      const key = sessions.redeem(username, password, clientId)
      const operator = key === null ? null : roster.find(key)
      return operator === null || operator.disabled ? null : { role: operator.role }
    },
    team: () =>
      roster.all().map((row) => ({
        name: row.name,
        role: row.role,
        disabled: row.disabled,
        lastSignInAt: row.lastSignInAt,
        recoveryCodesLeft: row.credentials?.recovery.length ?? 0,
        sessions: sessions.count(keyOf(row.name)),
      })),
    async invite(who, role) {
      const link = links.issue('invitation', role, null, keyOf(who), now())
      await note(who, 'invite', role)
      return link
    },
    disable: (who, name) =>
      roster.inTurn(async () => {
        const operator = existing(roster, name)
        refuseIfLast(roster, operator)
        endAll(keyOf(name))
        await roster.putAnyway({ ...operator, disabled: true })
        await note(who, 'disable', operator.name)
      }),
    enable: (who, name) =>
      roster.inTurn(async () => {
        const operator = existing(roster, name)
        await roster.put({ ...operator, disabled: false })
        await note(who, 'enable', operator.name)
      }),
    reset: (who, name) =>
      roster.inTurn(async () => {
        const operator = existing(roster, name)
        endAll(keyOf(name))
        await roster.putAnyway({ ...operator, credentials: null })
        await note(who, 'reset', operator.name)
        return links.issue('reset', operator.role, operator.name, keyOf(who), now())
      }),
    remove: (who, name) =>
      roster.inTurn(async () => {
        const operator = existing(roster, name)
        refuseIfLast(roster, operator)
        endAll(keyOf(name))
        await roster.remove(name)
        await note(who, 'delete', operator.name)
      }),
    isDamaged: roster.isDamaged,
    close: () => clearInterval(sweeping),
  }
}
