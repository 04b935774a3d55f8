/** What visitors get from nginx: tried from outside, over a wire. */
import { X509Certificate } from 'node:crypto'
import * as z from 'zod/mini'
import { advertisementHeaders } from '../signaling/headers.ts'
import { AD_PATH, PROTOCOL_VERSION, TERMS_DATE } from '../signaling/protocol.ts'
import { adsHeadersOf, pageHeadersOf } from './deployment.ts'
import { good, wrong, type Finding } from './finding.ts'
import type { Options } from './options.ts'
import { ask, converse, flood, shakeHands, valuesOf, type Answer, type Place } from './webProbe.ts'
import type { Credential } from './turnProbe.ts'

/** More than `limits.conf` lets through at once, over connections that each allow 1,000. */
const FLOOD = { connections: 4, requests: 900 } as const
/** What a visitor may write about himself; a name of ours must take the place of each. */
export const SPOOFED_ADDRESS = '198.51.100.66'
export const SPOOFING_HEADERS = [
  'X-Forwarded-For',
  'X-Real-IP',
  'Forwarded',
  'CF-Connecting-IP',
  'True-Client-IP',
  'X-Client-IP',
  'X-Cluster-Client-IP',
  'X-Forwarded',
  'Forwarded-For',
] as const

const page = (place: Place, domain: string, path: string, lines: readonly string[] = []) =>
  ask(place, { servername: domain, port: 443, path, lines: [`Host: ${domain}`, ...lines] })
const plain = (place: Place, host: string, path: string) =>
  ask(place, { servername: null, port: 80, path, lines: [`Host: ${host}`] })

type Headers = Readonly<Record<string, string>>

/** Each security header once and as it should be; over plain HTTP without the promise of HTTPS. */
function headerProblems(headers: Headers, answer: Answer, isSecure: boolean): string[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const due = name === 'Strict-Transport-Security' && !isSecure ? [] : [value]
    const found = valuesOf(answer, name)
    return found.length === due.length && found.every((one) => one === value) ? [] : [name]
  })
}

function checkAnswer(
  headers: Headers,
  what: string,
  status: number,
  answer: Answer | null,
  isSecure = true,
): Finding {
  if (answer === null) return wrong(`${what} is not answered at all.`)
  if (answer.status !== status)
    return wrong(`${what} is answered with ${answer.status} instead of ${status}.`)
  const [first] = headerProblems(headers, answer, isSecure)
  return first === undefined
    ? good(`${what} is answered with ${status} and all security headers.`)
    : wrong(`${what} is answered without the right header ${first}.`)
}

export async function checkTls(
  places: readonly Place[],
  names: readonly string[],
  certificate: string,
): Promise<Finding[]> {
  const { fingerprint256 } = new X509Certificate(certificate)
  const findings: Finding[] = []
  for (const place of places)
    for (const servername of names) {
      const shaken = await shakeHands(place, 443, { servername })
      if (shaken === null)
        findings.push(wrong(`There is no TLS for ${servername} at ${place.host}.`))
      else if (shaken.fingerprint !== fingerprint256)
        findings.push(wrong(`nginx shows another certificate for ${servername}.`))
      if (shaken !== null && shaken.protocol !== 'TLSv1.3')
        findings.push(wrong(`nginx speaks ${shaken.protocol} to who could speak TLSv1.3.`))
      if ((await shakeHands(place, 443, { servername, maxVersion: 'TLSv1.2' })) !== null)
        findings.push(wrong(`nginx still speaks TLSv1.2 for ${servername}: TLSv1.3 alone is due.`))
    }
  return findings.length > 0
    ? findings
    : [good('nginx speaks TLSv1.3 alone, with our certificate.')]
}

/** While nothing listens behind nginx. */
export async function checkAlone(place: Place, options: Options): Promise<Finding[]> {
  const { domain } = options
  const headers = pageHeadersOf(options)
  const stranger = 'stranger.example.com'
  const plainAnswer = await plain(place, domain, '/privacy?a=b')
  const isSent =
    plainAnswer?.status === 301 &&
    valuesOf(plainAnswer, 'Location')[0] === `https://${domain}/privacy?a=b`
  const unknown = await plain(place, stranger, '/')
  const mixed = await ask(place, {
    servername: domain,
    port: 443,
    path: '/',
    lines: [`Host: ${stranger}`],
  })
  const isKnown = (await shakeHands(place, 443, { servername: stranger })) !== null
  return [
    checkAnswer(headers, 'A request while signaling is away', 502, await page(place, domain, '/')),
    isSent
      ? checkAnswer(headers, 'Plain HTTP', 301, plainAnswer, false)
      : wrong('Plain HTTP is not sent on to HTTPS.'),
    unknown === null && mixed === null && !isKnown
      ? good('Who asks for another name gets nothing.')
      : wrong('Who asks for another name gets an answer.'),
  ]
}

/** While `echo.ts` listens behind nginx. */
export async function checkSpoofing(place: Place, domain: string): Promise<Finding[]> {
  const lines = SPOOFING_HEADERS.map((name) => `${name}: ${SPOOFED_ADDRESS}`)
  const answer = await page(place, domain, '/', lines)
  if (answer?.status !== 200) return [wrong('nginx does not reach what listens on port 8080.')]
  const told = JSON.parse(answer.body) as Record<string, string>
  const problems = Object.entries(told)
    .filter(([, value]) => value.includes(SPOOFED_ADDRESS))
    .map(([name]) => wrong(`nginx passes on what a visitor writes into ${name}.`))
  if (told['x-forwarded-for'] !== place.from && problems.length === 0)
    problems.push(wrong('nginx does not tell signaling whose request it is.'))
  return problems.length > 0
    ? problems
    : [good('Nine headers that lie about the address are replaced by the true one.')]
}

const relay = z.object({
  type: z.literal('relay'),
  ice: z.array(z.object({ username: z.optional(z.string()), credential: z.optional(z.string()) })),
})

function credentialIn(texts: readonly string[]): Credential | null {
  for (const text of texts) {
    const parsed = relay.safeParse(JSON.parse(text))
    if (!parsed.success) continue
    for (const { username, credential } of parsed.data.ice)
      if (username !== undefined && credential !== undefined) return { username, credential }
  }
  return null
}

/** While signaling runs: greets it, and asks for what a browser would try the relay with. */
export async function greet(
  place: Place,
  domain: string,
): Promise<{ readonly finding: Finding; readonly credential: Credential | null }> {
  const texts = await converse(
    place,
    domain,
    '/signal',
    [`Origin: https://${domain}`],
    [
      JSON.stringify({
        type: 'hello',
        version: PROTOCOL_VERSION,
        adult: true,
        terms: TERMS_DATE,
      }),
      JSON.stringify({ type: 'checkRelay' }),
    ],
    ['{"type":"welcome"', '{"type":"relay"'],
  )
  if (texts === null || typeof texts === 'number') {
    const why = texts === null ? '' : ` (${texts})`
    return {
      finding: wrong(`The WebSocket at wss://${domain}/signal does not greet${why}.`),
      credential: null,
    }
  }
  return {
    finding: good('The WebSocket greets through nginx.'),
    credential: credentialIn(texts),
  }
}

export interface Visitors {
  readonly guest: Place
  readonly denied: Place
  readonly flooder: Place
}

/** While signaling runs. */
export async function checkPage(visitors: Visitors, options: Options): Promise<Finding[]> {
  const { domain } = options
  const headers = pageHeadersOf(options)
  const { guest, denied, flooder } = visitors
  const findings = [
    checkAnswer(headers, 'The page', 200, await page(guest, domain, '/')),
    checkAnswer(headers, 'What is not there', 404, await page(guest, domain, '/nothing')),
    checkAnswer(headers, 'Who is on the deny list', 403, await page(denied, domain, '/')),
  ]
  const foreign = await converse(
    guest,
    domain,
    '/signal',
    ['Origin: https://stranger.example.com'],
    [],
    [],
  )
  findings.push(
    foreign === 403
      ? good('Pages of other sites may not open the WebSocket.')
      : wrong('Pages of other sites may open the WebSocket: see SIGNALING_ORIGINS.'),
  )
  const path = '/.well-known/acme-challenge/nothing'
  const answers = await Promise.all(
    Array.from({ length: FLOOD.connections }, () => flood(flooder, domain, path, FLOOD.requests)),
  )
  const refused = answers.flat().find(({ status }) => status === 429)
  findings.push(
    refused === undefined
      ? wrong(
          `${FLOOD.connections * FLOOD.requests} requests at once are not refused: see limits.conf.`,
        )
      : checkAnswer(headers, 'Who asks too much', 429, refused, false),
  )
  return findings
}

/** While signaling runs: the advertisement in its cage, for who does not ask to be left alone. */
export async function checkAdvertisement(place: Place, options: Options): Promise<Finding[]> {
  const { domain, ads } = options
  const own = ads?.domain ?? null
  const headers =
    own === null ? advertisementHeaders([`https://${domain}`], null) : adsHeadersOf(domain, own)
  const at = (path: string, lines: readonly string[] = []) =>
    page(place, own ?? domain, path, lines)
  const shown = await at(AD_PATH)
  const findings = [
    checkAnswer(headers, 'The advertisement', 200, shown),
    checkAnswer(headers, 'Who asks not to be tracked', 403, await at(AD_PATH, ['Sec-GPC: 1'])),
  ]
  if (own !== null) {
    const what = `What else there could be at ${own}`
    findings.push(checkAnswer(headers, what, 404, await at('/')))
  }
  if (shown !== null && !shown.body.includes(ads?.snippet.trim() ?? ''))
    findings.push(wrong('The advertisement is not the snippet of --ads-file.'))
  return findings
}

/** While the radar runs: through nginx only where it has a name, and only for whom it is meant. */
export async function checkDashboard(
  place: Place,
  radarDomain: string,
  isAllowed: boolean,
): Promise<Finding> {
  const answer = await page(place, radarDomain, '/')
  const due = isAllowed ? 200 : 403
  return answer?.status === due
    ? good(
        isAllowed ? 'The dashboard answers.' : 'The dashboard refuses who is not on --radar-allow.',
      )
    : wrong(`The dashboard answers ${answer?.status ?? 'nothing'} instead of ${due}.`)
}
