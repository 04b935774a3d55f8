/** What the visitor has chosen to send, until he sends it or thinks better of it. */
import { pictureKind } from './imageHeader.ts'
import { createPictures, PictureError, type Pictures } from './pictures.ts'
import type { PictureProblem } from './pictureTasks.ts'
import { cleanName, SIZE_MAX, SIZES_MAX } from './transferProtocol.ts'
import type { Transfers } from './transfers.ts'

/** Shown, and sent, at once. */
const PICKS_MAX = 8
/** Enough to tell what kind of picture it is. */
const HEAD_BYTES = 128
/** A picture's own name may say who is on it, where and when. */
const PICTURE_NAME = 'picture.jpg'

/** Why something chosen is not sent; a picture may still go as a file. */
export type Refusal = PictureProblem | 'tooLarge' | 'gone'

export type Pick = {
  readonly id: number
  readonly file: File
} & (
  | { readonly as: 'waiting' }
  | {
      readonly as: 'picture'
      readonly picture: Blob
      /** Of the copy, as the stranger will see it. */
      readonly url: string
      readonly isAnimated: boolean
    }
  | { readonly as: 'file' }
  | { readonly as: 'refused'; readonly why: Refusal }
)

export interface Picked {
  readonly picks: readonly Pick[]
  /** Some were left out, because they were too many. */
  readonly isTooMany: boolean
  /** Some were not taken, because too many are on their way. */
  readonly isFull: boolean
}

export const NOTHING_PICKED: Picked = { picks: [], isTooMany: false, isFull: false }

export interface Picking {
  readonly add: (files: readonly File[]) => void
  readonly sendAsFile: (id: number) => void
  readonly remove: (id: number) => void
  /** Offers everything that is ready; what is not taken stays. */
  readonly send: (transfers: Transfers) => void
  /** Forgets everything; it can be filled anew. */
  readonly clear: () => void
  /** Forgets everything, and takes nothing until it is opened again. */
  readonly close: () => void
  readonly open: () => void
}

export const canBeFile = (why: Refusal): boolean => why !== 'tooLarge' && why !== 'gone'

/** A drawing in SVG is a document, and goes as a file. */
async function isPicture(file: File): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  if (file.type === 'image/svg+xml') return false
  return file.type.startsWith('image/') || pictureKind(head) !== null
}

export function createPicking(show: (picked: Picked) => void): Picking {
  let picked = NOTHING_PICKED
  let pictures: Pictures | null = null
  let lastId = 0
  let isClosed = false

  function change(to: Partial<Picked>): void {
    picked = { ...picked, ...to }
    show(picked)
  }

  const isHere = (id: number) => picked.picks.some((one) => one.id === id)

  function drop(pick: Pick): void {
    if (pick.as === 'picture') URL.revokeObjectURL(pick.url)
  }

  /** What has been removed meanwhile stays away. */
  function replace(pick: Pick): void {
    if (!isHere(pick.id)) drop(pick)
    change({ picks: picked.picks.map((one) => (one.id === pick.id ? pick : one)) })
  }

  async function look(id: number, file: File): Promise<Pick> {
    if (file.size > SIZE_MAX) return { id, file, as: 'refused', why: 'tooLarge' }
    try {
      if (!(await isPicture(file))) return { id, file, as: 'file' }
    } catch {
      return { id, file, as: 'refused', why: 'gone' }
    }
    if (!isHere(id)) return { id, file, as: 'waiting' }
    try {
      pictures ??= createPictures()
      const task = { task: 'copy', file, bytesMax: SIZES_MAX.picture } as const
      const { picture, isAnimated } = await pictures.make(task)
      return { id, file, as: 'picture', picture, url: URL.createObjectURL(picture), isAnimated }
    } catch (error) {
      const why = error instanceof PictureError ? error.why : 'unreadable'
      return { id, file, as: 'refused', why }
    }
  }

  function offer(pick: Pick, transfers: Transfers): boolean {
    if (pick.as === 'picture') {
      const { picture } = pick
      const what = {
        kind: 'picture',
        name: PICTURE_NAME,
        size: picture.size,
        mime: 'image/jpeg',
      } as const
      return transfers.offer(what, picture)
    }
    const { name, size } = pick.file
    return transfers.offer({ kind: 'file', name: cleanName(name), size }, pick.file)
  }

  function clear(): void {
    pictures?.close()
    pictures = null
    picked.picks.forEach(drop)
    change(NOTHING_PICKED)
  }

  function keep(picks: readonly Pick[], isFull: boolean): void {
    if (picks.length === 0) clear()
    else change({ picks, isTooMany: false, isFull })
  }

  return {
    add(files) {
      // One's own camera may give its picture when the conversation is over.
      if (isClosed) return
      const added = files
        .slice(0, PICKS_MAX - picked.picks.length)
        .map((file): Pick => ({ id: (lastId += 1), file, as: 'waiting' }))
      change({
        picks: [...picked.picks, ...added],
        isTooMany: added.length < files.length,
        isFull: false,
      })
      for (const { id, file } of added) void look(id, file).then(replace)
    },
    sendAsFile(id) {
      const pick = picked.picks.find((one) => one.id === id)
      if (pick === undefined) return
      drop(pick)
      replace({ id, file: pick.file, as: 'file' })
    },
    remove(id) {
      picked.picks.filter((one) => one.id === id).forEach(drop)
      keep(
        picked.picks.filter((one) => one.id !== id),
        picked.isFull,
      )
    },
    send(transfers) {
      const left = picked.picks.filter((pick) => {
        if (pick.as === 'waiting') return true
        if (pick.as === 'refused') return false
        const isTaken = offer(pick, transfers)
        if (isTaken) drop(pick)
        return !isTaken
      })
      keep(left, left.length > 0)
    },
    clear,
    close() {
      isClosed = true
      clear()
    },
    open() {
      isClosed = false
    },
  }
}
