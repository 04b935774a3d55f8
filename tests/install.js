/** Before anything is proven: installs the Debian packages that tests drive, or names them and ends. */
import { installPackages } from './packages.js'

const missing = installPackages()
if (missing.length > 0) {
  process.stderr.write(`These Debian packages are needed: apt-get install ${missing.join(' ')}\n`)
  process.exit(1)
}
