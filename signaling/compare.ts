/** Compares a live site with a build of this checkout: the same files and bytes, the same policy of the page. */
import { createHash } from 'node:crypto'
import { securityHeaders } from './headers.ts'
import { POLICY_TEMPLATE } from './policies.ts'
import { AD_PATH } from './protocol.ts'

const TIMEOUT_MS = 20_000
const FILE_BYTES_MAX = 10_000_000

export interface Build {
  readonly version: string
  /** SHA-256 in hex, by path. */
  readonly files: Readonly<Record<string, string>>
}

/** Reads `build.json`; `null` when it is none. */
export function parseBuild(text: string): Build | null {
  try {
    const value = JSON.parse(text) as Partial<Build> | null
    if (typeof value?.version !== 'string' || typeof value.files !== 'object') return null
    const { version, files } = value
    // It is shown in a terminal, which would do what some letters tell it.
    if (!/^[\w.+-]{1,64}$/.test(version)) return null
    const isWhole = Object.entries(files).every(
      ([path, hash]) => /^[\w./-]+$/.test(path) && /^[0-9a-f]{64}$/.test(hash),
    )
    return isWhole ? { version, files } : null
  } catch {
    return null
  }
}

/** What the policy pages are made of is served filled only: with the operator's choices, on no two sites alike. */
const isFilled = (path: string): boolean => path === `${POLICY_TEMPLATE}.html`

/** What a directive of a policy names. */
const sourcesOf = (policy: string, directive: string): readonly string[] =>
  policy
    .split('; ')
    .find((one) => one.startsWith(`${directive} `))
    ?.split(' ')
    .slice(1) ?? []

/**
 * Whether it is the policy that the page has here, for any addresses of a site and of its
 * advertisement: those are its own settings.
 */
export function isOurPolicy(policy: string): boolean {
  const sockets = sourcesOf(policy, 'connect-src').filter((one) => /^wss?:\/\/[\w.:-]+$/.test(one))
  const frames = sourcesOf(policy, 'frame-src').filter(
    (one) =>
      one === "'self'" ||
      (one.endsWith(AD_PATH) && /^https?:\/\/[\w.:-]+$/.test(one.slice(0, -AD_PATH.length))),
  )
  const ours = securityHeaders(
    sockets.map((one) => one.replace(/^ws/, 'http')),
    frames,
  )
  return policy.trim() === ours['Content-Security-Policy']?.trim()
}

interface Answer {
  readonly bytes: Buffer
  /** Its Content-Security-Policy; empty without one. */
  readonly policy: string
}

async function fetchAnswer(url: URL): Promise<Answer | null> {
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
      headers: { 'Cache-Control': 'no-cache' },
    })
    if (answer.status !== 200) return null
    const pieces: Uint8Array[] = []
    let length = 0
    // In pieces: an answer without an end is left at the limit.
    for await (const piece of answer.body ?? []) {
      length += piece.length
      if (length > FILE_BYTES_MAX) return null
      pieces.push(piece)
    }
    return {
      bytes: Buffer.concat(pieces),
      policy: answer.headers.get('Content-Security-Policy') ?? '',
    }
  } catch {
    return null
  }
}

export interface Comparison {
  /** How many files of the checkout the site serves as they are. */
  readonly same: number
  /** Sentences, one for each difference. */
  readonly differences: readonly string[]
}

/** What a site may be different in, and it is not noticed. */
export const NOT_COMPARED =
  "Not compared: the policy pages, and in the page's Content-Security-Policy the addresses of sockets and frames, which are this site's own settings; all other headers; and what the site answers to anybody else, or later."

/** Fetches every file of the build from the site; nothing is sent but the requests. */
export async function compareSite(origin: string, build: Build): Promise<Comparison> {
  const differences: string[] = []
  let same = 0
  const listed = await fetchAnswer(new URL('/build.json', origin))
  const theirs = listed === null ? null : parseBuild(listed.bytes.toString('utf8'))
  if (theirs === null) differences.push('The site serves no build.json.')
  else if (theirs.version !== build.version)
    differences.push(`The site says it is ${theirs.version}; this checkout is ${build.version}.`)
  for (const path of Object.keys(theirs?.files ?? {}))
    if (build.files[path] === undefined) differences.push(`Only the site has ${path}.`)
  // The page itself is what visitors get when they ask for no file.
  const page = await fetchAnswer(new URL('/', origin))
  if (page !== null && !isOurPolicy(page.policy))
    differences.push('The site serves the page with another Content-Security-Policy.')
  for (const [path, hash] of Object.entries(build.files)) {
    if (isFilled(path)) continue
    const answer = path === 'index.html' ? page : await fetchAnswer(new URL(`/${path}`, origin))
    if (answer === null) differences.push(`The site does not serve ${path}.`)
    else if (createHash('sha256').update(answer.bytes).digest('hex') !== hash)
      differences.push(`The site serves another ${path}.`)
    else same += 1
  }
  return { same, differences }
}
