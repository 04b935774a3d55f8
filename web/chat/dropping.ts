/** Files that are dropped where nobody takes them: the browser would show them in the page's place. */

export const holdsFiles = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes('Files') ?? false

/** Looks from now on, for as long as the page is open; who takes files says so after it. */
export function keepFilesOut(): void {
  const refuse = (event: DragEvent) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none'
  }
  for (const kind of ['dragover', 'drop'] as const) addEventListener(kind, refuse, true)
}
