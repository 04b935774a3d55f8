/** `npm run compare -- https://chat.example.org`: whether a live site serves what this checkout builds. */
import { readFileSync } from 'node:fs'
import { compareSite, NOT_COMPARED, parseBuild } from './compare.ts'

const [origin = '', ...rest] = process.argv.slice(2)
const build = parseBuild(readFileSync(new URL('../web/build.json', import.meta.url), 'utf8'))

if (!URL.canParse(origin) || !/^https?:/.test(origin) || rest.length > 0) {
  process.stderr.write('Say which site: npm run compare -- https://chat.example.org\n')
  process.exitCode = 2
} else if (build === null) {
  process.stderr.write('There is no build to compare with: run "npm run build" first.\n')
  process.exitCode = 2
} else {
  const { same, differences } = await compareSite(origin, build)
  for (const sentence of differences) process.stdout.write(`${sentence}\n`)
  process.stdout.write(
    differences.length === 0
      ? `${same} files are the same, and so is the page's Content-Security-Policy.\n`
      : `${same} files are the same, and ${differences.length} things differ.\n`,
  )
  process.stdout.write(`${NOT_COMPARED}\n`)
  process.exitCode = differences.length === 0 ? 0 : 1
}
