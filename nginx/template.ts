/** Text files with `{{PLACES}}`, filled. Pure. */

const PLACE = /\{\{([A-Z0-9_]+)\}\}/g

/** A template and what should fill it do not belong together: a defect of ours. */
export class TemplateError extends Error {}

/** The names of a template's places, each once. */
export const placesOf = (template: string): ReadonlySet<string> =>
  new Set([...template.matchAll(PLACE)].map(([, name = '']) => name))

/**
 * Fills each place with its value, which is not looked through for places again.
 *
 * @throws TemplateError when a place has no value
 */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(PLACE, (place, name: string) => {
    const value = values[name]
    if (value === undefined) throw new TemplateError(`Nothing fills ${place}.`)
    return value
  })
}
