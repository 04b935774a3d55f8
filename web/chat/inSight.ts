/** Which part of a log is in sight: its end, unless the visitor reads further up. Touches no browser. */

/** Who looks at what is further up stays there. */
const NEAR_END_PX = 240
/** Nothing but a margin, or a word on who is typing, is so low. */
const SEEN_PX = 48

interface Heights {
  readonly scrollHeight: number
  readonly clientHeight: number
}

/** What there is to know of an element that is scrolled, and to do with it. */
export interface Scrolled extends Heights {
  readonly scrollTop: number
  scrollTo(to: { readonly top: number }): void
}

/** Whether who was scrolled so far down a log of these heights looked at its end. */
export const isNearEnd = (
  { scrollHeight, clientHeight }: Heights,
  scrollTop: number,
  near = NEAR_END_PX,
): boolean => scrollHeight - scrollTop - clientHeight < near

export interface InSight {
  /** It was scrolled, or has become larger or smaller: then the end stays in sight. */
  readonly look: () => void
  /** Brings the end into sight, whatever was there. */
  readonly end: () => void
  /** It is put away: until it comes back its heights and its place say nothing. */
  readonly fold: () => void
  /**
   * It is back.
   *
   * @param top of the first thing that nobody has seen; `null` if there is none
   */
  readonly unfold: (top: number | null) => void
}

/** @param onLook is told whether the last of what there is, is in sight */
export function createInSight(log: Scrolled, onLook: (isEnd: boolean) => void): InSight {
  /** As it was when it was last looked at: a lower one keeps its top in sight, not its end. */
  let before = { scrollTop: 0, scrollHeight: 0, clientHeight: 0 }
  /** Where the first of what was new was shown: that is read before anything that follows. */
  let held: number | null = null
  let isFolded = false

  const toEnd = () => log.scrollTo({ top: log.scrollHeight })

  function settle(): void {
    const { scrollTop, scrollHeight, clientHeight } = log
    before = { scrollTop, scrollHeight, clientHeight }
    if (held !== null && Math.abs(scrollTop - held) > 1) held = null
    const isEnd = isNearEnd(log, scrollTop, SEEN_PX)
    if (isEnd) held = null
    onLook(isEnd)
  }

  return {
    look() {
      if (isFolded) return
      // A page that becomes narrower may tell of an earlier scroll first.
      const isOther =
        log.scrollHeight !== before.scrollHeight || log.clientHeight !== before.clientHeight
      if (isOther && held === null && isNearEnd(before, log.scrollTop)) toEnd()
      settle()
    },
    end() {
      if (isFolded) return
      toEnd()
      settle()
    },
    fold() {
      isFolded = true
    },
    unfold(top) {
      isFolded = false
      const isAtEnd = held === null && isNearEnd(before, before.scrollTop)
      if (top !== null) log.scrollTo({ top })
      else if (isAtEnd) toEnd()
      else log.scrollTo({ top: before.scrollTop })
      if (top !== null) held = log.scrollTop
      settle()
    },
  }
}
