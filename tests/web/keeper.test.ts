/** The service worker, in a browser with so many windows. */
type Listener = (event: object) => void

/** @param windows the paths of those that there are already */
async function start(windows: readonly string[], status = 200) {
  const listeners = new Map<string, Listener>()
  const focused: string[] = []
  const kept = new Set(['page-old', 'page-new', 'of somebody else'])
  Object.assign(globalThis, {
    __KEPT__: { name: 'page-new', paths: ['/'] },
    location: new URL('https://chat.example.org/'),
    fetch: () => Promise.resolve(new Response(null, { status })),
    addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
    clients: {
      claim: () => Promise.resolve(),
      matchAll: () =>
        Promise.resolve(
          windows.map((path) => ({
            url: `https://chat.example.org${path}`,
            focus: () => Promise.resolve(focused.push(path)),
          })),
        ),
    },
    caches: {
      keys: () => Promise.resolve([...kept]),
      match: () => Promise.resolve(new Response('kept')),
      delete: (name: string) => Promise.resolve(kept.delete(name)),
    },
  })
  jest.resetModules()
  await import('../../web/chat/keeper.ts')
  return {
    kept,
    focused,
    async tell(type: 'activate' | 'fetch' | 'notificationclick') {
      const work: Promise<unknown>[] = []
      let answer: Response | undefined
      listeners.get(type)?.({
        request: { url: 'https://chat.example.org/', method: 'GET', mode: 'navigate' },
        respondWith: (given: Promise<Response>) =>
          work.push(given.then((one) => void (answer = one))),
        notification: { close: () => undefined },
        waitUntil: (promise: Promise<unknown>) => work.push(promise),
      })
      await Promise.all(work)
      return answer
    },
  }
}

it.each([
  // The window that is being opened is not counted yet.
  ['fetch', [], false],
  ['fetch', ['/'], true],
  ['activate', ['/'], false],
  ['activate', ['/', '/'], true],
] as const)(
  '[C30] keeps an older build while another window may need it: %s with %j open -> %s',
  async (type, windows, isKept) => {
    const { kept, tell } = await start(windows)
    await tell(type)
    expect(kept.has('page-old')).toBe(isKept)
    expect(kept).toContain('page-new')
    expect(kept).toContain('of somebody else')
  },
)

it.each([
  [200, false],
  [404, false],
  [500, false],
  [502, true],
  [503, true],
  [504, true],
])(
  '[C30] gives the kept page when a proxy says that the server is away: %i -> %s',
  async (status, isKept) => {
    const answer = await (await start(['/'], status)).tell('fetch')
    expect(await answer?.text()).toBe(isKept ? 'kept' : '')
  },
)

it.each([
  [['/privacy', '/?lang=ar'], ['/?lang=ar']],
  [['/', '/privacy'], ['/']],
  [['/terms'], []],
])(
  '[C31] a tapped notification brings the chat to the front, and no policy: of %j it is %j',
  async (windows, front) => {
    const { focused, tell } = await start(windows)
    await tell('notificationclick')
    expect(focused).toEqual(front)
  },
)
