/**
 * `npm test`: builds, then runs the suites one after the other and adds up what passed.
 *
 * What waits for deadlines runs three files at a time, even on two cores: two wait while one works.
 * Browsers run alone, one test after the other, so that they wait for nobody, and are started once
 * for all of them; the laboratory runs alone, too.
 * Words after `npm test --` choose test files, as jest does.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import './install.js'

const SUITES = [
  {
    name: 'servers',
    folders: 'tests/(signaling|radar|firewall|nginx|web|process|simulate|prove|rules)',
    how: ['--maxWorkers=3', '--testSequencer=./tests/slowestFirst.js'],
  },
  {
    name: 'browsers',
    folders: 'tests/browser',
    how: [
      '--runInBand',
      '--globalSetup=./tests/browser/sharing.ts',
      '--globalTeardown=./tests/browser/parting.ts',
    ],
  },
  { name: 'network', folders: 'tests/network', how: ['--runInBand'] },
]

const build = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
if (build.status !== 0) process.exit(build.status ?? 1)

const results = mkdtempSync(join(tmpdir(), 'p2p-chat-tests-'))
const chosen = process.argv.slice(2)
const total = { passed: 0, failed: 0 }
let isBroken = false

for (const { name, folders, how } of SUITES) {
  const output = join(results, `${name}.json`)
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      '--config=tests/jest.config.js',
      '--json',
      `--outputFile=${output}`,
      '--passWithNoTests',
      // What a failed test has left open must not keep the others waiting for ever.
      '--forceExit',
      ...how,
      `--testPathPatterns=${folders}`,
      ...(chosen.length > 0 ? [`--testNamePattern=${chosen.join(' ')}`] : []),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const summary = JSON.parse(readFileSync(output, 'utf8'))
  total.passed += summary.numPassedTests
  // A suite that could not even be read has no test to count, and is a failure all the same.
  total.failed += summary.numFailedTests + summary.numRuntimeErrorTestSuites
  if (status !== 0) isBroken = true
}
rmSync(results, { recursive: true })

process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exit(isBroken || total.failed > 0 || (total.passed === 0 && chosen.length === 0) ? 1 : 0)
