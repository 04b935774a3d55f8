/**
 * SHA-256 (FIPS 180-4) over a file that is never whole in memory: the browser's own digest takes no
 * pieces, so each block has one, and the file's is that of all of them in order.
 */
import { toBase64Url } from './sealed.ts'

export const digestBlock = (block: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> =>
  crypto.subtle.digest('SHA-256', block)

/** The digest of a whole file, from those of its blocks. */
export async function digestFile(blocks: readonly Promise<ArrayBuffer>[]): Promise<string> {
  const all = await new Blob(await Promise.all(blocks)).arrayBuffer()
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', all)))
}
