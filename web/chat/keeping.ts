/**
 * Whether this browser keeps the page: only when the visitor asked for it, so that a visit leaves
 * nothing behind by itself (P4). The only file that speaks to the service worker.
 */
import { keeperUrl } from './workers.ts'

/**
 * `outdated`: kept, and a build waits that is newer than this page. `broken`: this browser keeps
 * nothing, or could not.
 */
export type Kept = 'unknown' | 'no' | 'keeping' | 'yes' | 'outdated' | 'broken'

/** The page opens without a network. */
export const isKept = (kept: Kept): boolean => kept === 'yes' || kept === 'outdated'

export interface Keeping {
  readonly getState: () => Kept
  readonly subscribe: (listener: () => void) => () => void
  /** Keeps the page; ends in `yes` or `broken`. */
  keep(): Promise<void>
  /** Forgets the page; ends in `no`. */
  remove(): Promise<void>
  /** Looks what is kept, and whether there is something newer; not more often than it may be new. */
  look(): Promise<void>
  /** Lets the newer build in; resolves when it has taken over. */
  update(): Promise<void>
}

/** Nobody needs to hear of a new build sooner. */
const LOOK_AGAIN_MS = 600_000
/** A worker that says nothing for so long is of another build. */
const ANSWER_MS = 5_000

/** Resolves once the worker has come as far as `state`, and rejects when it was given up. */
function reached(worker: ServiceWorker, state: 'installed' | 'activated'): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === state || worker.state === 'activated') resolve()
      if (worker.state === 'redundant') reject(new Error('The worker was given up.'))
    }
    worker.addEventListener('statechange', look)
    look()
  })
}

/** Asks a worker whether the page is of its build. */
function isOwn(worker: ServiceWorker): Promise<boolean> {
  const script = document.querySelector<HTMLScriptElement>('script[type=module]')
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const end = (answer: boolean) => {
      port1.close()
      clearTimeout(timer)
      resolve(answer)
    }
    const timer = setTimeout(() => end(false), ANSWER_MS)
    port1.addEventListener('message', ({ data }) => end(data === true))
    port1.start()
    worker.postMessage(new URL(script?.src ?? '/', location.href).pathname, [port2])
  })
}

export function createKeeping(workers: ServiceWorkerContainer | undefined): Keeping {
  const listeners = new Set<() => void>()
  let state: Kept = workers === undefined ? 'broken' : 'unknown'
  let registration: ServiceWorkerRegistration | undefined
  let lookedAt = -Infinity

  function show(next: Kept): void {
    state = next
    for (const listener of listeners) listener()
  }

  async function remove(): Promise<void> {
    for (const one of (await workers?.getRegistrations()) ?? []) await one.unregister()
    for (const name of await caches.keys()) await caches.delete(name)
    registration = undefined
    show('no')
  }

  async function letIn(waiting: ServiceWorker): Promise<void> {
    waiting.postMessage('update')
    await reached(waiting, 'activated')
  }

  /** Sees whether a newer build has come, by the browser's own doing or by ours. */
  async function compare(kept: ServiceWorkerRegistration): Promise<void> {
    try {
      if (kept.installing !== null) await reached(kept.installing, 'installed')
      const { waiting, active } = kept
      if (waiting === null || active === null) return
      // Where the page came anew from the server, only what is kept is old.
      if (await isOwn(waiting)) await letIn(waiting)
      else if (kept.waiting === waiting) show('outdated')
    } catch {
      // A build that could not be kept whole leaves the one before it in its place.
    }
  }

  function follow(next: ServiceWorkerRegistration): void {
    show('yes')
    if (next === registration) return
    registration = next
    next.addEventListener('updatefound', () => void compare(next))
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async keep() {
      if (workers === undefined || state === 'keeping') return
      show('keeping')
      try {
        const kept = await workers.register(keeperUrl(), { scope: '/', updateViaCache: 'none' })
        const worker = kept.installing ?? kept.waiting ?? kept.active
        if (worker !== null) await reached(worker, 'activated')
        follow(kept)
      } catch {
        // Half of it is nothing.
        await remove().catch(() => undefined)
        show('broken')
      }
    },
    remove,
    async look() {
      if (workers === undefined || state === 'keeping' || state === 'outdated') return
      if (performance.now() - lookedAt < LOOK_AGAIN_MS) return
      lookedAt = performance.now()
      try {
        const kept = await workers.getRegistration('/')
        if (kept === undefined) return show('no')
        follow(kept)
        // An operator who serves no worker any more wants it gone from everywhere.
        const { status } = await fetch('/keeper.js', { method: 'HEAD', cache: 'no-store' })
        if (status === 404) return await remove()
        await kept.update()
        await compare(kept)
      } catch {
        // Without a network it stays as it is; a browser that does not even say keeps nothing.
        if (state === 'unknown') show('broken')
      }
    },
    async update() {
      const waiting = registration?.waiting ?? null
      if (waiting !== null) await letIn(waiting)
    },
  }
}

let shared: Keeping | null = null

/** What this browser keeps: one for all who ask. */
export const pageKeeping = (): Keeping =>
  (shared ??= createKeeping(
    (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker,
  ))
