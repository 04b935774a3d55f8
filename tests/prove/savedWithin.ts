/** Where a file is saved in a browser that cannot ask where: the origin's own folder. */

/** The saving dialog, which no headless browser can open, answers with a file of the origin's own. */
export function saveWithin(): void {
  Object.assign(globalThis, {
    showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
  })
}

/** How large a file is that was saved within, which then goes; in the page. */
export async function takeAway(name: string): Promise<number> {
  const place = await navigator.storage.getDirectory()
  const { size } = await (await place.getFileHandle(name)).getFile()
  await place.removeEntry(name)
  return size
}
