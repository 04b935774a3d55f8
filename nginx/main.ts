/** `npm run deploy`: renders a deployment into a folder, or checks the one that is there. */
import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { resolve } from 'node:path'
import { commandsAfter } from './afterwards.ts'
import { check } from './check.ts'
import { HELP, readCommand, type Command } from './command.ts'
import { packageTemplates, renderDeployment } from './deployment.ts'
import { keptSecrets, rotated } from './deploymentSecrets.ts'
import { readIn, writeFolder } from './folder.ts'
import { isPublic, OptionError, parseOptions } from './options.ts'

/** Of `ProtectHome=` and `PrivateTmp=` in the units. */
const HIDDEN = /^\/(home|root|tmp)\//
/** Compiled, this file is two folders deep in the package. */
const packageFolder = new URL('../..', import.meta.url)

/** The machine's addresses on the Internet; all it has but loopback where there is none. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && (scopeid ?? 0) === 0)
    .map(({ address }) => address)
  const reachable = all.filter(isPublic)
  return reachable.length > 0 ? reachable : all
}

/** npm runs us in the project's folder, and says here where the operator stands. */
const whereOperatorStands = (path: string): string => resolve(process.env['INIT_CWD'] ?? '', path)

function readText(path: string): string {
  try {
    return readFileSync(whereOperatorStands(path), 'utf8')
  } catch {
    throw new OptionError('--ads-file names a file that cannot be read.')
  }
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}

function render({ folder, rotate, options: choose }: Extract<Command, { type: 'render' }>): void {
  const remembered = readIn(folder, 'options.json')
  const before = remembered === null ? null : parseOptions(remembered)
  if (remembered !== null && before === null)
    throw new OptionError(
      `${folder}/options.json is damaged: remove it and give all options again.`,
    )
  const options = choose(before, ownAddresses())
  const kept = keptSecrets((path) => readIn(folder, path))
  const secrets = rotate ? rotated(kept) : kept
  const files = renderDeployment(options, secrets, folder, packageTemplates(packageFolder))
  const changed = writeFolder(folder, files)
  for (const path of changed) say(`changed  ${path}`)
  say(
    changed.length === 0
      ? `Nothing has changed in ${folder}.`
      : `${changed.length} of ${files.size} files changed in ${folder}. Go on with ${folder}/CHECKLIST.md.`,
  )
  // The first time, the list of what to do says it all.
  if (before !== null)
    for (const command of commandsAfter(folder, changed)) say(`then     ${command}`)
  if (!options.addresses.some(({ shown }) => isPublic(shown)))
    say(
      'Warning: none of the addresses is public, so that the relay works in this network only. Behind a NAT, say --address PUBLIC/PRIVATE.',
    )
  if ([folder, options.app].some((path) => HIDDEN.test(path)))
    say(
      'Warning: the services see nothing under /home, /root and /tmp. Choose another --out and --app.',
    )
  if (options.contact === '')
    say('Warning: no --contact is named yet, whom visitors can ask on the policy pages.')
}

async function checkFolder(folder: string): Promise<void> {
  const isRoot = process.getuid?.() === 0
  const findings = await check(folder, packageTemplates(packageFolder), isRoot)
  for (const { verdict, sentence } of findings) say(`${verdict.padEnd(5)}  ${sentence}`)
  const wrong = findings.filter(({ verdict }) => verdict === 'wrong').length
  say(wrong === 0 ? 'Nothing is wrong.' : `Wrong: ${wrong}.`)
  if (wrong > 0) process.exitCode = 1
}

try {
  const command = readCommand(process.argv.slice(2), whereOperatorStands, readText)
  switch (command.type) {
    case 'help':
      process.stdout.write(HELP)
      break
    case 'check':
      await checkFolder(command.folder)
      break
    case 'render':
      render(command)
      break
  }
} catch (error) {
  if (!(error instanceof OptionError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
