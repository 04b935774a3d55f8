/** Whether a certificate is the right one for these names, now. Pure. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { good, wrong, type Finding } from './finding.ts'

const DAY_MS = 86_400_000
/** certbot renews 30 days before the end: with less than this left, it has failed for two weeks. */
const RENEWED_BEFORE_DAYS = 14

function read<T>(make: () => T): T | null {
  try {
    return make()
  } catch {
    return null
  }
}

/**
 * @param chain PEM, the machine's own certificate first
 * @param key PEM of its private key
 * @param now milliseconds since the epoch
 */
export function checkCertificate(
  chain: string,
  key: string,
  names: readonly string[],
  now: number,
): Finding[] {
  const certificate = read(() => new X509Certificate(chain))
  if (certificate === null) return [wrong('tls/fullchain.pem holds no certificate.')]
  const privateKey = read(() => createPrivateKey(key))
  const findings: Finding[] = []
  if (privateKey === null) findings.push(wrong('tls/privkey.pem holds no private key.'))
  else if (!certificate.checkPrivateKey(privateKey))
    findings.push(wrong('tls/privkey.pem is not the key of the certificate in tls/fullchain.pem.'))
  for (const name of names)
    if (certificate.checkHost(name) === undefined)
      findings.push(wrong(`The certificate is not for ${name}.`))
  const left = Math.floor((Date.parse(certificate.validTo) - now) / DAY_MS)
  if (Date.parse(certificate.validFrom) > now)
    findings.push(wrong('The certificate is not valid yet: is the clock right?'))
  else if (left < 0) findings.push(wrong(`The certificate expired ${-left} days ago: renew it.`))
  else if (left < RENEWED_BEFORE_DAYS)
    findings.push(wrong(`The certificate ends in ${left} days and was not renewed: see certbot.`))
  else findings.push(good(`The certificate is good for ${left} days.`))
  return findings
}
