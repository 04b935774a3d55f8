/** What can be seen of a deployment without running anything: files, modes, settings, certificate. */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkCertificate } from './certificate.ts'
import { checkMachine, checkUnits, thisMachine, type Unit } from './checkMachine.ts'
import { checkSettings, ownSecretFiles } from './checkSettings.ts'
import { renderDeployment, TEMPLATES, type ReadTemplate, type RenderedFile } from './deployment.ts'
import { keptSecrets } from './deploymentSecrets.ts'
import { good, note, wrong, type Finding } from './finding.ts'
import { readIn } from './folder.ts'
import { namesOf, OptionError, parseOptions, type Options } from './options.ts'

const CERTIFICATE = 'tls/fullchain.pem'
/** A link that the operator makes once the users are there. */
const SERVICES = 'local-services.nft'
const KEY = 'tls/privkey.pem'

const modeOf = (path: string): number => statSync(path).mode & 0o777
const octal = (mode: number): string => mode.toString(8)

function checkModes(folder: string, rendered: ReadonlyMap<string, RenderedFile>): Finding[] {
  const closed = [...rendered].filter(([, { mode }]) => (mode & 0o077) === 0).map(([path]) => path)
  const open = [...closed, ...ownSecretFiles((path) => readIn(folder, path))]
    .filter((path) => existsSync(join(folder, path)))
    .map((path) => ({ path, mode: modeOf(join(folder, path)) }))
    .filter(({ mode }) => (mode & 0o077) !== 0)
    .map(({ path, mode }) =>
      wrong(`${path} can be read by others (mode ${octal(mode)}): chmod 600 it.`),
    )
  const key = join(folder, KEY)
  if (existsSync(key) && (modeOf(key) & 0o007) !== 0)
    open.push(wrong(`${KEY} can be read by everybody: chmod 640 it.`))
  return open.length > 0 ? open : [good('Only their owner can read files with secrets.')]
}

function checkPair(folder: string, names: readonly string[], now: number): Finding[] {
  const [chain, key] = [readIn(folder, CERTIFICATE), readIn(folder, KEY)]
  if (chain === null || key === null)
    return [
      wrong(
        `There is no certificate in ${folder}/tls yet (step 5 of CHECKLIST.md); the rest is tried with one to throw away.`,
      ),
    ]
  return checkCertificate(chain, key, names, now)
}

/** Which files are missing or not what the next run would write. */
function checkTexts(folder: string, rendered: ReadonlyMap<string, RenderedFile>): Finding[] {
  return [...rendered].flatMap(([path, { text }]) => {
    const found = readIn(folder, path)
    if (found === null) return [wrong(`${path} is missing: render again.`)]
    return found === text
      ? []
      : [note(`${path} is not as rendered: somebody changed it, or the project is newer.`)]
  })
}

export interface FilesChecked {
  readonly findings: readonly Finding[]
  /** `null` when there is nothing to try out. */
  readonly options: Options | null
}

/** What cannot be read is no damage to who may not read it. */
function unlessUnreadable(isRoot: boolean, part: () => Finding[]): Finding[] {
  try {
    return part()
  } catch (error) {
    if (!(error instanceof OptionError)) throw error
    return [isRoot ? wrong(error.message) : note(error.message)]
  }
}

/** @param now milliseconds since the epoch */
export function checkFiles(
  folder: string,
  readTemplate: ReadTemplate,
  isRoot: boolean,
  now: number,
): FilesChecked {
  const remembered = readIn(folder, 'options.json')
  const options = remembered === null ? null : parseOptions(remembered)
  if (options === null) {
    const why = remembered === null ? 'is missing' : 'is damaged'
    return {
      findings: [wrong(`options.json ${why} in ${folder}: render with all options.`)],
      options,
    }
  }
  const units = [...TEMPLATES.keys()].flatMap((path): Unit[] => {
    const text = path.startsWith('systemd/') ? readIn(folder, path) : null
    return text === null
      ? []
      : [{ name: basename(path), path: realpathSync(join(folder, path)), text }]
  })
  const isBuilt = existsSync(join(options.app, 'dist/signaling/main.js'))
  return {
    findings: [
      ...unlessUnreadable(isRoot, () => {
        const secrets = keptSecrets((path) => readIn(folder, path))
        const rendered = renderDeployment(options, secrets, folder, readTemplate)
        return [
          ...checkModes(folder, rendered),
          ...checkTexts(folder, rendered),
          ...checkSettings((path) => readIn(folder, path)),
        ]
      }),
      ...unlessUnreadable(isRoot, () => checkPair(folder, namesOf(options), now)),
      isBuilt
        ? good(`The project is built in ${options.app}.`)
        : wrong(`The project is not built in ${options.app}: see step 2 of CHECKLIST.md.`),
      ...(existsSync(join(folder, SERVICES))
        ? []
        : [note(`Not installed yet: ${SERVICES} (CHECKLIST.md, step 4).`)]),
      ...checkMachine(options, units, thisMachine()),
      ...(isRoot ? checkUnits(units) : []),
    ],
    options,
  }
}
