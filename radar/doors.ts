/** Who may enter the broker: processes by their password, operators by a ticket that holds once. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Operators } from './operators.ts'
import type { Role } from './protocol.ts'
import { MACHINES, type Machine, type Secrets } from './secrets.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Returns what the broker asks for every connection. */
export function createDoors(
  passwords: Secrets['passwords'],
  operators: Pick<Operators, 'redeemTicket'>,
): (username: string, password: string, clientId: string) => Role | null {
  const isMachine = (name: string): name is Machine => MACHINES.some((one) => one === name)
  return (username, password, clientId) => {
    // An operator cannot be called like a process: `operators` would have to be asked for it first.
    if (!isMachine(username))
      return operators.redeemTicket(username, password, clientId)?.role ?? null
    const isRight = timingSafeEqual(digest(password), digest(passwords[username]))
    return isRight ? username : null
  }
}
