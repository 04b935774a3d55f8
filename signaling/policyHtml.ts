/** How sentences become the HTML of the policy pages. Pure. */

/** What stands in a sentence for an element of its own. */
export const ELEMENT = '\ue000'

/** Text as it is; what was set apart from the direction around it is so in an element. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/\u2068/g, '<bdi>')
    .replace(/\u2069/g, '</bdi>')

/** A sentence around one element. */
export const around = (say: (element: string) => string, element: string): string =>
  escapeHtml(say(ELEMENT)).replace(ELEMENT, () => element)

export const heading = (text: string, id?: string): string =>
  `<h2${id === undefined ? '' : ` id="${id}"`}>${escapeHtml(text)}</h2>`

export const paragraphs = (...texts: readonly string[]): string =>
  texts.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')

export const bullets = (texts: readonly string[]): string =>
  `<ul>\n${texts.map((text) => `<li>${escapeHtml(text)}</li>`).join('\n')}\n</ul>`

/**
 * A row of a table, of which the first cell says what the others are about. Each of them bears the
 * name of its column, for narrow screens, where they stand below each other.
 */
function row([first = '', ...rest]: readonly string[], columns: readonly string[]): string {
  const cells = rest.map((cell, at) => {
    const column = columns[at + 1]
    const named = column === undefined ? '' : ` data-column="${escapeHtml(column)}"`
    return `<td${named}>${escapeHtml(cell)}</td>`
  })
  return `<tr><th scope="row">${escapeHtml(first)}</th>${cells.join('')}</tr>`
}

/** A table; without columns it may scroll sideways by itself. */
export function table(
  label: string,
  rows: readonly (readonly string[])[],
  columns: readonly string[] = [],
): string {
  const names = columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('')
  const head = names === '' ? '' : `<thead><tr>${names}</tr></thead>\n`
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}">
<table${head === '' ? '' : ' class="stacked"'}>
${head}<tbody>
${rows.map((cells) => row(cells, columns)).join('\n')}
</tbody>
</table>
</div>`
}
