/** The operator's choices, as the privacy page shows them (S3). Pure. */
import type { Config } from './config.ts'

const HIDING = {
  choice: 'Direct, or through this server’s relay for who hides his address',
  always: 'Always through this server’s relay',
  never: 'Direct, or through this server’s relay where there is no direct way',
} as const

function advertisingInForce({ ADVERTISING: advertising }: Config): string {
  if (advertising === null) return 'Off'
  const from = advertising.origin ?? 'this server'
  return `By ${advertising.network}, loaded from ${from} when you agree, on the first and the last screen only`
}

/** One row per choice: what it is about, and what holds. */
export function settingsInForce(config: Config): readonly (readonly [string, string])[] {
  const hasRelay = config.TURN_URLS.length > 0
  const hasRadar = config.RADAR_CREDENTIAL !== ''
  return [
    ['Calls', hasRelay ? HIDING[config.HIDE_ADDRESS] : 'Direct: this server has no relay'],
    [
      'Help in finding a direct way (STUN)',
      config.STUN_URLS.length === 0 ? 'None' : config.STUN_URLS.join(', '),
    ],
    ['Relay (TURN)', hasRelay ? config.TURN_URLS.join(', ') : 'None'],
    [
      'Limits for one network',
      `${config.CONNECTS_PER_MINUTE} visits and ${config.FINDS_PER_MINUTE} searches a minute, ${config.REPORTS_PER_HOUR} reports an hour`,
    ],
    [
      'Networks that do too much',
      hasRadar ? 'Slowed down or kept out for a while, as said below' : 'Limited, but not kept out',
    ],
    [
      'How long networks are kept out',
      // Nothing that an operator sets can be longer (R1).
      hasRadar ? '7 days at most, or 30 when a person decided' : 'Not at all',
    ],
    [
      'Alerts to a place outside this server',
      // The radar alone knows its settings, and what it would say (P6).
      hasRadar ? 'If the operator has set one up: that something happened, and how often' : 'None',
    ],
    ['Kept of visitors', hasRadar ? 'Nothing, but the networks that are kept out' : 'Nothing'],
    ['Advertising', advertisingInForce(config)],
  ]
}
