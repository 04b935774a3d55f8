/** The secrets of a deployment: made once, and read back from the files that hold them. */
import { randomBytes } from 'node:crypto'
import { parseEnvironment } from './environmentFile.ts'
import { OptionError } from './options.ts'

export interface DeploymentSecrets {
  /** 32 bytes in base64url, from which all that the radar keeps and signs follows. */
  readonly radarMaster: string
  /** Shared by signaling and coturn: the newest first, then the one before the last rotation. */
  readonly turn: readonly [string, ...string[]]
}

const MASTER = /^[\w-]{43}$/
const TURN_SECRET = /^static-auth-secret=([\w-]{32,})$/gm

const freshSecret = (): string => randomBytes(32).toString('base64url')

export const freshSecrets = (): DeploymentSecrets => ({
  radarMaster: freshSecret(),
  turn: [freshSecret()],
})

/**
 * What was rendered before; what was not is fresh.
 *
 * @param read the text of a rendered file, `null` where there is none
 * @throws OptionError when a file is there and holds no secret: a new one would not open what the
 *   old one closed
 */
export function keptSecrets(read: (path: string) => string | null): DeploymentSecrets {
  const { radarMaster, turn } = freshSecrets()
  const radar = read('radar.env')
  const relay = read('turnserver.conf')
  const keptMaster = radar === null ? radarMaster : parseEnvironment(radar)['RADAR_SECRET']
  if (keptMaster === undefined || !MASTER.test(keptMaster))
    throw new OptionError(
      "radar.env holds no RADAR_SECRET: restore it, or remove the file to make a new one, which makes the radar's sealed files unreadable.",
    )
  if (relay === null) return { radarMaster: keptMaster, turn }
  const [newest, ...older] = [...relay.matchAll(TURN_SECRET)].map(([, secret = '']) => secret)
  if (newest === undefined)
    throw new OptionError(
      'turnserver.conf holds no static-auth-secret: restore it, or remove the file to make a new one.',
    )
  return { radarMaster: keptMaster, turn: [newest, ...older] }
}

/** A new secret for the relay; the one before it stays until the next rotation. */
export const rotated = (secrets: DeploymentSecrets): DeploymentSecrets => ({
  ...secrets,
  turn: [freshSecret(), secrets.turn[0]],
})
