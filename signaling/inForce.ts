/** The operator's choices, as the policy pages show them (S3). Pure. */
import { AUTOMATIC_BLOCK_MAX_MS, type Choices } from '../radar/protocol.ts'
import { DEFAULT_THRESHOLDS } from '../radar/thresholds.ts'
import type { Config } from './config.ts'
import { formOf, type Forms } from './languages/plurals.ts'
import type { Words } from './languages/shape.ts'
import { REPORTER_WINDOW_MS } from './reportEvidence.ts'

/**
 * A name or an address among words of another direction: nothing around it is moved by it. These
 * are the invisible characters that say so in text; what renders them makes an element of them.
 */
export const isolated = (text: string): string => `\u2068${text}\u2069`

function advertisingInForce({ ADVERTISING: advertising }: Config, words: Words): string {
  if (advertising === null) return words.settings.advertising.off
  const from = advertising.origin
  return words.settings.advertising.on(
    isolated(advertising.network),
    from === null ? words.privacy.ads.thisServer : isolated(from),
  )
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** In the largest unit that it is a whole number of; never less than it is. */
function spanIn(locale: string, ms: number): string {
  const [unit, unitMs] = UNITS.find(([, one]) => ms % one === 0) ?? UNITS[2]
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(locale, style).format(Math.ceil(ms / unitMs))
}

/** What is done about networks that do too much: how, for how long, and who else is told. */
function moderationInForce(
  { RADAR_CREDENTIAL: credential }: Config,
  choices: Choices | null,
  { settings: { excess, span, reports, alerts, none } }: Words,
  locale: string,
): readonly (readonly [string, string])[] {
  // Whose reports count is judged by both: the longer time is how long anything of them is left.
  const windowMs = choices?.reportsMs ?? DEFAULT_THRESHOLDS.evidence.reports.windowMs
  const remembered = Math.max(REPORTER_WINDOW_MS, windowMs)
  if (credential === '')
    return [
      [excess.name, excess.limited],
      [span.name, span.never],
      [reports, spanIn(locale, remembered)],
      [alerts.name, none],
    ]
  // No threshold of the radar may be longer (R1).
  const longest = spanIn(locale, choices?.automaticMaxMs ?? AUTOMATIC_BLOCK_MAX_MS)
  const told = choices?.alerts === true ? alerts.on : none
  return [
    [excess.name, choices?.dryRun === true ? excess.byHand : excess.blocked],
    [span.name, choices?.dryRun === true ? span.byHand : span.blocked(longest)],
    [reports, spanIn(locale, remembered)],
    // The radar alone knows, and may not have been here yet.
    [alerts.name, choices === null ? alerts.maybe : told],
  ]
}

/**
 * One row per choice: what it is about, and what holds.
 *
 * @param choices what the radar said of its own; `null` while it has said nothing
 */
export function settingsInForce(
  config: Config,
  choices: Choices | null,
  words: Words,
  locale: string,
): readonly (readonly [string, string])[] {
  const hasRelay = config.TURN_URLS.length > 0
  const hasRadar = config.RADAR_CREDENTIAL !== ''
  const { calls, stun, turn, limits, kept, advertising, none } = words.settings
  const listed = (urls: readonly string[]) => urls.map(isolated).join(', ') || none
  const counted = (count: number, say: (figure: string) => Forms) =>
    formOf(count, say(new Intl.NumberFormat(locale).format(count)), locale)
  return [
    [calls.name, hasRelay ? calls[config.HIDE_ADDRESS] : calls.direct],
    [stun, listed(config.STUN_URLS)],
    [turn, listed(config.TURN_URLS)],
    [
      limits.name,
      limits.all(
        counted(config.CONNECTS_PER_MINUTE, limits.visits),
        counted(config.FINDS_PER_MINUTE, limits.searches),
        counted(config.REPORTS_PER_HOUR, limits.reports),
        counted(config.CONNECTIONS_PER_ADDRESS, limits.pages),
      ),
    ],
    ...moderationInForce(config, choices, words, locale),
    [kept.name, hasRadar ? kept.blocks : kept.nothing],
    [advertising.name, advertisingInForce(config, words)],
  ]
}
