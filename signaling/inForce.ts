/** The operator's choices, as the policy pages show them (S3). Pure. */
import type { Config } from './config.ts'
import { formOf, type Forms } from './languages/plurals.ts'
import type { Words } from './languages/shape.ts'

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

/** One row per choice: what it is about, and what holds. */
export function settingsInForce(
  config: Config,
  words: Words,
  locale: string,
): readonly (readonly [string, string])[] {
  const hasRelay = config.TURN_URLS.length > 0
  const hasRadar = config.RADAR_CREDENTIAL !== ''
  const { calls, stun, turn, limits, excess, span, alerts, kept, advertising, none } =
    words.settings
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
      ),
    ],
    [excess.name, hasRadar ? excess.blocked : excess.limited],
    // Nothing that an operator sets can be longer (R1).
    [span.name, hasRadar ? span.blocked : span.never],
    // The radar alone knows its settings, and what it would say (P6).
    [alerts.name, hasRadar ? alerts.maybe : none],
    [kept.name, hasRadar ? kept.blocks : kept.nothing],
    [advertising.name, advertisingInForce(config, words)],
  ]
}
