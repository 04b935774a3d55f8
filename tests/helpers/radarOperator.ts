/** An operator without a browser: enrols and acts over the radar's HTTP API, with real codes. */
import { Secret, TOTP } from 'otpauth'
import type { RadarProcess } from './radarProcess.ts'

/** A radar, or what leads to one. */
export type Dashboard = Pick<RadarProcess, 'origin'>
export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

export interface Operator {
  readonly name: string
  readonly cookie: string
  get(path: string): Promise<Answer>
  post(path: string, body?: object): Promise<Answer>
}

export const PASSWORD = 'violet harbour counts nine lamps'

/** The code that an authenticator shows now, or so many steps of 30 s later. */
export function codeOf(secret: string, stepsLater = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return totp.generate({ timestamp: Date.now() + stepsLater * 30_000 })
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) }
}

function post(radar: Dashboard, path: string, body: object, cookie = ''): Promise<Response> {
  return fetch(`${radar.origin}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Origin: radar.origin,
      ...(cookie !== '' && { Cookie: cookie }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  })
}

/** Uses a link up; the new operator is signed in. */
export async function enrol(
  radar: Dashboard,
  token: string,
  name: string,
): Promise<Operator & { readonly secret: string; readonly recoveryCodes: readonly string[] }> {
  const asked = await answerOf(await post(radar, '/api/enrolment', { token }))
  const secret = String(asked.body['secret'])
  const response = await post(radar, '/api/enrolled', {
    token,
    name,
    password: PASSWORD,
    code: codeOf(secret),
  })
  const { cookie, body } = await signedIn(response)
  return {
    ...operatorWith(radar, name, cookie),
    secret,
    recoveryCodes: body['recoveryCodes'] as string[],
  }
}

/** Signs in anew, with a code of the authenticator or one for recovery. */
export async function signIn(radar: Dashboard, name: string, code: string): Promise<Operator> {
  const response = await post(radar, '/api/signin', { name, password: PASSWORD, code })
  return operatorWith(radar, name, (await signedIn(response)).cookie)
}

/** The token of an invitation for this role, as it stands in the link. */
export async function invite(administrator: Operator, role: string): Promise<string> {
  const { body } = await administrator.post('/api/team/invite', { role })
  return /#join=([\w-]{43})/.exec(String(body['link']))?.[1] ?? ''
}

async function signedIn(response: Response): Promise<{ cookie: string; body: Answer['body'] }> {
  const cookie = (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
  const { status, body } = await answerOf(response)
  if (status >= 400) throw new Error(`nobody is let in: ${JSON.stringify(body)}`)
  return { cookie, body }
}

function operatorWith(radar: Dashboard, name: string, cookie: string): Operator {
  return {
    name,
    cookie,
    get: async (path) =>
      answerOf(
        await fetch(`${radar.origin}${path}`, {
          headers: { Cookie: cookie },
          signal: AbortSignal.timeout(10_000),
        }),
      ),
    post: async (path, sent = {}) => answerOf(await post(radar, path, sent, cookie)),
  }
}
