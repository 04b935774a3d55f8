/** What operators do to their own session and to one another. */
import * as z from 'zod/mini'
import type { Handler, RouteParts } from './apiParts.ts'
import { linkAddress, type Issued } from './links.ts'
import { invitation, member } from './operatorProtocol.ts'
import { Refusal } from './refusal.ts'

const nothing = z.strictObject({})

export function operatorHandlers({
  operators,
  audit,
  origin,
}: Pick<RouteParts, 'operators' | 'audit' | 'origin'>) {
  const linkTo = ({ token, until }: Issued) => ({ link: linkAddress(origin, token), until })

  return {
    'GET /api/me': ({ who: { name, role, recoveryCodesLeft } }) => ({
      name,
      role,
      recoveryCodesLeft,
    }),
    'POST /api/signout': async ({ who, body, signedOut }) => {
      await body(nothing)
      operators.signOut(who.key)
      signedOut()
      return {}
    },
    'POST /api/ticket': async ({ token, body }) => {
      await body(nothing)
      const ticket = operators.ticket(token)
      if (ticket === null) throw new Refusal('signedOut')
      return ticket
    },
    'GET /api/audit': () => ({ entries: audit.entries() }),
    'POST /api/team/invite': async ({ who, body }) =>
      linkTo(await operators.invite(who.name, (await body(invitation)).role)),
    'POST /api/team/reset': async ({ who, body }) =>
      linkTo(await operators.reset(who.name, (await body(member)).name)),
    'POST /api/team/disable': async ({ who, body }) => {
      await operators.disable(who.name, (await body(member)).name)
      return {}
    },
    'POST /api/team/enable': async ({ who, body }) => {
      await operators.enable(who.name, (await body(member)).name)
      return {}
    },
    'POST /api/team/delete': async ({ who, body }) => {
      await operators.remove(who.name, (await body(member)).name)
      return {}
    },
  } as const satisfies Record<string, Handler>
}
