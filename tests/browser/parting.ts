/** After the browser tests of one run. */
import { endSharing } from './browsers.ts'

export default endSharing
