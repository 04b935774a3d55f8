/** Where a received file goes: into memory, or straight to where the visitor saves it. */

export interface Sink {
  /** What it takes stays in memory. */
  readonly isMemory: boolean
  /** Takes a block; it is written when this resolves, and what it was in can be filled again. */
  write(block: Uint8Array<ArrayBuffer>): Promise<void>
  /** All has come and is what was sent: what to save now, or `null` when it is saved already. */
  finish(): Promise<Blob | null>
  /** Nothing of it is to stay. */
  abort(): void
}

/** The part of the File System Access API that not every browser has. */
export interface SaveTarget {
  createWritable(): Promise<{
    write(data: Uint8Array<ArrayBuffer>): Promise<void>
    close(): Promise<void>
    abort(): Promise<void>
  }>
  /** Takes away the file itself, in browsers that can. */
  remove?(): Promise<void>
}
type AskForTarget = (options: { suggestedName: string }) => Promise<SaveTarget>

/** What memory takes of one file: browsers begin to swap their blobs to disk before that. */
export const MEMORY_BYTES_MAX = 268_435_456
/** From this size on the visitor is asked where to save it before it comes. */
export const ASK_FROM_BYTES = 67_108_864

const askForTarget = (): AskForTarget | undefined =>
  (globalThis as { showSaveFilePicker?: AskForTarget }).showSaveFilePicker

/** The largest file that this browser can take. */
export const bytesMax = (most: number): number =>
  askForTarget() === undefined ? Math.min(most, MEMORY_BYTES_MAX) : most

export function createMemorySink(): Sink {
  // A blob of blobs: what it is made of may leave the page's own memory.
  let parts: Blob[] = []
  return {
    isMemory: true,
    write(block) {
      parts.push(new Blob([block]))
      return Promise.resolve()
    },
    finish() {
      // No type that a browser would open by itself.
      const whole = new Blob(parts, { type: 'application/octet-stream' })
      parts = []
      return Promise.resolve(whole)
    },
    abort() {
      parts = []
    },
  }
}

/** Choosing a place made an empty file there, which stays where the browser cannot remove it. */
async function clearPlace(target: SaveTarget): Promise<void> {
  try {
    await target.remove?.()
  } catch {
    // The visitor has moved it or forbids it: it is empty.
  }
}

async function createDiskSink(target: SaveTarget): Promise<Sink> {
  const file = await target.createWritable().catch(async (error: unknown) => {
    await clearPlace(target)
    throw error
  })
  return {
    isMemory: false,
    write: (block) => file.write(block),
    async finish() {
      await file.close()
      return null
    },
    abort() {
      void file
        .abort()
        .catch(() => undefined)
        .then(() => clearPlace(target))
    },
  }
}

/** What browsers call it that they did not ask, or that nothing may be written there. */
const REFUSALS = new Set(['SecurityError', 'NotAllowedError'])
/** There is no place now, and another try may find one. */
export class PlaceRefused extends Error {}

/**
 * Opens a place for a file; the browser may ask the visitor where, so call it while he presses.
 *
 * @returns `null` when he changed his mind
 * @throws PlaceRefused, or what the browser says when there is no room
 */
export async function openSink(name: string, size: number): Promise<Sink | null> {
  const ask = askForTarget()
  if (size < ASK_FROM_BYTES || ask === undefined) return createMemorySink()
  try {
    return await createDiskSink(await ask({ suggestedName: name }))
  } catch (error) {
    const why = error instanceof DOMException ? error.name : ''
    if (why === 'AbortError') return null
    if (size <= MEMORY_BYTES_MAX) return createMemorySink()
    if (REFUSALS.has(why)) throw new PlaceRefused(why)
    throw error
  }
}
