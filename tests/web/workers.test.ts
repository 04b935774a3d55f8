jest.mock('../../web/chat/pictureWorker.ts?worker&url', () => '/assets/picture.js', {
  virtual: true,
})
jest.mock('../../web/chat/puzzleWorker.ts?worker&url', () => '/assets/puzzle.js', { virtual: true })

interface Rules {
  createScriptURL(name: string): string
}

/** The module anew, and what it has asked of the browser. */
function load(hasTrustedTypes: boolean) {
  const made: [string, Rules][] = []
  const started: unknown[] = []
  Object.assign(globalThis, {
    trustedTypes: hasTrustedTypes
      ? {
          createPolicy(name: string, rules: Rules) {
            made.push([name, rules])
            return { createScriptURL: (asked: string) => `trusted ${rules.createScriptURL(asked)}` }
          },
        }
      : undefined,
    Worker: class {
      constructor(address: unknown, options: unknown) {
        started.push([address, options])
      }
    },
  })
  jest.resetModules()
  const workers = jest.requireActual<typeof import('../../web/chat/workers.ts')>(
    '../../web/chat/workers.ts',
  )
  return { ...workers, made, started }
}

afterEach(() => Object.assign(globalThis, { trustedTypes: undefined, Worker: undefined }))

it('[C3] makes one policy, of one name, however many workers are started', () => {
  const { made, started, startWorker, keeperUrl } = load(true)
  startWorker('puzzle')
  startWorker('picture')
  startWorker('puzzle')
  expect(keeperUrl()).toBe('trusted /keeper.js')
  expect(made.map(([name]) => name)).toEqual(['worker'])
  const options = { type: 'module' }
  expect(started).toEqual([
    ['trusted /assets/puzzle.js', options],
    ['trusted /assets/picture.js', options],
    ['trusted /assets/puzzle.js', options],
  ])
})

it.each(['', 'https://example.org/x.js', '/keeper.js', 'Puzzle', 'toString', '__proto__'])(
  '[C3] the policy lets nothing through for "%s"',
  (name) => {
    const { made, keeperUrl } = load(true)
    keeperUrl()
    const [rules] = made.map(([, one]) => one)
    expect(() => rules?.createScriptURL(name)).toThrow(TypeError)
  },
)

it('[C3] the addresses are the same where a browser has no such policies', () => {
  const { started, startWorker, keeperUrl } = load(false)
  startWorker('picture')
  expect([keeperUrl(), started]).toEqual([
    '/keeper.js',
    [['/assets/picture.js', { type: 'module' }]],
  ])
})
