/** Files of settings for a process, as systemd's `EnvironmentFile=` reads them. Pure. */

const PLAIN = /^[\w@%+=:,./?-]*$/
const LINE = /^([A-Za-z_]\w*)=[\t ]*(.*)$/
const NOTHING = /^([#;].*)?$/

/** systemd takes backslashes before these off, inside double quotes. */
const quote = (value: string): string =>
  PLAIN.test(value) ? value : `"${value.replace(/["\\$`]/g, '\\$&')}"`

export interface Assignment {
  readonly name: string
  readonly value: string
  /** Why it has this value, in one line. */
  readonly why: string
}

/** The text of the file; values are single lines. */
export function renderEnvironment(header: string, assignments: readonly Assignment[]): string {
  const lines = assignments.map(({ name, value, why }) => `# ${why}\n${name}=${quote(value)}\n`)
  return `# ${header}\n\n${lines.join('\n')}`
}

/**
 * The value behind `NAME=`; `null` for what systemd would put together with something else: quotes
 * that stay open or end too early, and backslashes outside of them.
 */
function readValue(text: string): string | null {
  if (text.startsWith("'")) return /^'([^']*)'$/.exec(text)?.[1] ?? null
  if (!text.startsWith('"')) return text.includes('\\') ? null : text
  const inside = /^"((?:[^"\\]|\\.)*)"$/.exec(text)?.[1]
  return inside === undefined ? null : inside.replace(/\\(["\\$`])/g, '$1')
}

/** What a line sets; `null` when it is neither `NAME=value` nor a comment nor empty. */
function readLine(line: string): readonly (readonly [name: string, value: string])[] | null {
  const text = line.trim()
  if (NOTHING.test(text)) return []
  const [, name = '', rest = ''] = LINE.exec(text) ?? []
  const value = readValue(rest)
  return name === '' || value === null ? null : [[name, value]]
}

/** What such a file sets; lines that make no sense are passed over. */
export function parseEnvironment(text: string): Record<string, string> {
  return Object.fromEntries(text.split('\n').flatMap((line) => readLine(line) ?? []))
}

/** The numbers of the lines that make no sense, from 1. */
export const strangeLines = (text: string): number[] =>
  text.split('\n').flatMap((line, at) => (readLine(line) === null ? [at + 1] : []))
