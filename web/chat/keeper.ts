/**
 * The service worker of who keeps the page on his device: the files of one build, the same for
 * everybody, and nothing else. The page itself always comes from the server while there is one, so
 * that nobody is shown an old one; what it is made of has names that change with its content.
 */

/** The build writes what there is to keep in place of this (web/vite.config.ts). */
declare const __KEPT__: { readonly name: string; readonly paths: readonly string[] }

/** What a service worker has and a page has not, as far as it is used here. */
interface Waiting {
  waitUntil(work: Promise<unknown>): void
}
interface Asked extends Waiting {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface Told {
  readonly data: unknown
  readonly ports: readonly MessagePort[]
}
interface Scope {
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void
  addEventListener(type: 'message', listener: (event: Told) => void): void
  addEventListener(
    type: 'notificationclick',
    listener: (event: Waiting & { readonly notification: Notification }) => void,
  ): void
  skipWaiting(): Promise<void>
  readonly clients: {
    claim(): Promise<void>
    matchAll(
      options: object,
    ): Promise<readonly { readonly url: string; focus(): Promise<unknown> }[]>
  }
}

export {}

const { name: build, paths } = __KEPT__
const scope = globalThis as unknown as Scope
const OWN = 'page-'

const windows = () => scope.clients.matchAll({ type: 'window', includeUncontrolled: true })

/** Takes all files of this build or none. */
async function keep(): Promise<void> {
  const cache = await caches.open(build)
  try {
    await cache.addAll([...paths])
    // Another build may have come between two of them.
    const page = (await (await cache.match('/'))?.text()) ?? ''
    const isWhole = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].every(([, path = '']) =>
      paths.includes(path),
    )
    if (!isWhole) throw new Error('the page is of another build')
  } catch (error) {
    await caches.delete(build)
    throw error
  }
}

/**
 * Other builds go when no other window can still need their files.
 *
 * @param own how many windows there are that do not
 */
async function sweep(own: 0 | 1): Promise<void> {
  if ((await windows()).length > own) return
  const old = (await caches.keys()).filter((one) => one.startsWith(OWN) && one !== build)
  await Promise.all(old.map((one) => caches.delete(one)))
}

const kept = (path: string) => caches.match(path, { cacheName: build })

/** What a proxy answers when the server behind it is away. */
const AWAY: ReadonlySet<number> = new Set([502, 503, 504])

/** From the server, and kept only where that is not reached. */
async function open(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request)
    return AWAY.has(answer.status) ? ((await kept('/')) ?? answer) : answer
  } catch (error) {
    const page = await kept('/')
    if (page === undefined) throw error
    return page
  }
}

scope.addEventListener('install', (event) => event.waitUntil(keep()))
scope.addEventListener('activate', (event) =>
  event.waitUntil(sweep(1).then(() => scope.clients.claim())),
)

// What is not named here goes its way as if there were no worker: policies, advertisements, all else.
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (pathname !== '/') return
    event.respondWith(open(request))
    // What is being opened is no window yet.
    event.waitUntil(sweep(0))
  } else if (pathname.startsWith('/assets/')) {
    // Windows of an older build find their files, too.
    event.respondWith(caches.match(pathname).then((file) => file ?? fetch(request)))
  } else if (paths.includes(pathname)) {
    event.respondWith(fetch(request).catch(async (error) => (await kept(pathname)) ?? raise(error)))
  }
})

function raise(error: unknown): never {
  throw error
}

scope.addEventListener('message', ({ data, ports }) => {
  if (data === 'update') void scope.skipWaiting()
  // Whether a page with this script is of this build.
  else if (typeof data === 'string') ports[0]?.postMessage(paths.includes(data))
})

scope.addEventListener('notificationclick', (event) => {
  event.notification.close()
  // A policy that was opened beside the chat is a window, too, and nobody waits in it.
  const chat = windows().then((all) => all.find(({ url }) => new URL(url).pathname === '/'))
  event.waitUntil(chat.then((one) => one?.focus()))
})
