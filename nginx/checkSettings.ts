/** The files of settings: whether each line counts, and whether the processes can live with them. */
import { readConfig as readFirewall } from '../firewall/config.ts'
import { readConfig as readRadar } from '../radar/config.ts'
import { credentialsOf, deriveSecrets } from '../radar/secrets.ts'
import { ConfigError, type Environment } from '../radar/settings.ts'
import { readConfig as readSignaling } from '../signaling/config.ts'
import { parseEnvironment, strangeLines } from './environmentFile.ts'
import { good, wrong, type Finding } from './finding.ts'

/** The text of a file of the deployment; `null` where there is none. */
export type ReadText = (path: string) => string | null

const PROCESSES = [
  { name: 'signaling', read: readSignaling },
  { name: 'radar', read: readRadar },
  { name: 'firewall', read: readFirewall },
] as const
type ProcessName = (typeof PROCESSES)[number]['name']
/** A webhook's address often holds the right to write there. */
const SECRET_NAME = /(SECRET|CREDENTIAL|TOKEN|WEBHOOK_URL)$/

const filesOf = (name: string) => [`${name}.env`, `${name}.local.env`] as const
/** The operator's own files, which need not be there. */
const OWN_FILES = PROCESSES.map(({ name }) => `${name}.local.env`)

/** The settings that a process gets: the rendered ones, and the operator's own. */
export function environmentOf(read: ReadText, name: ProcessName): Record<string, string> {
  const settings = filesOf(name).map((path) => parseEnvironment(read(path) ?? ''))
  return Object.assign({}, ...settings) as Record<string, string>
}

/** Which of the operator's own files hold a secret. */
export const ownSecretFiles = (read: ReadText): string[] =>
  OWN_FILES.filter((path) =>
    Object.keys(parseEnvironment(read(path) ?? '')).some((name) => SECRET_NAME.test(name)),
  )

/** What such a line would say is not repeated: it may be a secret. */
const checkLines = (read: ReadText): Finding[] =>
  PROCESSES.flatMap(({ name }) => filesOf(name)).flatMap((path) =>
    strangeLines(read(path) ?? '').map((line) =>
      wrong(
        `${path}: line ${line} is no NAME=value, and systemd does not read it as one: no "export", no blanks around "=", and quotes around a value with a backslash.`,
      ),
    ),
  )

function checkValues(read: ReadText): Finding[] {
  return PROCESSES.flatMap(({ name, read: readConfig }) => {
    try {
      ;(readConfig as (env: Environment) => unknown)(environmentOf(read, name))
      return []
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      return error.message.split('\n').map((line) => wrong(`${name}.env: ${line}`))
    }
  })
}

/** While all values are right: whether signaling and the firewall can sign in to the radar. */
function checkCredentials(read: ReadText): Finding[] {
  const { SECRET } = readRadar(environmentOf(read, 'radar'))
  if (SECRET === '')
    return [
      wrong(
        'radar.local.env: RADAR_SECRET is empty, so that the radar makes another one, and neither signaling nor the firewall can sign in.',
      ),
    ]
  const due = credentialsOf(deriveSecrets(SECRET))
  const given = {
    signaling: readSignaling(environmentOf(read, 'signaling')).RADAR_CREDENTIAL,
    firewall: readFirewall(environmentOf(read, 'firewall')).RADAR_CREDENTIAL,
  }
  return (['signaling', 'firewall'] as const)
    .filter((name) => given[name] !== '' && given[name] !== due[name])
    .map((name) =>
      wrong(
        `${name}.env: ${name.toUpperCase()}_RADAR_CREDENTIAL does not follow from RADAR_SECRET as radar.env and radar.local.env set it: the radar refuses ${name}.`,
      ),
    )
}

export function checkSettings(read: ReadText): Finding[] {
  const problems = [...checkLines(read), ...checkValues(read)]
  if (problems.length === 0) problems.push(...checkCredentials(read))
  return problems.length > 0
    ? problems
    : [good('Every process accepts its settings, and the radar accepts every process.')]
}
