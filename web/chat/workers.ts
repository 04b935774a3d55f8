/** Our workers: their addresses are fixed, and the only scripts that the page's one policy lets through. */
// Vite makes these modules: the addresses of the built workers.
// oxlint-disable-next-line import/default
import pictureUrl from './pictureWorker.ts?worker&url'
// oxlint-disable-next-line import/default
import puzzleUrl from './puzzleWorker.ts?worker&url'

/** The service worker has one name for all builds, or it could never be followed by another. */
const ADDRESSES = { picture: pictureUrl, puzzle: puzzleUrl, keeper: '/keeper.js' } as const

const rules = {
  /**
   * One of these exact addresses.
   *
   * @throws for any other name: whoever asks for one is not our code
   */
  createScriptURL(name: string): string {
    for (const [known, itsAddress] of Object.entries(ADDRESSES))
      if (known === name) return itsAddress
    throw new TypeError('no worker of ours')
  },
}
let policy: { createScriptURL(name: string): string } | null = null

function address(name: keyof typeof ADDRESSES): string {
  // A page may make each policy once.
  policy ??=
    typeof trustedTypes === 'undefined' ? rules : trustedTypes.createPolicy('worker', rules)
  return policy.createScriptURL(name)
}

/** @throws where the browser has no workers of this kind */
export function startWorker(name: 'puzzle' | 'picture'): Worker {
  return new Worker(address(name), { type: 'module' })
}

/** The address to register the service worker by. */
export const keeperUrl = (): string => address('keeper')
