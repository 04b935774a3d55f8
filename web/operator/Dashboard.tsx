/** The dashboard. */
import type { Me } from '../../radar/operatorProtocol.ts'
import type { Operator } from './operator.ts'
import type { Watch } from './store.ts'

export function Dashboard({ me }: { operator: Operator; me: Me; watch: Watch }) {
  return <main>{me.name}</main>
}
