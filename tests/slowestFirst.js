/**
 * In which order workers take test files: what takes long first, so that none is left alone with it.
 *
 * A clean checkout remembers no durations, and sizes of files tell little of them. Who waits for a
 * deadline is beside who works, above all beside the crowd, which has to be served within a second.
 */
import Sequencer from '@jest/test-sequencer'

const SLOWEST = [
  'process/dev',
  'process/firewall',
  'process/churn',
  'process/radarDown',
  'process/census',
  'simulate/simulate',
  'web/liveness',
  'radar/brokerAttack',
  'nginx/check',
  'radar/blocklistOracle',
  'radar/apiActions',
  'process/blocked',
  'process/drain',
  'process/http',
].map((name) => `/tests/${name}.test.ts`)

export default class SlowestFirst extends Sequencer {
  /** @override */
  async sort(tests) {
    const rank = ({ path }) => {
      const at = SLOWEST.findIndex((name) => path.endsWith(name))
      return at === -1 ? SLOWEST.length : at
    }
    const sorted = await super.sort(tests)
    return sorted.toSorted((one, other) => rank(one) - rank(other))
  }
}
