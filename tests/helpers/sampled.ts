/** Which of many alike cases a run takes: `npm test` the telling ones, `npm run prove` all. */

const isProof = process.env['TESTS'] === 'all'

/**
 * For `it.each` and `describe.each`.
 *
 * @param telling cases that every run takes: of pairs the one that has both kinds of browser
 * @param others more of the same, which only a proof takes: to it they are no more than tests
 */
export function sampled<const Case>(
  telling: readonly Case[],
  others: readonly Case[],
): readonly Case[] {
  return isProof ? [...telling, ...others] : telling
}

/**
 * Tests that only a proof registers: dear ones, of what every run shows in a cheaper way as well.
 * To `npm test` they do not exist, so that it skips nothing.
 */
export const inProof: Pick<jest.It, 'each'> & ((...test: Parameters<jest.It>) => void) = isProof
  ? it
  : Object.assign(() => undefined, { each: () => () => undefined })
