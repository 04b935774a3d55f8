/**
 * What `npm run operator` asks of a running radar, over a socket in the data folder that only its
 * owner can open. Whoever can open it could read the secrets beside it too, so it needs no password.
 */
import { once } from 'node:events'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { linkAddress, type Issued } from './links.ts'
import { codeOf, type Log } from './log.ts'
import { invitation, member } from './operatorProtocol.ts'
import { SHELL, type Operators } from './operators.ts'
import { Refusal } from './refusal.ts'
import { bodyOf, statusOf } from './refused.ts'
import { readBody } from './requestBody.ts'

export interface Control {
  readonly close: () => Promise<void>
}

/** Another radar runs in the same data folder. */
export class ControlTakenError extends Error {}

/** Where the socket is. */
export const controlSocket = (folder: string): string => join(folder, 'control.sock')

/** Whether somebody listens there; a file may be left over from a radar that was killed. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

/**
 * To be asked before anything in the folder is touched.
 *
 * @throws ControlTakenError when another radar uses the folder
 */
export async function refuseIfTaken(folder: string): Promise<void> {
  if (await isAnswered(controlSocket(folder)))
    throw new ControlTakenError(`Another radar runs with the data folder ${folder}.`)
}

/**
 * Opens the socket.
 *
 * @param folder the data folder
 * @param origin for the links that operators open
 * @throws ControlTakenError when another radar uses the folder
 */
export async function openControl(
  folder: string,
  origin: string,
  operators: Operators,
  log: Pick<Log, 'error'>,
): Promise<Control> {
  const path = controlSocket(folder)
  await refuseIfTaken(folder)
  rmSync(path, { force: true })

  const linkTo = ({ token, until }: Issued) => ({ link: linkAddress(origin, token), until })

  /** Does what is asked and returns what to tell. */
  async function act(request: IncomingMessage): Promise<object> {
    switch (request.url) {
      case '/list':
        return { team: operators.team() }
      case '/invite': {
        const { role } = await readBody(request, invitation)
        // Without any operator it is the first link again, which makes an administrator.
        const first = operators.firstLink()
        if (first !== null) return { ...linkTo(first), role: 'administrator' }
        return { ...linkTo(await operators.invite(SHELL, role)), role }
      }
      case '/reset':
        return linkTo(await operators.reset(SHELL, (await readBody(request, member)).name))
      case '/disable':
        await operators.disable(SHELL, (await readBody(request, member)).name)
        return {}
      case '/enable':
        await operators.enable(SHELL, (await readBody(request, member)).name)
        return {}
      default:
        throw new Refusal('notFound')
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let status = 200
    let body: object
    try {
      if (request.method !== 'POST') throw new Refusal('badRequest')
      body = await act(request)
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('unavailable')
      if (error !== refusal) log.error('requestFailed', { errorCode: codeOf(error) })
      status = statusOf(refusal)
      body = bodyOf(refusal)
    }
    response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' })
    response.end(JSON.stringify(body))
  }

  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    void answer(request, response)
  })
  server.listen(path)
  await once(server, 'listening')
  chmodSync(path, 0o600)

  return {
    async close() {
      if (!server.listening) return
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
