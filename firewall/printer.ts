/** What this machine would do, for who only wants to look. */
import { renderTable, type Nft } from './nft.ts'
import { renderDeny } from './nginxDeny.ts'
import type { Drop } from './wanted.ts'

/** Takes everything and does nothing. */
export function createPrinter(): Nft {
  let held: ReadonlyMap<string, number> | null = null
  return {
    apply(script) {
      held = new Map(
        Array.from(script.matchAll(/(\S+) timeout (\d+)s/g), ([, text = '', left]) => [
          text,
          Number(left),
        ]),
      )
      return Promise.resolve(true)
    },
    read: () => Promise.resolve(held),
    watch: () => () => undefined,
  }
}

/**
 * Everything that `FIREWALL_APPLY=yes` would write now, addresses and all: for the eyes of an
 * operator who has asked for it. Comments are comments to both programs.
 *
 * @param denyFile path of nginx's file, or `''` for none
 * @param now milliseconds since the epoch
 */
export function renderPlan(drops: readonly Drop[], denyFile: string, now: number): string {
  const deny = denyFile === '' ? '' : `\n# ${denyFile}\n${renderDeny(drops)}`
  return `# nft -f -\n${renderTable(drops, now)}${deny}`
}
