/** Writes what is in force to disk, and writes it again when the disk did not take it. */

/** How long a failed write waits before it is tried again, in milliseconds. */
const AGAIN_MS = 5_000

export interface Saving {
  /** Resolves when it is on disk. @throws what the disk said; it is tried again all the same */
  readonly save: () => Promise<void>
  /** Tries again what failed, when it is time. */
  readonly tick: () => void
  /** Resolves when the last write is over. */
  readonly settled: () => Promise<void>
}

/** @param write what is in force at the time of the call */
export function createSaving(
  write: () => Promise<void>,
  onFailed: (error: unknown) => void,
  now: () => number,
): Saving {
  let writing: Promise<void> = Promise.resolve()
  let failedAt: number | null = null

  function save(): Promise<void> {
    failedAt = null
    writing = write()
    writing.catch((error: unknown) => {
      failedAt = now()
      onFailed(error)
    })
    return writing
  }

  return {
    save,
    tick() {
      if (failedAt !== null && now() - failedAt >= AGAIN_MS) save().catch(() => undefined)
    },
    settled: () => writing,
  }
}
