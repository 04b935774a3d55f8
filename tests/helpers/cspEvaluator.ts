/**
 * What is weak in a content security policy: the bypasses that are known of policies as they are
 * written on the web (CSP level 3). Pure.
 *
 * It is stricter than need be elsewhere: here no page loads scripts from any other host.
 */

/** Directives of level 3 and of the specifications beside it that browsers follow. */
const KNOWN: ReadonlySet<string> = new Set([
  'base-uri',
  'child-src',
  'connect-src',
  'default-src',
  'fenced-frame-src',
  'font-src',
  'form-action',
  'frame-ancestors',
  'frame-src',
  'img-src',
  'manifest-src',
  'media-src',
  'object-src',
  'report-to',
  'report-uri',
  'require-trusted-types-for',
  'sandbox',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'style-src',
  'style-src-attr',
  'style-src-elem',
  'trusted-types',
  'upgrade-insecure-requests',
  'webrtc',
  'worker-src',
])
const DEPRECATED: ReadonlySet<string> = new Set([
  'block-all-mixed-content',
  'disown-opener',
  'navigate-to',
  'plugin-types',
  'prefetch-src',
  'referrer',
  'reflected-xss',
  'require-sri-for',
])
const KEYWORDS: ReadonlySet<string> = new Set([
  "'none'",
  "'self'",
  "'unsafe-inline'",
  "'unsafe-eval'",
  "'unsafe-hashes'",
  "'unsafe-allow-redirects'",
  "'wasm-unsafe-eval'",
  "'strict-dynamic'",
  "'report-sample'",
  "'inline-speculation-rules'",
])
/** Where what is loaded runs, or decides from where it comes. */
const EXECUTING: ReadonlySet<string> = new Set([
  'default-src',
  'script-src',
  'script-src-elem',
  'script-src-attr',
  'object-src',
  'base-uri',
  'worker-src',
  'child-src',
  'frame-src',
])
const SCRIPTS: ReadonlySet<string> = new Set([
  'default-src',
  'script-src',
  'script-src-elem',
  'script-src-attr',
  'worker-src',
])
/** Lists of sources, of all the directives. */
const isSourceList = (name: string): boolean =>
  name.endsWith('-src') || /-src-|^(base-uri|form-action|frame-ancestors)$/.test(name)

/** Hosts of which it is known that they answer with a script of the asker's choice. */
const ECHOING =
  /(^|\.)(ajax\.googleapis\.com|cdnjs\.cloudflare\.com|cdn\.jsdelivr\.net|unpkg\.com|code\.angularjs\.org|accounts\.google\.com|www\.google\.com|www\.googletagmanager\.com|raw\.githubusercontent\.com|yastatic\.net|d3js\.org|graph\.facebook\.com|api\.twitter\.com|s3\.amazonaws\.com|firebaseio\.com)$/

/** 128 bits in base64. */
const NONCE_LENGTH_MIN = 22
const HASH_LENGTHS: Readonly<Record<string, number>> = { sha256: 44, sha384: 64, sha512: 88 }

type Directives = ReadonlyMap<string, readonly string[]>
type Report = (rule: Rule, directive: string, value?: string) => void

export const RULES = [
  'reportOnly',
  'manyPolicies',
  'oddCharacter',
  'unknownDirective',
  'deprecatedDirective',
  'duplicateDirective',
  'missingSemicolon',
  'unknownKeyword',
  'unquotedKeyword',
  'noneIgnored',
  'emptyList',
  'unsafeInline',
  'unsafeEval',
  'wildcard',
  'plainScheme',
  'plainHttp',
  'ipSource',
  'foreignScripts',
  'echoingHost',
  'weakNonce',
  'weakHash',
  'strictDynamicAlone',
  'strictDynamicMisplaced',
  'looseBase',
  'looseObject',
  'missingDirective',
  'looseDefault',
  'noTrustedTypes',
  'looseTrustedTypes',
  'brokenSandbox',
] as const
export type Rule = (typeof RULES)[number]

function parse(policy: string, report: Report): Directives {
  const directives = new Map<string, readonly string[]>()
  if (policy.includes(',')) report('manyPolicies', ',')
  if (/[^\x20-\x7e]/.test(policy)) report('oddCharacter', policy)
  for (const part of policy.split(';')) {
    const [written = '', ...values] = part.trim().split(/\s+/)
    const name = written.toLowerCase()
    if (name === '') continue
    // The first one counts, and the others only look as if they did.
    if (directives.has(name)) report('duplicateDirective', name)
    else directives.set(name, values)
  }
  return directives
}

const isLoopback = (host: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host)

function checkHost(name: string, value: string, report: Report): void {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[^\]]*\]|[^:/]+)(?::(\d+|\*))?(\/.*)?$/i.exec(
    value,
  )
  const [, scheme = '', host = '', port = ''] = match ?? []
  if (match === null) {
    report('oddCharacter', name, value)
    return
  }
  if (host.includes('*') || port === '*') report('wildcard', name, value)
  if (/^(http|ws)$/i.test(scheme) && !isLoopback(host)) report('plainHttp', name, value)
  if (/^(\d{1,3}(\.\d{1,3}){3}|\[.*\])$/.test(host) && !isLoopback(host))
    report('ipSource', name, value)
  if (!SCRIPTS.has(name)) return
  report('foreignScripts', name, value)
  if (ECHOING.test(host.replace('*.', ''))) report('echoingHost', name, value)
}

function checkSource(name: string, value: string, values: readonly string[], report: Report): void {
  const [, nonce] = /^'nonce-(.*)'$/i.exec(value) ?? []
  const [, algorithm = '', hash] = /^'(sha\d+)-(.*)'$/i.exec(value) ?? []
  if (KNOWN.has(value.toLowerCase()) || DEPRECATED.has(value.toLowerCase()))
    report('missingSemicolon', name, value)
  else if (nonce !== undefined) {
    if (nonce.length < NONCE_LENGTH_MIN || !/^[\w+/-]+={0,2}$/.test(nonce))
      report('weakNonce', name, value)
  } else if (hash !== undefined) {
    if (hash.length !== HASH_LENGTHS[algorithm.toLowerCase()]) report('weakHash', name, value)
  } else if (value.startsWith("'")) {
    const keyword = value.toLowerCase()
    if (!KEYWORDS.has(keyword)) report('unknownKeyword', name, value)
    if (keyword === "'none'" && values.length > 1) report('noneIgnored', name)
    if (/^'unsafe-(inline|hashes)'$/.test(keyword)) report('unsafeInline', name, value)
    if (/^'(wasm-)?unsafe-eval'$/.test(keyword)) report('unsafeEval', name, value)
    if (keyword === "'strict-dynamic'" && !SCRIPTS.has(name)) report('strictDynamicMisplaced', name)
    if (keyword === "'strict-dynamic'" && !values.some((one) => /^'(nonce|sha\d+)-/i.test(one)))
      report('strictDynamicAlone', name)
  } else if (KEYWORDS.has(`'${value.toLowerCase()}'`) || /^(nonce|sha\d{3})-/i.test(value))
    report('unquotedKeyword', name, value)
  else if (value === '*') report('wildcard', name, value)
  else if (/^[a-z][a-z0-9+.-]*:$/i.test(value)) {
    // Pictures and sounds of the page's own making are no way in.
    const isOwn = /^(blob|data|mediastream):$/i.test(value) && !EXECUTING.has(name)
    if (!isOwn || name === 'connect-src') report('plainScheme', name, value)
    if (/^(http|ws):$/i.test(value)) report('plainHttp', name, value)
  } else checkHost(name, value, report)
}

function checkTrustedTypes(directives: Directives, report: Report): void {
  const required = directives.get('require-trusted-types-for')
  const allowed = directives.get('trusted-types')
  if (required?.join() !== "'script'" || allowed === undefined)
    report('noTrustedTypes', 'require-trusted-types-for')
  for (const value of allowed ?? [])
    if (value === '*' || value === "'allow-duplicates'")
      report('looseTrustedTypes', 'trusted-types', value)
}

function checkMissing(directives: Directives, report: Report): void {
  // Without a fallback in `default-src`.
  for (const name of ['default-src', 'base-uri', 'form-action', 'frame-ancestors', 'script-src'])
    if (!directives.has(name)) report('missingDirective', name)
  if (!directives.has('object-src') && directives.get('default-src')?.join() !== "'none'")
    report('missingDirective', 'object-src')
  const fallback = directives.get('default-src')
  // What a later version of browsers can load is not ours to name today.
  if (fallback !== undefined && fallback.join() !== "'none'")
    report('looseDefault', 'default-src', fallback.join(' '))
  const base = directives.get('base-uri')?.join() ?? "'none'"
  if (base !== "'none'" && base !== "'self'") report('looseBase', 'base-uri', base)
  const objects = directives.get('object-src')?.join() ?? "'none'"
  if (objects !== "'none'") report('looseObject', 'object-src', objects)
}

/**
 * @returns what is weak, each as `rule directive value`; nothing for a policy that is not
 */
export function evaluateCsp(policy: string, header = 'Content-Security-Policy'): readonly string[] {
  const findings: string[] = []
  const report: Report = (rule, ...rest) => findings.push([rule, ...rest].join(' '))
  if (header.toLowerCase() !== 'content-security-policy') report('reportOnly', header)
  const directives = parse(policy, report)
  for (const [name, values] of directives) {
    if (DEPRECATED.has(name)) report('deprecatedDirective', name)
    else if (!KNOWN.has(name)) report('unknownDirective', name)
    if (!isSourceList(name)) continue
    if (values.length === 0) report('emptyList', name)
    for (const value of values) checkSource(name, value, values, report)
  }
  const sandbox = directives.get('sandbox')
  if (sandbox?.includes('allow-scripts') === true && sandbox.includes('allow-same-origin'))
    report('brokenSandbox', 'sandbox')
  // In an opaque origin there is nothing of ours that a script could reach.
  if (sandbox === undefined || sandbox.includes('allow-same-origin')) {
    checkMissing(directives, report)
    checkTrustedTypes(directives, report)
  } else if (!directives.has('frame-ancestors')) report('missingDirective', 'frame-ancestors')
  return findings
}
