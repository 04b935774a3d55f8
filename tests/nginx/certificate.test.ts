/** What `--check` says of a certificate. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkCertificate } from '../../nginx/certificate.ts'
import { DOMAIN, RADAR_DOMAIN } from './deployments.ts'
import { makeCertificate } from './proxy.ts'

const DAY_MS = 86_400_000

describe('a certificate', () => {
  let folder = ''
  let chain = ''
  let key = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'p2p-chat-tls-'))
    makeCertificate(folder, [DOMAIN])
    chain = readFileSync(join(folder, 'fullchain.pem'), 'utf8')
    key = readFileSync(join(folder, 'privkey.pem'), 'utf8')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const said = (names: readonly string[], days: number, given = { chain, key }) =>
    checkCertificate(given.chain, given.key, names, Date.now() + days * DAY_MS)

  it('[E9] is good while it has days left', () => {
    expect(said([DOMAIN], 0.5)).toEqual([
      { verdict: 'good', sentence: 'The certificate is good for 89 days.' },
    ])
  })

  it.each([
    [80, 'The certificate ends in 9 days and was not renewed: see certbot.'],
    [93, 'The certificate expired 4 days ago: renew it.'],
    [-2, 'The certificate is not valid yet: is the clock right?'],
  ])('[E9] is wrong %s days from now: %s', (days, sentence) => {
    expect(said([DOMAIN], days + 0.5)).toContainEqual({ verdict: 'wrong', sentence })
  })

  it('[E9] is wrong for a name that it is not for', () => {
    expect(said([DOMAIN, RADAR_DOMAIN], 0)).toContainEqual({
      verdict: 'wrong',
      sentence: `The certificate is not for ${RADAR_DOMAIN}.`,
    })
  })

  it('[E9] is wrong with the key of another', () => {
    makeCertificate(folder, [DOMAIN])
    const other = readFileSync(join(folder, 'privkey.pem'), 'utf8')
    expect(said([DOMAIN], 0, { chain, key: other })).toContainEqual({
      verdict: 'wrong',
      sentence: 'tls/privkey.pem is not the key of the certificate in tls/fullchain.pem.',
    })
  })

  it('[E9] is wrong when a file holds something else', () => {
    const [chainAnswer] = said([DOMAIN], 0, { chain: 'x', key })
    const [keyAnswer] = said([DOMAIN], 0, { chain, key: 'x' })
    expect(chainAnswer?.sentence).toBe('tls/fullchain.pem holds no certificate.')
    expect(keyAnswer?.sentence).toBe('tls/privkey.pem holds no private key.')
  })
})
