/** The built firewall agent as a process of its own, as operators run it. */
import { spawn, type StdioOptions } from 'node:child_process'
import { join } from 'node:path'
import { DIST, type Environment, type Exit } from './signalingProcess.ts'
import { waitUntil } from './wait.ts'

const MAIN = join(DIST, 'firewall', 'main.js')
const ENDS_WITHIN_MS = 15_000

export interface FirewallProcess {
  readonly exited: Promise<Exit>
  stdout(): string
  stderr(): string
  /** Waits until it has printed this. */
  says(sentence: RegExp | string, withinMs?: number): Promise<void>
  kill(signal: NodeJS.Signals): void
  /** Ends it at once; for the end of a test. */
  stop(): Promise<void>
}

export interface Run {
  /** Options of the command line. */
  readonly args?: readonly string[]
  /** A command that runs another one, such as `setpriv` with its options. */
  readonly through?: readonly string[]
  readonly stdio?: StdioOptions
}

/** Starts the agent; it neither waits for anything nor needs a radar. */
export function startFirewall(
  env: Environment,
  { args = [], through = [], stdio = ['ignore', 'pipe', 'pipe'] }: Run = {},
): FirewallProcess {
  const [program = '', ...rest] = [...through, process.execPath, MAIN, ...args]
  const child = spawn(program, rest, { env: { ...env }, stdio })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => (output[name] += text))
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  return {
    exited,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    says: async (sentence, withinMs = 15_000) => {
      const isSaid = () =>
        typeof sentence === 'string'
          ? output.stdout.includes(sentence)
          : sentence.test(output.stdout)
      await waitUntil(withinMs, isSaid, () => ({ sentence: String(sentence), ...output }))
    },
    kill: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Runs the agent until it ends by itself. */
export async function runFirewall(
  env: Environment,
  run?: Run,
): Promise<Exit & { readonly stdout: string; readonly stderr: string }> {
  const agent = startFirewall(env, run)
  const timer = setTimeout(() => agent.kill('SIGKILL'), ENDS_WITHIN_MS)
  const exit = await agent.exited
  clearTimeout(timer)
  return { ...exit, stdout: agent.stdout(), stderr: agent.stderr() }
}
