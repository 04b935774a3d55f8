/** Files of settings for a process, as systemd's `EnvironmentFile=` reads them. Pure. */

const PLAIN = /^[\w@%+=:,./?-]*$/
const LINE = /^([A-Z][A-Z0-9_]*)=(.*)$/

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

/** What such a file sets; lines that set nothing are passed over. */
export function parseEnvironment(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const line of text.split('\n')) {
    const [, name, value = ''] = LINE.exec(line.trim()) ?? []
    if (name === undefined) continue
    values[name] = /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(["\\$`])/g, '$1') : value
  }
  return values
}
