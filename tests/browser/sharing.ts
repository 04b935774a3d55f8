/** Before the browser tests of one run, which go one after the other: see `run.js`. */
import { shareBrowsers } from './browsers.ts'

export default shareBrowsers
