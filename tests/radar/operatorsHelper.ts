/** Operators without a disk, a broker or a slow hash, on a clock that stands still. */
import { TOTP, Secret } from 'otpauth'
import { createAudit, type Audit, type AuditEntry } from '../../radar/audit.ts'
import { createOperators, type Operators, SHELL } from '../../radar/operators.ts'
import type { Pace } from '../../radar/pace.ts'
import type { Passwords } from '../../radar/passwords.ts'
import type { OperatorRole } from '../../radar/protocol.ts'
import type { Operator, Store } from '../../radar/roster.ts'

export const START = 1_800_000_000_000
export const PASSWORD = 'purple lamp eats tuesday gravel'
export const totpKey = Buffer.alloc(32, 1)
export const auditKey = Buffer.alloc(32, 2)
export const PREFIX = '203.0.113.7'

export interface MemoryStore<T> extends Store<T> {
  /** What is "on disk". */
  text: string | null
  fails: boolean
}

export function memoryStore<T>(): MemoryStore<T> {
  const store: MemoryStore<T> = {
    text: null,
    fails: false,
    read: () => ({
      value: store.text === null ? null : (JSON.parse(store.text) as T),
      damaged: false,
    }),
    write: (value) => {
      if (store.fails) return Promise.reject(new Error('disk full'))
      store.text = JSON.stringify(value)
      return Promise.resolve()
    },
  }
  return store
}

/** Looks like Argon2id, costs nothing, and counts its calls. */
export function cheapPasswords(): Passwords & { readonly calls: string[] } {
  const calls: string[] = []
  return {
    calls,
    hash: (password) => {
      calls.push('hash')
      return Promise.resolve(`$argon2id$${password}`)
    },
    verify: (hashed, password) => {
      calls.push('verify')
      return Promise.resolve(hashed === `$argon2id$${password}`)
    },
  }
}

/** A pace that never says no. */
export const noPace: Pick<Pace, 'signIn'> = {
  signIn: {
    ask: () => Promise.resolve({ allowed: true }),
    failed: () => Promise.resolve(),
    succeeded: () => Promise.resolve(),
  },
}

export interface Team {
  readonly operators: Operators
  readonly audit: Audit
  readonly passwords: ReturnType<typeof cheapPasswords>
  readonly store: MemoryStore<readonly Operator[]>
  readonly auditStore: MemoryStore<readonly AuditEntry[]>
  readonly clock: { now: number }
  readonly cuts: [string, string | null][]
  /** The authenticators' secrets, by name. */
  readonly secrets: Map<string, string>
  readonly changes: { count: number }
  /** The next code that this operator's authenticator shows: half a minute later each time. */
  code(name: string): string
  /** Brings somebody in by link and returns the session and the recovery codes. */
  join(token: string, name: string): Promise<{ session: string; recoveryCodes: string[] }>
  add(name: string, role: OperatorRole): Promise<{ session: string; recoveryCodes: string[] }>
  signIn(name: string, password?: string, code?: string): Promise<string>
  restart(): Team
}

export function codeAt(secret: string, now: number): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: now })
}

export interface TeamParts {
  readonly store?: MemoryStore<readonly Operator[]>
  readonly auditStore?: MemoryStore<readonly AuditEntry[]>
  readonly clock?: { now: number }
  readonly secrets?: Map<string, string>
  readonly pace?: Pick<Pace, 'signIn'>
  readonly passwords?: Passwords
}

const opened: Operators[] = []
/** For afterEach: ends the timers. */
export function closeTeams(): void {
  for (const operators of opened.splice(0)) operators.close()
}

export function createTeam(parts: TeamParts = {}): Team {
  const {
    store = memoryStore<readonly Operator[]>(),
    auditStore = memoryStore<readonly AuditEntry[]>(),
    clock = { now: START },
    secrets = new Map<string, string>(),
    pace = noPace,
  } = parts
  const now = () => clock.now
  const passwords = cheapPasswords()
  const audit = createAudit(auditStore, auditKey, now)
  const cuts: [string, string | null][] = []
  const changes = { count: 0 }
  const operators = createOperators({
    store,
    totpKey,
    audit,
    passwords: parts.passwords ?? passwords,
    pace,
    cut: (username, clientId) => cuts.push([username, clientId]),
    teamChanged: () => {
      changes.count += 1
    },
    now,
  })
  opened.push(operators)

  const team: Team = {
    operators,
    audit,
    passwords,
    store,
    auditStore,
    clock,
    cuts,
    secrets,
    changes,
    code(name) {
      clock.now += 30_000
      return codeAt(secrets.get(name) ?? '', clock.now)
    },
    async join(token, name) {
      const { secret } = operators.enrolment(token)
      secrets.set(name, secret)
      return operators.enrol({ token, name, password: PASSWORD, code: team.code(name) })
    },
    async add(name, role) {
      const first = operators.firstLink()
      if (first !== null && role !== 'administrator') throw new Error('The first is administrator.')
      const token = first?.token ?? (await operators.invite(SHELL, role)).token
      return team.join(token, name)
    },
    signIn: (name, password = PASSWORD, code = team.code(name)) =>
      operators.signIn({ name, password, code }, PREFIX),
    restart: () => createTeam({ store, auditStore, clock, secrets, pace }),
  }
  return team
}
