/** What a call takes, loaded while the visitor reads the start screen. */

export type Transport = typeof import('./again.ts') &
  typeof import('./aids.ts') &
  typeof import('./call.ts') &
  typeof import('./connector.ts') &
  typeof import('./extras.ts') &
  typeof import('./media.ts')
let loading: Promise<Transport> | null = null

/** Loads what a call takes, a third of all our code; call it while the visitor reads. */
export async function loadTransport(): Promise<Transport> {
  loading ??= Promise.all([
    import('./again.ts'),
    import('./aids.ts'),
    import('./call.ts'),
    import('./connector.ts'),
    import('./extras.ts'),
    import('./media.ts'),
  ]).then((chunks) => Object.assign({}, ...chunks) as Transport)
  try {
    return await loading
  } catch (error) {
    loading = null // a failed load is tried again next time
    throw error
  }
}
