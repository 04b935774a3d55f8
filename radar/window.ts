/** Sums over a moving stretch of time, in a fixed amount of memory. Pure. */

export interface Window {
  /**
   * Adds amounts that came together, after `from` and not after `to`. What came before the stretch is not counted;
   * whole numbers stay whole and their sum exact.
   */
  readonly add: (amounts: readonly number[], from: number, to: number) => void
  /** What came in the stretch that ends at `now`, one sum for each column. */
  readonly sums: (now: number) => number[]
}

/** @param columns how many amounts are added at a time */
export function createWindow(columns: number, slots: number, slotMs: number): Window {
  const cells = new Float64Array(columns * slots)
  /** Which stretch of `slotMs` a slot holds now. */
  const held = new Float64Array(slots).fill(-1)

  function slotFor(stretch: number): number {
    const slot = stretch % slots
    if (held[slot] !== stretch) {
      held[slot] = stretch
      cells.fill(0, slot * columns, (slot + 1) * columns)
    }
    return slot
  }

  return {
    add(amounts, from, to) {
      const last = Math.floor(to / slotMs)
      const first = Math.min(Math.floor(from / slotMs) + 1, last)
      const count = last - first + 1
      for (let stretch = Math.max(first, last - slots + 1); stretch <= last; stretch += 1) {
        const done = stretch - first
        const slot = slotFor(stretch)
        amounts.forEach((amount, column) => {
          const share =
            Math.floor((amount * (done + 1)) / count) - Math.floor((amount * done) / count)
          const cell = slot * columns + column
          cells[cell] = (cells[cell] ?? 0) + share
        })
      }
    },
    sums(now) {
      const last = Math.floor(now / slotMs)
      const sums = Array.from({ length: columns }, () => 0)
      for (let slot = 0; slot < slots; slot += 1) {
        const stretch = held[slot] ?? -1
        if (stretch < 0 || stretch > last || stretch <= last - slots) continue
        for (let column = 0; column < columns; column += 1)
          sums[column] = (sums[column] ?? 0) + (cells[slot * columns + column] ?? 0)
      }
      return sums
    },
  }
}
