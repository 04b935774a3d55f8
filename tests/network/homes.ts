/** Browsers that run in a home of the laboratory, and trust what its authority signed. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dwelling, Kind } from '../browser/browsers.ts'
import type { Authority } from './authority.ts'
import { freePorts } from '../helpers/freePort.ts'
import type { Door } from './door.ts'
import type { Place } from './place.ts'

const PROGRAMS: Readonly<Record<Kind, string>> = {
  chromium: '/usr/bin/chromium',
  firefox: '/usr/bin/firefox-esr',
}

/** What a browser is told so that it starts at that place. */
export async function dwellingIn(
  place: Place,
  door: Door,
  authority: Authority,
  folder: string,
  kind: Kind,
): Promise<Dwelling> {
  const home = join(folder, `${place.name}-${kind}`)
  const profile = join(home, 'profile')
  mkdirSync(profile, { recursive: true })
  authority.trustIn(kind === 'firefox' ? profile : join(home, '.pki', 'nssdb'))
  const executablePath = join(home, 'browser')
  writeFileSync(
    executablePath,
    `#!/bin/sh\nHOME='${home}' exec ip netns exec ${place.name} ${PROGRAMS[kind]} "$@"\n`,
    { mode: 0o755 },
  )
  const [port = 0] = await freePorts(1)
  if (kind === 'firefox') await door.forward(port, { host: '127.0.0.1', port })
  return { executablePath, profile, port }
}
