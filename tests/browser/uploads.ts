/** What a page sends to a server (P2). */
import type { Visitor } from './visitor.ts'

/**
 * Runs before the page's own scripts: counts the bytes that these give a server in bodies and frames.
 * Workers, which see pictures and puzzles only, are not watched.
 */
export function keepUploads(): void {
  const uploaded = { bytes: 0 }
  Object.assign(globalThis, { uploaded })
  const count = (body: unknown) => {
    // What cannot be measured counts as much.
    if (typeof body === 'string') uploaded.bytes += body.length
    else if (body instanceof ArrayBuffer || ArrayBuffer.isView(body))
      uploaded.bytes += body.byteLength
    else if (body instanceof Blob) uploaded.bytes += body.size
    else if (body !== undefined && body !== null) uploaded.bytes = Infinity
  }
  const watch = (owner: object, name: string, bodyOf: (given: unknown[]) => unknown) => {
    const original = Reflect.get(owner, name) as (...given: unknown[]) => unknown
    Reflect.set(owner, name, function counted(this: unknown, ...given: unknown[]) {
      count(bodyOf(given))
      return original.apply(this, given)
    })
  }
  watch(WebSocket.prototype, 'send', ([data]) => data)
  watch(XMLHttpRequest.prototype, 'send', ([data]) => data)
  watch(Navigator.prototype, 'sendBeacon', ([, data]) => data)
  watch(globalThis, 'fetch', ([asked, how]) =>
    asked instanceof Request ? asked.body : (how as RequestInit | undefined)?.body,
  )
}

/** Bytes that the page has given a server so far. */
export const uploadedBy = ({ page }: Visitor): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { uploaded: { bytes: number } }).uploaded.bytes)

/** Has a server told of the introductions, a few kilobytes each, and of nothing that was sent in them. */
export async function expectNoUploadOf(visitor: Visitor): Promise<void> {
  const bytes = await uploadedBy(visitor)
  expect(bytes).toBeGreaterThan(1_000)
  expect(bytes).toBeLessThan(64_000)
}
