/** Random names for visitors, pairs and tokens. */
import { randomFillSync } from 'node:crypto'

const ID_BYTES = 16
/** The system is asked for this much at once: a call for each id was a tenth of an introduction. */
const POOL_BYTES = 4_096

const pool = Buffer.alloc(POOL_BYTES)
let used = POOL_BYTES

/** Returns 128 random bits as 22 characters of base64url; no byte of the pool serves twice. */
export function randomId(): string {
  if (used === POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  used += ID_BYTES
  return pool.toString('base64url', used - ID_BYTES, used)
}
