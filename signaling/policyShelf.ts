/** The policy pages as they are now: printed when somebody asks, and not for each word of the radar. */
import type { Choices } from '../radar/protocol.ts'
import type { PolicyPage } from './policies.ts'

/** All pages in nine languages are some milliseconds of work: no more often than this. */
const PRINTED_EVERY_MS = 1_000

export interface PolicyShelf {
  /** Takes what the radar says of its operator's choices. */
  take(choices: Choices): void
  /** The same array as long as nothing has changed. */
  pages(): readonly PolicyPage[]
}

/**
 * @param write all pages for these choices; `null` while the radar has said nothing
 * @param now milliseconds from any moment on, which nobody can set back
 */
export function createPolicyShelf(
  write: (choices: Choices | null) => readonly PolicyPage[],
  now: () => number = () => performance.now(),
): PolicyShelf {
  let said = ''
  let printed = ''
  let latest: Choices | null = null
  let pages = write(null)
  let printedAt = -Infinity
  return {
    take(choices) {
      said = JSON.stringify(choices)
      latest = choices
    },
    pages() {
      if (said !== printed && now() - printedAt >= PRINTED_EVERY_MS) {
        pages = write(latest)
        printed = said
        printedAt = now()
      }
      return pages
    },
  }
}
