/** What the page asks its picture worker for, and what comes back. */
import type { PictureKind } from './imageHeader.ts'
import type { Offered } from './transferProtocol.ts'

type PictureType = Extract<Offered, { kind: 'picture' }>['mime']

/** `open`: a stranger's picture, for this page. `copy`: the visitor's own, for the stranger. */
export type PictureTask =
  | { readonly task: 'open'; readonly file: Blob; readonly mime: PictureType }
  | { readonly task: 'copy'; readonly file: Blob; readonly bytesMax: number }

/**
 * Why there is no picture: iPhone's own format; not one that this browser can read; more pixels than
 * it can hold; a browser that lets nobody read what was drawn, against fingerprinting; or a worker
 * that did not come, as while the server is away.
 */
export type PictureProblem =
  Extract<PictureKind, 'heic'> | 'unreadable' | 'huge' | 'hidden' | 'failed'

export type PictureAnswer =
  { readonly picture: Blob; readonly isAnimated: boolean } | { readonly problem: PictureProblem }
