/** `npm run deploy -- --check`: looks at the files, then runs everything where it harms nothing. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { checkFiles } from './checkFiles.ts'
import type { ReadTemplate } from './deployment.ts'
import { note, wrong, type Finding } from './finding.ts'

/** Everything has an end of its own well before. */
const STAGE_TIMEOUT_MS = 180_000
const findings = z.array(
  z.object({ verdict: z.enum(['good', 'wrong', 'note']), sentence: z.string() }),
)
const here = dirname(new URL(import.meta.url).pathname)

/**
 * Makes folders that are mounted over for a while; undone by what it returns, which leaves alone
 * what somebody else has begun to use.
 */
function standIn(folders: readonly string[]): () => void {
  const made: string[] = []
  const make = (folder: string): void => {
    if (existsSync(folder)) return
    make(dirname(folder))
    mkdirSync(folder)
    made.unshift(folder)
  }
  for (const folder of folders) make(folder)
  return () => {
    for (const folder of made)
      try {
        rmdirSync(folder)
      } catch {
        return
      }
  }
}

/**
 * Runs the programs in network, mount and process namespaces of their own: when the first process
 * ends, however it ends, everything ends with it.
 */
function runStage(folder: string, hasCertificate: boolean): Promise<readonly Finding[]> {
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  const stage = [join(here, 'checkStage.js'), folder, hasCertificate ? 'yes' : 'no']
  return new Promise((resolve) => {
    const child = spawn('unshare', [...namespaces, '--', process.execPath, ...stage], {
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: STAGE_TIMEOUT_MS,
      killSignal: 'SIGKILL',
    })
    const stop = () => void child.kill('SIGKILL')
    const signals = ['SIGINT', 'SIGTERM'] as const
    for (const signal of signals) process.on(signal, stop)
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    const failed = [wrong('Trying it out has failed: the programs were not all looked at.')]
    child.on('error', () => resolve(failed))
    child.on('close', (code) => {
      for (const signal of signals) process.off(signal, stop)
      resolve(code === 0 ? findings.parse(JSON.parse(said)) : failed)
    })
  })
}

/**
 * @param isRoot whether we may make networks; without, only the files are looked at
 * @throws OptionError when even the choices may not be read
 */
export async function check(
  folder: string,
  readTemplate: ReadTemplate,
  isRoot: boolean,
): Promise<readonly Finding[]> {
  const { findings: seen, options } = checkFiles(folder, readTemplate, isRoot, Date.now())
  if (options === null) return seen
  if (!isRoot)
    return [
      ...seen,
      note('Only root can try out nginx, the ruleset, coturn, TLS, headers and the WebSocket.'),
    ]
  const tls = join(folder, 'tls')
  const hasCertificate = ['fullchain.pem', 'privkey.pem'].every((name) =>
    existsSync(join(tls, name)),
  )
  const undo = standIn([options.run, tls])
  try {
    return [...seen, ...(await runStage(folder, hasCertificate))]
  } finally {
    undo()
  }
}
