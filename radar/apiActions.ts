/** What operators see of the past, and do to the blocklist. */
import { SPANS, type Done } from './actions.ts'
import type { Handler, RouteParts } from './apiParts.ts'
import {
  caseBlock,
  changedBlock,
  closedCase,
  dryRun,
  liftedBlock,
  newBlock,
} from './operatorProtocol.ts'
import { Refusal, refuseUnless } from './refusal.ts'

const PREFIX_LENGTH_MAX = 43

async function done(work: Done): Promise<object> {
  const problem = await work
  if (problem !== null) throw new Refusal(problem)
  return {}
}

export function actionHandlers({ actions, pace }: Pick<RouteParts, 'actions' | 'pace'>) {
  return {
    'GET /api/history': ({ query }) => {
      const span = SPANS.find((name) => name === query('span'))
      if (span === undefined) throw new Refusal('badRequest')
      return actions.history(span)
    },
    'GET /api/estimate': async ({ who, query }) => {
      refuseUnless(await pace.spend('estimate', who.key))
      const prefix = query('prefix')
      if (prefix === '' || prefix.length > PREFIX_LENGTH_MAX) throw new Refusal('badRequest')
      return actions.estimate(prefix)
    },
    'POST /api/blocks': async ({ who, body }) =>
      done(actions.addBlock(who.name, await body(newBlock))),
    'POST /api/blocks/extend': async ({ who, body }) =>
      done(actions.extendBlock(who.name, await body(changedBlock))),
    'POST /api/blocks/lift': async ({ who, body }) =>
      done(actions.liftBlock(who.name, (await body(liftedBlock)).prefix)),
    'POST /api/cases/block': async ({ who, body }) =>
      done(actions.blockCase(who.name, await body(caseBlock))),
    'POST /api/cases/close': async ({ who, body }) =>
      done(actions.closeCase(who.name, await body(closedCase))),
    'POST /api/dryrun': async ({ who, body }) =>
      done(actions.setDryRun(who.name, (await body(dryRun)).on)),
  } as const satisfies Record<string, Handler>
}
