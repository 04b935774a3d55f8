/** Advertising (P7): the operator's settings, and what pages are told of them. */
import { isUtf8 } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import * as z from 'zod'
import { readSettings, type Environment, type Values } from '../radar/settings.ts'
import { isExpressible } from './headers.ts'
import { AD_BOUNDS, AD_NETWORK_LENGTH_MAX, AD_PATH, type Ads } from './protocol.ts'

const PREFIX = 'ADS_'
/** A snippet is some lines that load the rest; this much is a mistake. */
const SNIPPET_BYTES_MAX = 65_536
const DEFAULT_SIZE = { width: 300, height: 250 } as const

export interface AdSize {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

export interface Advertising {
  /** Who sees the address of whoever loads the frame. */
  readonly network: string
  /** Where the frame is loaded from; `null` for the page's own origin. */
  readonly origin: string | null
  readonly size: AdSize
  /** HTML of the network, as the operator got it. */
  readonly snippet: string
}

/** A name on one line, without what is invisible; `''` for none. */
export const adNetwork = z
  .string()
  .regex(
    new RegExp(
      `^$|^[^\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]{2,${AD_NETWORK_LENGTH_MAX}}$`,
      'u',
    ),
    `must be the network's name, 2 to ${AD_NETWORK_LENGTH_MAX} characters on one line`,
  )

const isWithin = (value: number, [least, most]: readonly [number, number]): boolean =>
  value >= least && value <= most

/** `300x250`; `null` for the default. */
export const adSize = z.string().transform((text, context): AdSize | null => {
  if (text === '') return null
  const [, width = NaN, height = NaN] = (/^(\d{1,4})x(\d{1,4})$/.exec(text) ?? []).map(Number)
  if (isWithin(width, AD_BOUNDS.width) && isWithin(height, AD_BOUNDS.height))
    return { width, height }
  const [widths, heights] = [AD_BOUNDS.width, AD_BOUNDS.height].map((one) => one.join(' to '))
  context.addIssue(`must look like 300x250: ${widths} wide, ${heights} high`)
  return null
})

/** Loopback is a secure context without TLS, to try it out. */
const ORIGIN = /^(https:\/\/[a-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1))(:\d+)?$/

/** What is wrong with the text of a snippet, to follow the name of where it stood; `null`: nothing. */
export function snippetProblem(bytes: Buffer): string | null {
  if (bytes.length > SNIPPET_BYTES_MAX)
    return `names a file of more than ${SNIPPET_BYTES_MAX} bytes`
  if (!isUtf8(bytes)) return 'names a file that is no text in UTF-8'
  return bytes.toString().trim() === '' ? 'names a file that is empty' : null
}

/** The text of the file, and what is wrong with it. */
const snippet = z.string().transform((path, context): string | null => {
  if (path === '') return null
  let bytes: Buffer
  try {
    // Neither a folder nor a pipe, which would be waited for.
    if (!statSync(path).isFile()) throw new TypeError()
    bytes = readFileSync(path)
  } catch {
    context.addIssue('names a file that cannot be read')
    return null
  }
  const problem = snippetProblem(bytes)
  if (problem !== null) context.addIssue(problem)
  return bytes.toString()
})

/** Default (as text, like the environment), check, and one line of help: also the README's table. */
export const ADS_SETTINGS = {
  FILE: {
    initial: '',
    check: snippet,
    help: "HTML file with the ad network's snippet; by default there is no advertising.",
  },
  NETWORK: {
    initial: '',
    check: adNetwork,
    help: 'Name of the ad network, as visitors are told; needed with FILE.',
  },
  ORIGIN: {
    initial: '',
    check: z
      .string()
      .refine(
        (text) => text === '' || (ORIGIN.test(text) && new URL(text).origin === text),
        'must be an origin such as https://ads.example.net, without a path',
      ),
    help: "Origin of its own that the frame is loaded from; by default a path of the page's.",
  },
  SIZE: {
    initial: '',
    check: adSize,
    help: 'Size of the frame in CSS pixels; by default `300x250`.',
  },
} as const

/** What belongs to a file that is not named, or is missing beside it. */
function problemsOf({ FILE, NETWORK, ORIGIN: origin, SIZE }: Partial<Values<typeof ADS_SETTINGS>>) {
  if (FILE === undefined) return []
  if (FILE !== null)
    return NETWORK === ''
      ? [`${PREFIX}FILE needs ${PREFIX}NETWORK, the name of the network as visitors are told.`]
      : []
  const given = { NETWORK: NETWORK ?? '', ORIGIN: origin ?? '', SIZE: SIZE ?? '' }
  return Object.entries(given)
    .filter(([, value]) => value !== '')
    .map(([name]) => `${PREFIX}${name} needs ${PREFIX}FILE, the file with the network's snippet.`)
}

/**
 * Reads and checks the settings, and the file that they name; `null` without advertising.
 *
 * @throws ConfigError naming everything that is wrong at once, unknown names included
 */
export function readAds(env: Environment): Advertising | null {
  const {
    FILE,
    NETWORK,
    ORIGIN: origin,
    SIZE,
  } = readSettings(ADS_SETTINGS, PREFIX, env, problemsOf)
  if (FILE === null) return null
  return {
    network: NETWORK,
    origin: origin === '' ? null : origin,
    size: SIZE ?? DEFAULT_SIZE,
    snippet: FILE,
  }
}

/** What a page is told. */
export const adsOf = ({ network, origin, size }: Advertising): Ads => ({
  network,
  url: `${origin ?? ''}${AD_PATH}`,
  ...size,
})

/** Where a page of these origins may load a frame from: that one document. */
export function frameSources(
  advertising: Pick<Advertising, 'origin'> | null,
  origins: readonly string[],
): readonly string[] {
  if (advertising === null) return []
  if (advertising.origin !== null) return [`${advertising.origin}${AD_PATH}`]
  const named = origins.filter(isExpressible)
  return [
    ...named.map((origin) => `${origin}${AD_PATH}`),
    // All else there refuses to be in a frame.
    ...(named.length < origins.length ? ["'self'"] : []),
  ]
}
