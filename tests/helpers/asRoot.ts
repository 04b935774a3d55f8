/** Tests that need root: elsewhere skipped by name, but not where everything has to be proven. */

const isRoot = process.getuid?.() === 0

/** A suite for root. Where `CI` is true it runs, and fails, without root too. */
export const describeAsRoot = isRoot || process.env['CI'] === 'true' ? describe : describe.skip
/** A test for root. */
export const testAsRoot = isRoot || process.env['CI'] === 'true' ? test : test.skip
