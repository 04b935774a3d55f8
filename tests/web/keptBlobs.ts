/** What the page keeps under addresses of its own, each test with an empty shelf. */
export function useKeptBlobs(): ReadonlyMap<string, Blob> {
  const kept = new Map<string, Blob>()
  beforeEach(() => {
    kept.clear()
    let count = 0
    Object.assign(URL, {
      createObjectURL(blob: Blob) {
        const url = `blob:${(count += 1)}`
        kept.set(url, blob)
        return url
      },
      revokeObjectURL: (url: string) => kept.delete(url),
    })
  })
  return kept
}
