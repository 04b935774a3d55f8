import { watchClosing } from '../../web/chat/closing.ts'
import type { State } from '../../web/chat/session.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'
import { createSight } from './fakeSight.ts'

const common = { interests: [], languages: [] }
const TALKING: State = { phase: 'talking', pair: 'p', common, link: 'live' }
const STATES: readonly [string, State, boolean][] = [
  ['start', FIRST_VIEW.state, false],
  ['camera question', { phase: 'askingCamera', problem: null }, false],
  ['introduction', { phase: 'pairing', pair: 'p', common, attempt: 1 } as unknown as State, false],
  ['call', TALKING, true],
  ['broken call', { ...TALKING, link: 'broken' } as unknown as State, true],
  ['end', { phase: 'ended', why: 'skipped', until: null }, false],
]

it('[C35] the browser asks while two talk, and at no other time', () => {
  const sight = createSight()
  let view: View = FIRST_VIEW
  let tell = () => undefined as unknown
  watchClosing({
    getView: () => view,
    subscribe(listener) {
      tell = listener
      return () => undefined
    },
  })
  // Each comes after each: a question that has begun must also end.
  for (const [, before] of STATES)
    for (const [name, state, asks] of STATES) {
      for (const each of [before, state]) {
        view = { ...FIRST_VIEW, state: each }
        tell()
        tell()
      }
      expect({ name, asks: sight.say('beforeunload').defaultPrevented }).toEqual({ name, asks })
    }
})
