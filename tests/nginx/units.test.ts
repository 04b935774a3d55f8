/** What the service manager lets the programs do, against what they are known to begin with. */
import { execFileSync } from 'node:child_process'
import { render } from './deployments.ts'

/** Seen with strace, where it depends on the program's version: Node 20, nginx and coturn of Debian 12. */
const NEEDED = `
  pkey_alloc epoll_create1 eventfd2 pipe2 mprotect madvise membarrier clone clone3 futex
  rseq set_robust_list sched_getaffinity prctl socket socketpair bind listen accept4
  sendmsg recvmsg setsockopt setuid setgid setgroups rename renameat2 fsync chown execve
  getrandom prlimit64 capget wait4 kill timerfd_create sched_yield
`
  .trim()
  .split(/\s+/)

/** The groups as this machine's service manager knows them. */
function groups(): ReadonlyMap<string, readonly string[]> {
  const said = execFileSync('systemd-analyze', ['syscall-filter', '--no-pager'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return new Map(
    said.split(/\n\n+/).map((paragraph) => {
      const [name = '', ...calls] = paragraph.split('\n').map((line) => line.trim())
      return [name, calls.filter((call) => call !== '' && !call.startsWith('#'))]
    }),
  )
}

function expand(name: string, all: ReadonlyMap<string, readonly string[]>): string[] {
  return name.startsWith('@')
    ? (all.get(name) ?? []).flatMap((one) => (one === name ? [] : expand(one, all)))
    : [name]
}

it('[E4] lets every service make the system calls without which it does not start', () => {
  const all = groups()
  const units = Object.entries(render()).filter(([path]) => path.endsWith('.service'))
  expect(units).toHaveLength(5)
  for (const [path, text] of units) {
    const lines = [...text.matchAll(/^SystemCallFilter=(.*)$/gm)].map(([, words = '']) => words)
    const allowed = new Set(
      lines.flatMap((words) => words.split(' ')).flatMap((one) => expand(one, all)),
    )
    expect(allowed.size).toBeGreaterThan(200)
    const missing = NEEDED.filter((call) => !allowed.has(call))
    expect({ path, missing }).toEqual({ path, missing: [] })
    // A call that nobody has thought of is refused, which programs can live with.
    expect(text).toMatch(/^SystemCallErrorNumber=EPERM$/m)
  }
})
