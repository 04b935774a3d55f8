/** Compares a live site with a build of this checkout: the same files, the same bytes. */
import { createHash } from 'node:crypto'
import { POLICY_TEMPLATE } from './policies.ts'

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

async function fetchBytes(url: URL): Promise<Buffer | null> {
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
    return Buffer.concat(pieces)
  } catch {
    return null
  }
}

export interface Comparison {
  /** Files of the checkout that the site serves as they are. */
  readonly same: number
  /** Sentences, one for each difference. */
  readonly differences: readonly string[]
}

/** Fetches every file of the build from the site; nothing is sent but the requests. */
export async function compareSite(origin: string, build: Build): Promise<Comparison> {
  const differences: string[] = []
  let same = 0
  const listed = await fetchBytes(new URL('/build.json', origin))
  const theirs = listed === null ? null : parseBuild(listed.toString('utf8'))
  if (theirs === null) differences.push('The site serves no build.json.')
  else if (theirs.version !== build.version)
    differences.push(`The site says it is ${theirs.version}; this checkout is ${build.version}.`)
  for (const path of Object.keys(theirs?.files ?? {}))
    if (build.files[path] === undefined) differences.push(`Only the site has ${path}.`)
  for (const [path, hash] of Object.entries(build.files)) {
    if (isFilled(path)) continue
    // The page itself is what visitors get when they ask for no file.
    const bytes = await fetchBytes(new URL(path === 'index.html' ? '/' : `/${path}`, origin))
    if (bytes === null) differences.push(`The site does not serve ${path}.`)
    else if (createHash('sha256').update(bytes).digest('hex') !== hash)
      differences.push(`The site serves another ${path}.`)
    else same += 1
  }
  return { same, differences }
}
