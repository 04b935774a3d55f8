/** What a page has saved where no dialog can be opened. */

/** The SHA-256 of what was saved within the page's own folder, from which it is removed; in the page. */
export async function takeSaved(name: string): Promise<string> {
  const folder = await navigator.storage.getDirectory()
  const file = await (await folder.getFileHandle(name)).getFile()
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  await folder.removeEntry(name)
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
