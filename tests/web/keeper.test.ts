/** The service worker, in a browser with so many windows. */
type Listener = (event: object) => void

/** @param windows how many there are already */
async function start(windows: number, status = 200) {
  const listeners = new Map<string, Listener>()
  const kept = new Set(['page-old', 'page-new', 'of somebody else'])
  Object.assign(globalThis, {
    __KEPT__: { name: 'page-new', paths: ['/'] },
    location: new URL('https://chat.example.org/'),
    fetch: () => Promise.resolve(new Response(null, { status })),
    addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
    clients: {
      claim: () => Promise.resolve(),
      matchAll: () => Promise.resolve(Array.from({ length: windows })),
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
    async tell(type: 'activate' | 'fetch') {
      const work: Promise<unknown>[] = []
      let answer: Response | undefined
      listeners.get(type)?.({
        request: { url: 'https://chat.example.org/', method: 'GET', mode: 'navigate' },
        respondWith: (given: Promise<Response>) =>
          work.push(given.then((one) => void (answer = one))),
        waitUntil: (promise: Promise<unknown>) => work.push(promise),
      })
      await Promise.all(work)
      return answer
    },
  }
}

it.each([
  // The window that is being opened is not counted yet.
  ['fetch', 0, false],
  ['fetch', 1, true],
  ['activate', 1, false],
  ['activate', 2, true],
] as const)(
  '[C30] keeps an older build while another window may need it: %s with %i windows -> %s',
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
    const answer = await (await start(1, status)).tell('fetch')
    expect(await answer?.text()).toBe(isKept ? 'kept' : '')
  },
)
