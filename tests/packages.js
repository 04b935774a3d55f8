/** The Debian packages that tests drive: installed when we may, named when we may not. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PROGRAMS = [
  { path: '/usr/bin/chromium', name: 'chromium' },
  { path: '/usr/bin/firefox-esr', name: 'firefox-esr' },
  // Somebody else's MQTT client.
  { path: '/usr/bin/mosquitto_sub', name: 'mosquitto-clients' },
  // They judge the lists that we write for them.
  { path: '/usr/sbin/nft', name: 'nftables' },
  { path: '/usr/sbin/nginx', name: 'nginx-light' },
  // Sets what a network of a test does with packets, and makes its certificates.
  { path: '/usr/sbin/sysctl', name: 'procps' },
  { path: '/usr/bin/openssl', name: 'openssl' },
  // The relay, what shows every packet, and what makes browsers trust a test's own authority.
  { path: '/usr/bin/turnserver', name: 'coturn' },
  { path: '/usr/bin/tcpdump', name: 'tcpdump' },
  { path: '/usr/bin/certutil', name: 'libnss3-tools' },
  // Packs what a search has to unpack.
  { path: '/usr/bin/zstd', name: 'zstd' },
  // Reads the units of services.
  { path: '/usr/bin/systemd-analyze', name: 'systemd' },
  // Brings up a network that a test has made for itself.
  { path: '/usr/sbin/ip', name: 'iproute2' },
]

function run(command, ...rest) {
  return spawnSync(command, rest, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status
}

/** Returns the names of what is still missing. */
export function installPackages() {
  const isMissing = ({ path }) => !existsSync(path)
  const missing = PROGRAMS.filter(isMissing).map(({ name }) => name)
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write(`Installing ${missing.join(', ')} ...\n`)
    run('apt-get', 'update', '-qq')
    run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...missing)
  }
  return PROGRAMS.filter(isMissing).map(({ name }) => name)
}
