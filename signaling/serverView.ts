/**
 * What is seen of a visitor, and by whom: the one list from which the page `/what-the-server-sees` is
 * made in every language, and which the tests read (P10). Pure.
 *
 * Every entry names the rules whose tests would go red if it were not true; what it says stands
 * under the same name in `languages/`. Which test is whose stands in `tests/helpers/provenBy.ts`.
 */
import type { Config } from './config.ts'
import type { Words } from './languages/shape.ts'

export interface Claim {
  readonly proofs: readonly string[]
  /** Whether it holds under these settings; always, when left out. */
  readonly when?: (config: Config) => boolean
}

const hasRelay = (config: Config) => config.TURN_URLS.length > 0
const hasRadar = (config: Config) => config.RADAR_CREDENTIAL !== ''
const hasAds = (config: Config) => config.ADVERTISING !== null
const hasStun = (config: Config) => config.STUN_URLS.length > 0

/** Who besides this server is told that somebody is here, so that browsers find each other. */
export const helpersOf = (config: Config): readonly (keyof Words['privacy']['helpers'])[] => [
  ...(hasStun(config) ? (['stun'] as const) : []),
  ...(hasRelay(config) ? (['relay'] as const) : []),
]

/** Each thing about a visitor, in the order of the page. */
export const DATA: Readonly<Record<keyof Words['data'], Claim>> = {
  address: { proofs: ['P5', 'P8', 'V5'] },
  consent: { proofs: ['P9', 'P10'] },
  block: { proofs: ['P6', 'R1', 'O6'], when: hasRadar },
  shared: { proofs: ['R6', 'R10'] },
  place: { proofs: ['V5', 'C6'] },
  promise: { proofs: ['P10'] },
  steady: { proofs: ['V5', 'P10'] },
  kept: { proofs: ['R5', 'R10'] },
  wish: { proofs: ['M9', 'M11', 'M16'] },
  token: { proofs: ['M15', 'C27', 'C29'] },
  key: { proofs: ['C1', 'P3', 'M9'] },
  files: { proofs: ['P4', 'C30'] },
  met: { proofs: ['P4', 'M13'] },
  last: { proofs: ['P4'] },
  report: { proofs: ['R8', 'R10', 'P4', 'V13'] },
  minor: { proofs: ['R23', 'P9'], when: hasRadar },
  route: { proofs: ['V13', 'P4'] },
  signals: { proofs: ['C1', 'V9'] },
  stun: { proofs: ['S3', 'P8'], when: hasStun },
  relay: { proofs: ['P5', 'V15'], when: hasRelay },
  ads: { proofs: ['P7'], when: hasAds },
  nickname: { proofs: ['P1', 'P3'] },
  talk: { proofs: ['P1', 'C4'] },
  transfers: { proofs: ['P2', 'C12'] },
}

/** What holds of everybody who has no part in it, by who else is told anything. */
const anybody = (isHelped: boolean, isAdvertised: boolean): Claim => ({
  proofs: ['S1', 'V12', 'P10', ...(isHelped ? ['S3'] : []), ...(isAdvertised ? ['P7'] : [])],
  when: (config) => helpersOf(config).length > 0 === isHelped && hasAds(config) === isAdvertised,
})

/** Who can do what, and who cannot. */
export const OBSERVERS: Readonly<Record<keyof Words['observers'], Claim>> = {
  stranger: { proofs: ['P8', 'C3', 'P12'] },
  operator: { proofs: ['P1', 'P4', 'P11'] },
  stun: { proofs: ['P1', 'P8', 'P10', 'S3'], when: hasStun },
  relay: { proofs: ['P1', 'P5'], when: hasRelay },
  ads: { proofs: ['P7'], when: hasAds },
  network: { proofs: ['S2', 'P1'] },
  disk: { proofs: ['P4', 'P5', 'P6'] },
  anybody: anybody(false, false),
  anybodyAds: anybody(false, true),
  anybodyHelped: anybody(true, false),
  anybodyHelpedAds: anybody(true, true),
}

/** The names of what there is under these settings. */
export const entriesFor = <Name extends string>(
  claims: Readonly<Record<Name, Claim>>,
  config: Config,
): readonly Name[] =>
  (Object.entries<Claim>(claims) as [Name, Claim][])
    .filter(([, { when }]) => when?.(config) ?? true)
    .map(([name]) => name)
