/** The routes of the API: one guard, driven by one table, before all of them (O4). */
import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { actionHandlers } from './apiActions.ts'
import { feedRoutes } from './apiFeeds.ts'
import { operatorHandlers } from './apiOperators.ts'
import type { Asked, Handler, RouteParts } from './apiParts.ts'
import { codeOf } from './log.ts'
import {
  credentials,
  enrolled,
  enrolment,
  reaches,
  ROUTES,
  type Route,
} from './operatorProtocol.ts'
import type { Present } from './operators.ts'
import { Refusal, refuseUnless } from './refusal.ts'
import { bodyOf, headersOf, statusOf } from './refused.ts'
import { readBody } from './requestBody.ts'

interface Env {
  Bindings: HttpBindings
  Variables: { who: Present; token: string }
}

const COOKIE = 'operator'
/** Routes without a session, and how often a prefix may use them; signing in has a pace of its own. */
const OPEN = new Map([
  ['POST /api/signin', null],
  ['POST /api/enrolment', 'enrol'],
  ['POST /api/enrolled', 'enrol'],
] as const)
type OpenRoute = Parameters<typeof OPEN.get>[0]

function isRoute(route: string): route is Route {
  return Object.hasOwn(ROUTES, route)
}

export function createRoutes(parts: RouteParts): Hono<Env> {
  const { operators, pace, edge, prefixOf, isSecure, log } = parts
  const app = new Hono<Env>()
  const plainCookie = { httpOnly: true, sameSite: 'Strict', path: '/' } as const
  const cookieOptions = isSecure
    ? ({ ...plainCookie, secure: true, prefix: 'host' } as const)
    : plainCookie

  const tokenOf = (c: Context<Env>): string =>
    (isSecure ? getCookie(c, COOKIE, 'host') : getCookie(c, COOKIE)) ?? ''
  const prefix = (c: Context<Env>): string => prefixOf(c.env.incoming) ?? ''

  function presentOf(token: string): Present {
    const who = operators.present(token)
    if (who === null) throw new Refusal('signedOut')
    return who
  }
  function refuseBelow({ role }: Present, route: Route): void {
    if (!reaches(role, ROUTES[route])) throw new Refusal('notAllowed')
  }

  // The one place where the table of routes is enforced.
  app.use('/api/*', async (c, next) => {
    const { incoming } = c.env
    const route = `${c.req.method} ${c.req.path}`
    const limit = OPEN.get(route as OpenRoute)
    if (limit === undefined && !isRoute(route)) throw new Refusal('notFound')
    const isForeign =
      c.req.method === 'GET' ? edge.isForeignRead(incoming) : !edge.isOurPage(incoming)
    if (isForeign) throw new Refusal('notAllowed')
    if (limit) refuseUnless(await pace.spend(limit, prefix(c)))
    if (isRoute(route)) {
      const token = tokenOf(c)
      const who = presentOf(token)
      refuseUnless(await pace.spend('action', who.key))
      refuseBelow(who, route)
      c.set('who', who)
      c.set('token', token)
    }
    await next()
  })

  const handlers: Record<Route, Handler> = { ...operatorHandlers(parts), ...actionHandlers(parts) }
  for (const [route, handler] of Object.entries(handlers)) {
    const [method = '', path = ''] = route.split(' ')
    app.on(method, path, async (c) => {
      const asked: Asked = {
        who: c.get('who'),
        token: c.get('token'),
        query: (name) => c.req.query(name) ?? '',
        async body(schema) {
          const body = await readBody(c.env.incoming, schema)
          // Whoever sends slowly may have been disabled, or given another role, meanwhile.
          refuseBelow(presentOf(asked.token), route as Route)
          return body
        },
        signedOut: () => void deleteCookie(c, COOKIE, cookieOptions),
      }
      return c.json(await handler(asked))
    })
  }

  app.post('/api/signin', async (c) => {
    const token = await operators.signIn(await readBody(c.env.incoming, credentials), prefix(c))
    setCookie(c, COOKIE, token, cookieOptions)
    const who = operators.present(token)
    if (who === null) throw new Refusal('wrongCredentials')
    const { name, role, recoveryCodesLeft } = who
    return c.json({ name, role, recoveryCodesLeft })
  })
  app.post('/api/enrolment', async (c) =>
    c.json(operators.enrolment((await readBody(c.env.incoming, enrolment)).token)),
  )
  app.post('/api/enrolled', async (c) => {
    const { session, recoveryCodes } = await operators.enrol(
      await readBody(c.env.incoming, enrolled),
    )
    setCookie(c, COOKIE, session, cookieOptions)
    return c.json({ recoveryCodes })
  })

  app.route('/', feedRoutes(parts))
  app.notFound((c) => {
    const refusal = new Refusal('notFound')
    return c.json(bodyOf(refusal), statusOf(refusal))
  })
  app.onError((error, c) => {
    const refusal = error instanceof Refusal ? error : new Refusal('unavailable')
    if (error !== refusal) log.error('requestFailed', { errorCode: codeOf(error) })
    return c.json(bodyOf(refusal), statusOf(refusal), headersOf(refusal))
  })
  return app
}
