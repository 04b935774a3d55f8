/** Saves what lies in this page's memory, without ever opening it. */

/** The browser downloads it; the page stays where it is. */
export function saveAs(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
