/** Settings of a process: one row each, read from the environment that its main.ts hands over. */
import { readFileSync } from 'node:fs'
import * as z from 'zod'

/** Default (as text, like the environment), check, and one line of help: also the README's table. */
export interface Setting {
  readonly initial: string
  readonly check: z.ZodType<unknown, string>
  readonly help: string
}
type Table = Readonly<Record<string, Setting>>
export type Values<T extends Table> = { readonly [K in keyof T]: z.output<T[K]['check']> }
export type Environment = Readonly<Record<string, string | undefined>>

/** All that is wrong with the settings, a sentence each. */
export class ConfigError extends Error {}

/** Digits and nothing else: `Number` would take an empty text for 0. */
export const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine(
      (value) => value >= least && value <= most,
      `must be a whole number from ${least} to ${most}`,
    )
export const port = integer(0, 65_535)
/** Texts with commas between them. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)
/**
 * Addresses and prefixes.
 *
 * @param parse returns `null` for what it does not take
 * @param examples named in the complaint
 */
export const prefixList = <P>(parse: (text: string) => P | null, examples: string) =>
  list.transform((texts, context) =>
    texts.flatMap((text) => {
      const prefix = parse(text)
      if (prefix !== null) return [prefix]
      context.addIssue(`must be addresses or prefixes such as ${examples}`)
      return []
    }),
  )
export const origins = list.refine(
  (all) => all.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
  'must be origins such as https://chat.example.org, without a path',
)

/** Where a server listens and what its pages call it. */
interface Place {
  readonly HOST: string
  readonly PORT: number
  readonly ORIGINS: string[]
}

/** What listens there is reached under the names of this machine. */
const OWN_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0', '::'])

/** What is missing where nobody can know the origin by himself, a sentence each. */
export function originProblems(prefix: string, { HOST, PORT, ORIGINS }: Partial<Place>): string[] {
  if (ORIGINS === undefined || ORIGINS.length > 0) return []
  const problems: string[] = []
  // Plain HTTP serves this machine alone, and browsers open no camera for others over it (S2).
  if (HOST !== undefined && !OWN_HOSTS.has(HOST))
    problems.push(
      `${prefix}HOST=${HOST} needs ${prefix}ORIGINS, where browsers reach it: https://chat.example.org, say.`,
    )
  if (PORT === 0)
    problems.push(`${prefix}PORT=0 needs ${prefix}ORIGINS: nobody knows the port before.`)
  return problems
}

/** The origins to accept: as set, or those of this machine under the port in use. */
export function originsOf({ ORIGINS, PORT }: Omit<Place, 'HOST'>): string[] {
  if (ORIGINS.length > 0) return ORIGINS
  // As a browser writes them, which leaves port 80 out.
  return ['localhost', '127.0.0.1', '[::1]'].map((host) => new URL(`http://${host}:${PORT}`).origin)
}

function readValue(env: Environment, name: string, initial: string, problems: string[]): string {
  const file = env[`${name}_FILE`]
  if (file === undefined) return env[name] ?? initial
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    problems.push(`${name}_FILE names a file that cannot be read.`)
    return initial
  }
}

/**
 * Reads and checks all settings. Any of them may come from a file named by `NAME_FILE`.
 *
 * @param prefix what the process's variables begin with, such as `SIGNALING_`
 * @param check finds what is wrong with several settings together, in sentences
 * @throws ConfigError naming everything that is wrong at once, unknown names included
 */
export function readSettings<T extends Table>(
  table: T,
  prefix: string,
  env: Environment,
  check: (values: Partial<Values<T>>) => string[] = () => [],
): Values<T> {
  const problems: string[] = []
  for (const key of Object.keys(env)) {
    if (!key.startsWith(prefix)) continue
    const name = key.slice(prefix.length).replace(/_FILE$/, '')
    if (!Object.hasOwn(table, name)) problems.push(`${key} is not a setting.`)
  }
  const values = new Map<string, unknown>()
  for (const [name, setting] of Object.entries(table)) {
    const result = setting.check.safeParse(readValue(env, prefix + name, setting.initial, problems))
    if (result.success) values.set(name, result.data)
    else problems.push(`${prefix}${name} ${result.error.issues[0]?.message ?? 'is wrong'}.`)
  }
  const read = Object.fromEntries(values) as Partial<Values<T>>
  problems.push(...check(read))
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  return read as Values<T>
}
