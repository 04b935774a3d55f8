/** `npm run bench`: figures beside a floor from the same run; only the ratios carry over. */
import { readFileSync, statSync } from 'node:fs'
import { benchBrowser } from './browser.js'
import { benchServer } from './server.js'

process.stdout.write(await benchServer())

const { name, ours, floor, goal } = await benchBrowser()
const ratio = ours / floor
process.stdout.write(
  `\nbrowser, beside two plain connections in one page\n` +
    `${name}: ${ours.toFixed(0)} to ${floor.toFixed(0)}, ratio ${ratio.toFixed(2)}, ` +
    `goal ${goal.toFixed(2)} ${ratio <= goal ? 'kept' : 'MISSED'}\n`,
)

const html = readFileSync('dist/web/index.html', 'utf8')
const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path)
const bytes = scripts.reduce((sum, path) => sum + statSync(`dist/web/${path}.gz`).size, 0)
process.stdout.write(`script before Find is pressed: ${bytes} bytes of gzip, goal 90000\n`)
