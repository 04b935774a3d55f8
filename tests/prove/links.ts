/** The link between a home of the laboratory and everybody else, made as slow as many are. */
import type { Place } from '../network/place.ts'

/** Slower than the machines at its ends, with a queue of a fifth of a second. */
export const HOME_LINK = 'rate 20mbit burst 64kb latency 200ms'
/** As fast as many are, and slower than two busy machines are with two pictures beside it. */
export const FAST_LINK = 'rate 50mbit burst 128kb latency 200ms'
/** Lets nothing wait for longer than a moment. */
export const NARROW_LINK = 'rate 300kbit burst 10kb latency 200ms'

/** The way out of the house, and the way in. */
const WAYS = ['outside', 'inside']
const LOSS =
  'add table inet loss; ' +
  'add chain inet loss forward { type filter hook forward priority 10; }; ' +
  'add rule inet loss forward meta l4proto udp numgen random mod 100 < '

/**
 * Slows both ways down.
 *
 * @param lost of a hundred packets so many
 * @returns makes them as they were
 */
export function slowDown({ run }: Place, link: string, lost = 0): () => void {
  for (const way of WAYS) run('tc', 'qdisc', 'add', 'dev', way, 'root', 'tbf', ...link.split(' '))
  if (lost > 0) run('nft', `${LOSS}${lost} drop`)
  return () => {
    for (const way of WAYS) run('tc', 'qdisc', 'del', 'dev', way, 'root')
    if (lost > 0) run('nft', 'delete table inet loss')
  }
}
