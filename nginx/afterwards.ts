/** Which commands take a changed deployment into use. Pure. */

const PROCESS_FILE = /^(signaling|radar|firewall)\.env$/
const UNIT_FILE = /^systemd\/(p2pchat-\w+)\.service$/
/** Those that are no service's, and what reads them again. */
const HOST_COMMANDS: Readonly<Record<string, string>> = {
  'host/sysusers.conf': 'systemd-sysusers',
  'host/tmpfiles.conf': 'systemd-tmpfiles --create',
  'host/sysctl.conf': 'sysctl --system',
  'host/journald.conf': 'systemctl restart systemd-journald',
}
/** In the order in which they need each other. */
const SERVICES = ['radar', 'signaling', 'turn', 'firewall', 'nginx'] as const

/** The service that must begin anew to see a file; `null` for none. */
function restartOf(path: string): string | null {
  if (path === 'turnserver.conf') return 'p2pchat-turn'
  const name = PROCESS_FILE.exec(path)?.[1]
  return name === undefined ? (UNIT_FILE.exec(path)?.[1] ?? null) : `p2pchat-${name}`
}

/**
 * @param folder of the deployment
 * @param changed paths in it
 * @returns command lines, in the order to run them
 */
export function commandsAfter(folder: string, changed: readonly string[]): string[] {
  const restarts = new Set(changed.map(restartOf))
  const named = SERVICES.map((name) => `p2pchat-${name}`).filter((name) => restarts.has(name))
  const isNginx = changed.some((path) => path.startsWith('nginx/'))
  return [
    ...changed.flatMap((path) => HOST_COMMANDS[path] ?? []),
    ...(changed.some((path) => ['ruleset.nft', 'host/services.nft'].includes(path))
      ? [`nft -f ${folder}/ruleset.nft`]
      : []),
    ...(changed.some((path) => UNIT_FILE.test(path)) ? ['systemctl daemon-reload'] : []),
    ...(named.length > 0 ? [`systemctl restart ${named.join(' ')}`] : []),
    ...(isNginx && !restarts.has('p2pchat-nginx') ? ['systemctl reload p2pchat-nginx'] : []),
  ]
}
