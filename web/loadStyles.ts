/**
 * What the build puts around each `import()`: the styles of what is loaded come with it. Stands in the
 * place of Vite's own, which can do more than is asked for here, and takes a failed style for loaded.
 */

const asked = new Map<string, Promise<unknown>>()

function loadStyle(path: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = path
    link.onload = resolve
    link.onerror = () => {
      // Whoever needs it asks again.
      link.remove()
      asked.delete(path)
      reject(new Error(path))
    }
    document.head.append(link)
  })
}

/** @param styles relative to the page; the page itself may have brought some of them */
export async function __vitePreload<T>(
  load: () => Promise<T>,
  styles: readonly string[],
): Promise<T> {
  const needed = styles
    .map((style) => `/${style}`)
    .filter((path) => asked.has(path) || document.querySelector(`link[href="${path}"]`) === null)
    .map((path) => {
      const loading = asked.get(path) ?? loadStyle(path)
      asked.set(path, loading)
      return loading
    })
  const [loaded] = await Promise.all([load(), ...needed])
  return loaded
}
