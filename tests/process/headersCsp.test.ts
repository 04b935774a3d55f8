/** What is weak in a policy is found, and nothing in those that we send. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { securityHeaders as dashboardHeaders } from '../../radar/headers.ts'
import { advertisementHeaders, securityHeaders } from '../../signaling/headers.ts'
import { DIST } from '../helpers/signalingProcess.ts'
import { render } from '../nginx/deployments.ts'
import { evaluateCsp, RULES, type Rule } from '../helpers/cspEvaluator.ts'

const GOOD = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob: data:",
  'connect-src': "'self' wss://chat.example.org ws://localhost:8080 ws://127.0.0.1:8080",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'worker',
}
/** The good one, with something else in it; `null` takes a directive out. */
const policy = (change: Readonly<Record<string, string | null>> = {}): string =>
  Object.entries({ ...GOOD, ...change })
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`.trim()]))
    .join('; ')

it('[V14] finds nothing in a good policy, nor in that of a document without an origin', () => {
  expect(evaluateCsp(policy())).toEqual([])
  const nonce = `'nonce-${'a'.repeat(22)}=='`
  expect(evaluateCsp(policy({ 'script-src': `${nonce} 'strict-dynamic'` }))).toEqual([])
  expect(evaluateCsp(policy({ 'script-src': `'sha256-${'a'.repeat(43)}='` }))).toEqual([])
  expect(evaluateCsp("sandbox allow-scripts; frame-ancestors 'self'")).toEqual([])
})

const BAD: readonly (readonly [Rule, string])[] = [
  ['manyPolicies', `${policy()}, default-src 'none'`],
  ['oddCharacter', policy({ 'script-src': '‘self’' })],
  ['oddCharacter', policy({ 'img-src': 'https://' })],
  ['unknownDirective', policy({ 'script-srcs': "'self'" })],
  ['deprecatedDirective', policy({ 'plugin-types': 'application/pdf' })],
  ['deprecatedDirective', policy({ 'block-all-mixed-content': '' })],
  ['duplicateDirective', `script-src 'self'; ${policy()}`],
  ['missingSemicolon', policy({ 'script-src': "'self' object-src 'none'" })],
  ['unknownKeyword', policy({ 'script-src': "'selfish'" })],
  ['unquotedKeyword', policy({ 'script-src': 'self' })],
  ['unquotedKeyword', policy({ 'script-src': `nonce-${'a'.repeat(24)}` })],
  ['noneIgnored', policy({ 'img-src': "'none' https://example.org" })],
  ['emptyList', policy({ 'font-src': '' })],
  ['unsafeInline', policy({ 'script-src': "'self' 'unsafe-inline'" })],
  ['unsafeInline', policy({ 'style-src': "'self' 'unsafe-inline'" })],
  ['unsafeInline', policy({ 'script-src': "'self' 'UNSAFE-hashes'" })],
  ['unsafeEval', policy({ 'script-src': "'self' 'unsafe-eval'" })],
  ['unsafeEval', policy({ 'script-src': "'self' 'wasm-unsafe-eval'" })],
  ['wildcard', policy({ 'script-src': '*' })],
  ['wildcard', policy({ 'img-src': '*' })],
  ['wildcard', policy({ 'script-src': 'https://*.example.org' })],
  ['wildcard', policy({ 'connect-src': 'wss://chat.example.org:*' })],
  ['wildcard', policy({ 'frame-ancestors': '*' })],
  ['plainScheme', policy({ 'script-src': 'https:' })],
  ['plainScheme', policy({ 'script-src': "'self' data:" })],
  ['plainScheme', policy({ 'worker-src': 'blob:' })],
  ['plainScheme', policy({ 'connect-src': 'wss:' })],
  ['plainScheme', policy({ 'img-src': 'https:' })],
  ['plainHttp', policy({ 'img-src': 'http://example.org' })],
  ['plainHttp', policy({ 'connect-src': 'ws://chat.example.org' })],
  ['ipSource', policy({ 'img-src': 'https://192.0.2.1' })],
  ['ipSource', policy({ 'connect-src': 'wss://[2001:db8::1]:443' })],
  ['foreignScripts', policy({ 'script-src': 'https://example.org' })],
  ['echoingHost', policy({ 'script-src': 'https://ajax.googleapis.com/ajax/libs/' })],
  ['echoingHost', policy({ 'script-src': 'cdnjs.cloudflare.com' })],
  ['weakNonce', policy({ 'script-src': "'nonce-abc'" })],
  ['weakNonce', policy({ 'script-src': `'nonce-${'{'.repeat(30)}'` })],
  ['weakHash', policy({ 'script-src': "'sha256-abc='" })],
  ['weakHash', policy({ 'script-src': `'sha1-${'a'.repeat(28)}'` })],
  ['strictDynamicAlone', policy({ 'script-src': "'self' 'strict-dynamic'" })],
  ['strictDynamicMisplaced', policy({ 'style-src': "'strict-dynamic'" })],
  ['looseBase', policy({ 'base-uri': 'https://example.org' })],
  ['looseObject', policy({ 'object-src': "'self'" })],
  ['missingDirective', policy({ 'base-uri': null })],
  ['missingDirective', policy({ 'script-src': null })],
  ['missingDirective', policy({ 'object-src': null, 'default-src': "'self'" })],
  ['missingDirective', policy({ 'frame-ancestors': null })],
  ['missingDirective', policy({ 'form-action': null })],
  ['missingDirective', 'sandbox allow-scripts'],
  ['missingDirective', ''],
  ['looseDefault', policy({ 'default-src': "'self'" })],
  ['noTrustedTypes', policy({ 'require-trusted-types-for': null })],
  ['noTrustedTypes', policy({ 'trusted-types': null })],
  ['looseTrustedTypes', policy({ 'trusted-types': '*' })],
  ['looseTrustedTypes', policy({ 'trusted-types': "worker 'allow-duplicates'" })],
  ['brokenSandbox', policy({ sandbox: 'allow-scripts allow-same-origin' })],
]

it.each(BAD)('[V14] finds %s in: %s', (rule, bad) => {
  expect(evaluateCsp(bad).map((finding) => finding.split(' ')[0])).toContain(rule)
})

it('[V14] finds that a policy only reports', () => {
  const findings = evaluateCsp(policy(), 'Content-Security-Policy-Report-Only')
  expect(findings).toEqual(['reportOnly Content-Security-Policy-Report-Only'])
})

it('has a bad policy for each of its rules', () => {
  expect(new Set<Rule>([...BAD.map(([rule]) => rule), 'reportOnly'])).toEqual(new Set(RULES))
})

const HEADER = 'Content-Security-Policy'
const HERE = ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080']
const THERE = ['https://chat.example.org']
const ADS = 'https://ads.example.net'
const SENT: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['the page, on this machine', securityHeaders(HERE)],
  ['the page, with TLS', securityHeaders(THERE)],
  ['the page with advertising of its own origin', securityHeaders(THERE, [`${ADS}/advertisement`])],
  [
    'the page with advertising at a path',
    securityHeaders(
      THERE,
      THERE.map((origin) => `${origin}/advertisement`),
    ),
  ],
  ['an advertisement at a path', advertisementHeaders(THERE, null)],
  ['an advertisement of its own origin', advertisementHeaders(THERE, ADS)],
  ['the dashboard and its feeds, on this machine', dashboardHeaders(HERE)],
  ['the dashboard and its feeds, with TLS', dashboardHeaders(['https://radar.example.org'])],
]

it.each(SENT)('[V14] finds nothing in the policy of %s', (_, headers) => {
  expect(evaluateCsp(headers[HEADER] ?? '')).toEqual([])
  expect(Object.keys(headers).filter((name) => /report-only|cookie/i.test(name))).toEqual([])
})

it('[E7] finds nothing in the policies that nginx adds', () => {
  const policies = Object.values(render()).flatMap((text) =>
    [...text.matchAll(/"(default-src [^"]*)"/g)].map(([, policy = '']) => policy),
  )
  // Of the page and of the dashboard, each as often as it stands there.
  expect(new Set(policies).size).toBe(2)
  for (const policy of policies) expect(evaluateCsp(policy)).toEqual([])
})

const FROM_TEXT =
  /\beval\s*\(|\bnew\s+Function\b|\bFunction\s*\(\s*["'`].{0,40}|set(Timeout|Interval)\s*\(\s*["'`]/
/** In what the MQTT client brings along, for engines without `globalThis` and without `bind`. */
const UNREACHED =
  /\bFunction\(([`'"])(r\1,([`'"])regeneratorRuntime = r\3|binder\1,([`'"])return function \(\4)/g

describe.each(['web', 'operator'])('what is built into dist/%s', (folder) => {
  const files = readdirSync(join(DIST, folder), { recursive: true, encoding: 'utf8' })
  const read = (end: RegExp) =>
    files
      .filter((path) => end.test(path))
      .map((path) => [path, readFileSync(join(DIST, folder, path), 'utf8')] as const)

  it('[V14] has pages without a script, a style or a handler in them', () => {
    const pages = read(/\.html$/)
    expect(pages.length).toBeGreaterThan(0)
    for (const [path, html] of pages) {
      const scripts = [...html.matchAll(/<script\b[^>]*>([^]*?)<\/script>/gi)]
      for (const [tag, content = ''] of scripts) {
        expect([path, tag]).toEqual([path, expect.stringMatching(/ src="\//)])
        expect(content.trim()).toBe('')
      }
      expect(html).not.toMatch(/<style\b|<base\b|http-equiv|javascript:/i)
      for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi))
        expect(tag).not.toMatch(/\s(on[a-z]+|style|srcdoc)\s*=/i)
    }
  })

  it('[V14] has no script that makes another out of text', () => {
    const scripts = read(/\.js$/)
    expect(scripts.length).toBeGreaterThan(0)
    for (const [path, code] of scripts)
      expect([path, FROM_TEXT.exec(code.replaceAll(UNREACHED, ''))?.[0] ?? null]).toEqual([
        path,
        null,
      ])
  })
})
