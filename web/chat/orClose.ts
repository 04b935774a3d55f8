/** @param close lets go what was opened for it, when it cannot be made */
export function orClose<T>(make: () => T, close: () => void): T {
  try {
    return make()
  } catch (error) {
    close()
    throw error
  }
}
