/** `npm run bench`: figures beside a floor from the same run; only the ratios carry over. */
import { benchBrowser } from './browser.js'
import { scriptBytes } from './page.js'
import { benchServer } from './server.js'

process.stdout.write(await benchServer())

const { name, ours, floor, goal, page } = await benchBrowser()
const ratio = ours / floor
process.stdout.write(
  `\nbrowser, beside two plain connections in one page\n` +
    `${name}: ${ours.toFixed(0)} to ${floor.toFixed(0)}, ratio ${ratio.toFixed(2)}, ` +
    `goal ${goal.toFixed(2)} ${ratio <= goal ? 'kept' : 'MISSED'}\n`,
)

process.stdout.write(page)
process.stdout.write(`script before Find is pressed: ${scriptBytes()} bytes of gzip, goal 90000\n`)
