/** Our workers: their addresses are fixed, and the only scripts that the page's one policy lets through. */
// Vite makes these modules: the addresses of the built workers.
// oxlint-disable-next-line import/default
import pictureUrl from './pictureWorker.ts?worker&url'
// oxlint-disable-next-line import/default
import puzzleUrl from './puzzleWorker.ts?worker&url'

/** One of two exact addresses, whatever is asked for. */
const rules = {
  createScriptURL: (name: string) => (name === 'puzzle' ? puzzleUrl : pictureUrl),
}
let policy: { createScriptURL(name: string): string } | null = null

/** @throws where the browser has no workers of this kind */
export function startWorker(name: 'puzzle' | 'picture'): Worker {
  // A page may make each policy once.
  policy ??=
    typeof trustedTypes === 'undefined' ? rules : trustedTypes.createPolicy('worker', rules)
  return new Worker(policy.createScriptURL(name), { type: 'module' })
}
