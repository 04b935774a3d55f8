/** What of all that was found tells of somebody, in words. Pure. */
import type { Held } from './heap.ts'
import { BARE_FORM, type Mark, type Standing } from './marks.ts'
import type { Finding } from './search.ts'

/** So many different visitors make four bytes more than chance. */
const BARE_LEAST = 3

/** Leaves out what is chance, what was planted, and those who may be there. */
function telling(findings: readonly Finding[], mayBe: readonly Standing[]): readonly Finding[] {
  const bare = new Set(findings.filter(({ form }) => form === BARE_FORM).map(({ mark }) => mark))
  return findings.filter(
    ({ form, mark: { standing } }) =>
      (form !== BARE_FORM || bare.size >= BARE_LEAST) &&
      standing !== 'control' &&
      !mayBe.includes(standing),
  )
}

const inWords = ({ mark, form, at, inside }: Finding): string =>
  `${mark.kind} of ${mark.standing}, ${form}, at ${at} ${inside}`.trimEnd()

/** @param mayBe who may be known there */
export const tell = (findings: readonly Finding[], mayBe: readonly Standing[] = []): string[] =>
  telling(findings, mayBe).map(inWords)

/** The same of memory, of which only what something leads to counts. */
export function tellHeld(held: readonly Held[], mayBe: readonly Standing[] = []): string[] {
  const led = held.filter(({ path }) => path !== null)
  const findings = new Set(
    telling(
      led.map(({ finding }) => finding),
      mayBe,
    ),
  )
  return led
    .filter(({ finding }) => findings.has(finding))
    .map(({ finding, path }) => `${inWords(finding)}: ${path}`)
}

export const formsFound = (findings: readonly Finding[], mark: Mark): Set<string> =>
  new Set(findings.filter((one) => one.mark === mark).map(({ form }) => form))

/** What was found in all places whose name matches. */
export const findingsAt = (
  places: ReadonlyMap<string, readonly Finding[]>,
  name: string | RegExp,
): readonly Finding[] =>
  [...places].flatMap(([place, findings]) =>
    (typeof name === 'string' ? place === name : name.test(place)) ? findings : [],
  )
