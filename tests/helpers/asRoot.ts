/** Tests that need root: elsewhere skipped by name, but not where everything has to be proven. */

const isRoot = process.getuid?.() === 0

/**
 * For what would prove nothing if it were skipped: it fails, in words.
 *
 * @param command as it was called
 */
export function needRoot(command: string): void {
  if (!isRoot) throw new Error(`Nothing was proven: "${command}" needs root. Try it with sudo.`)
}

/** A suite for root. Where `CI` is true it runs, and fails, without root too. */
export const describeAsRoot = isRoot || process.env['CI'] === 'true' ? describe : describe.skip
/** A test for root. */
export const testAsRoot = isRoot || process.env['CI'] === 'true' ? test : test.skip
