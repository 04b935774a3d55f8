/** What a call takes, loaded while the visitor reads the start screen. */

export type Transport = typeof import('./again.ts') &
  typeof import('./call.ts') &
  typeof import('./extras.ts') &
  typeof import('./media.ts')
let loading: Promise<Transport> | null = null

/** Loads what a call takes, a third of all our code; call it while the visitor reads. */
export async function loadTransport(): Promise<Transport> {
  loading ??= Promise.all([
    import('./again.ts'),
    import('./call.ts'),
    import('./extras.ts'),
    import('./media.ts'),
  ]).then(([again, call, extras, media]) => ({ ...again, ...call, ...extras, ...media }))
  try {
    return await loading
  } catch (error) {
    loading = null // a failed load is tried again next time
    throw error
  }
}
