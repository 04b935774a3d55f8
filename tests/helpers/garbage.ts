/** Collecting garbage when a test says so, to see what is still held. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose_gc')
export const collectGarbage = runInNewContext('gc') as () => void
