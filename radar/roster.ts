/** The operators on disk: one row each, changed one after the other, stored before it is said. */
import * as z from 'zod'
import { OPERATOR_NAME } from './operatorProtocol.ts'
import { OPERATOR_ROLES } from './protocol.ts'

/** A sealed file of one value: `durableFile.ts`, or a test's memory. */
export interface Store<T> {
  /** `damaged`: what was read is the last good copy, or nothing. */
  readonly read: () => { readonly value: T | null; readonly damaged: boolean }
  readonly write: (value: T) => Promise<void>
}

const credentials = z.strictObject({
  /** An Argon2id hash. */
  password: z.string().startsWith('$argon2id$'),
  /** The authenticator's secret, sealed under a key that is not in this file (O2). */
  secret: z.string(),
  /** The time step of the last code accepted, so that none is accepted twice. */
  lastStep: z.int(),
  /** SHA-256 of the recovery codes that are left; 80 random bits need no slower hash. */
  recovery: z.array(z.string()),
})
const operator = z.strictObject({
  name: z.string().regex(OPERATOR_NAME),
  role: z.enum(OPERATOR_ROLES),
  disabled: z.boolean(),
  /** `null` after a reset, until its link has been used. */
  credentials: z.nullable(credentials),
  lastSignInAt: z.nullable(z.int()),
})
const file = z.array(operator)

export type Credentials = Readonly<z.infer<typeof credentials>>
export type Operator = Readonly<z.infer<typeof operator>>

/** Reads the content of the file; `null` for anything that was not written by `createRoster`. */
export function parseRoster(value: unknown): Operator[] | null {
  const result = file.safeParse(value)
  return result.success ? result.data : null
}

/** What a name is compared by: `Ann` and `ann` are one operator. */
export const keyOf = (name: string): string => name.toLowerCase()

/** The operators cannot be read: starting with none would hand the dashboard to whoever is first. */
export class DamagedRosterError extends Error {}

export interface Roster {
  /** Whether the last good copy was read instead of the file. */
  readonly isDamaged: boolean
  readonly find: (name: string) => Operator | null
  readonly all: () => readonly Operator[]
  /** Lets changes that depend on what is there happen one after the other. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  /** Stores a row. When that fails, the row in memory is the old one again. */
  readonly put: (row: Operator) => Promise<void>
  /** Stores a row that counts even if the disk fails: a code is spent, an operator disabled. */
  readonly putAnyway: (row: Operator) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

/** @throws DamagedRosterError when there is a file, and neither it nor its copy can be read */
export function createRoster(store: Store<readonly Operator[]>): Roster {
  const { value, damaged } = store.read()
  if (value === null && damaged)
    throw new DamagedRosterError(
      "The operators' file cannot be read: restore it with its secret, or remove it to start anew.",
    )
  const rows = new Map((value ?? []).map((row) => [keyOf(row.name), row]))
  let last: Promise<unknown> = Promise.resolve()

  const save = () => store.write([...rows.values()])

  function restore(key: string, before: Operator | undefined): void {
    if (before === undefined) rows.delete(key)
    else rows.set(key, before)
  }

  return {
    isDamaged: damaged,
    find: (name) => rows.get(keyOf(name)) ?? null,
    all: () => [...rows.values()],
    inTurn(work) {
      const mine = last.then(work)
      last = mine.catch(() => undefined)
      return mine
    },
    async put(row) {
      const key = keyOf(row.name)
      const before = rows.get(key)
      rows.set(key, row)
      try {
        await save()
      } catch (error) {
        restore(key, before)
        throw error
      }
    },
    async putAnyway(row) {
      rows.set(keyOf(row.name), row)
      await save()
    },
    async remove(name) {
      rows.delete(keyOf(name))
      await save()
    },
  }
}
