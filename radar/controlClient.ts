/** The words of `npm run operator`: reads a command, asks the running radar, says what happened. */
import { request } from 'node:http'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { controlSocket } from './control.ts'
import { refusal, team, type Problem } from './operatorProtocol.ts'
import { OPERATOR_ROLES } from './protocol.ts'
import { codeOf } from './log.ts'

/** What goes to the terminal, and whether it went well. */
export interface Outcome {
  readonly ok: boolean
  readonly text: string
}

const USAGE = `Usage: npm run operator -- COMMAND [--data FOLDER]
  invite [--role ${OPERATOR_ROLES.join('|')}]   makes a link by which a new operator comes
  list                                           says who there is
  disable NAME                                   signs an operator out and keeps him out
  enable NAME                                    lets him in again
  reset NAME                                     makes a link to set password and authenticator anew
`

const failed = (text: string): Outcome => ({ ok: false, text: `${text}\n` })
const said = (text: string): Outcome => ({ ok: true, text: `${text}\n` })

const linkAnswer = z.object({ link: z.string(), role: z.enum(OPERATOR_ROLES).optional() })
const listAnswer = z.object({ team })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function ask(socketPath: string, path: string, body: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        socketPath,
        path,
        method: 'POST',
        headers: { Host: 'radar', 'Content-Type': 'application/json' },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('error', reject)
        response.on('end', () => resolve(parseJson(text)))
      },
    )
    asking.on('error', reject)
    asking.end(JSON.stringify(body))
  })
}

function whyNot(problem: Problem, name: string): string {
  switch (problem) {
    case 'notFound':
      return `There is no operator called ${name}.`
    case 'badRequest':
      return `${name} cannot be the name of an operator.`
    case 'lastAdministrator':
      return `${name} is the last administrator who can sign in: invite or enable another one first.`
    default:
      return 'The radar could not do that: its log may say why.'
  }
}

function describeTeam(rows: z.infer<typeof team>): Outcome {
  if (rows.length === 0)
    return said('There is no operator yet: "npm run operator -- invite" makes the first link.')
  const lines = rows.map(({ name, role, disabled, lastSignInAt, sessions }) => {
    const last = lastSignInAt === null ? 'never' : new Date(lastSignInAt).toISOString()
    const state = disabled ? 'disabled' : sessions > 0 ? 'signed in' : 'signed out'
    return [name.padEnd(33), role.padEnd(14), state.padEnd(11), last].join(' ')
  })
  const heading = ['NAME'.padEnd(33), 'ROLE'.padEnd(14), 'STATE'.padEnd(11), 'LAST SIGN-IN'].join(
    ' ',
  )
  return said([heading, ...lines].join('\n'))
}

/** Turns what the radar answered into words. */
function describe(command: string, name: string, answer: unknown): Outcome {
  const refused = refusal.safeParse(answer)
  if (refused.success) return failed(whyNot(refused.data.problem, name))
  if (command === 'list') {
    const listed = listAnswer.safeParse(answer)
    if (listed.success) return describeTeam(listed.data.team)
  }
  const linked = linkAnswer.safeParse(answer)
  if (linked.success) {
    const { role = 'viewer' } = linked.data
    const article = role === 'administrator' ? 'an' : 'a'
    const purpose = name === '' ? `become ${article} ${role}` : `sign in as ${name} anew`
    return said(`Open this link within 10 minutes, once, to ${purpose}:\n${linked.data.link}`)
  }
  if (command === 'disable') return said(`${name} is disabled and signed out.`)
  if (command === 'enable') return said(`${name} may sign in again.`)
  return failed('The radar answered something that this version does not understand.')
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { role: { type: 'string', default: 'viewer' }, data: { type: 'string' } },
    })
  } catch {
    return null
  }
}

/**
 * Runs one command.
 *
 * @param args what stands behind `npm run operator --`
 * @param dataFolder the radar's data folder, unless `--data` names another
 */
export async function runOperatorCommand(args: string[], dataFolder: string): Promise<Outcome> {
  const given = readArguments(args)
  const [command = '', name = '', ...rest] = given?.positionals ?? []
  const takesName = ['disable', 'enable', 'reset'].includes(command)
  const isKnown = takesName || command === 'invite' || command === 'list'
  if (given === null || !isKnown || rest.length > 0 || takesName !== (name !== ''))
    return { ok: false, text: USAGE }
  const { role, data = dataFolder } = given.values
  if (!(OPERATOR_ROLES as readonly string[]).includes(role))
    return failed(`${role} is no role: there are ${OPERATOR_ROLES.join(', ')}.`)
  const body = takesName ? { name } : command === 'invite' ? { role } : {}
  try {
    return describe(command, name, await ask(controlSocket(data), `/${command}`, body))
  } catch (error) {
    return failed(
      codeOf(error) === 'EACCES'
        ? `This user may not control the radar in ${data}.`
        : `The radar is not running in ${data}: start it with "npm start", or name its folder with --data.`,
    )
  }
}
