/** A throw-away authority for certificates, and what makes browsers believe it. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Authority {
  /** Its own certificate, as PEM file. */
  readonly file: string
  /** Where the certificate and key are that it issued, named as certbot names them. */
  readonly folder: string
  /** Makes a folder into a store that trusts it: a Firefox profile, or `.pki/nssdb` for Chromium. */
  readonly trustIn: (folder: string) => void
}

/** No argument holds a blank. */
const run = (program: string, line: string) =>
  execFileSync(program, line.split(' '), { stdio: ['ignore', 'ignore', 'pipe'] })
const NEW_KEY = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2'

/** @param folder where its files go */
export function createAuthority(folder: string, domains: readonly string[]): Authority {
  mkdirSync(folder, { recursive: true })
  const [file, fileKey, certificate, key] = [
    'ca.pem',
    'ca.key',
    'fullchain.pem',
    'privkey.pem',
  ].map((name) => join(folder, name)) as [string, string, string, string]
  run(
    'openssl',
    `req -x509 ${NEW_KEY} -keyout ${fileKey} -out ${file} -subj /CN=Laboratory -addext keyUsage=critical,keyCertSign`,
  )
  const names = domains.map((domain) => `DNS:${domain}`).join(',')
  run(
    'openssl',
    `req -x509 ${NEW_KEY} -keyout ${key} -out ${certificate} -CA ${file} -CAkey ${fileKey} -subj /CN=${domains[0] ?? ''} -addext subjectAltName=${names} -addext basicConstraints=critical,CA:FALSE -addext extendedKeyUsage=serverAuth`,
  )
  return {
    file,
    folder,
    trustIn(store) {
      mkdirSync(store, { recursive: true })
      const password = join(folder, 'empty')
      writeFileSync(password, '\n')
      const database = `-d sql:${store} -f ${password}`
      run('certutil', `-N ${database}`)
      run('certutil', `-A -n laboratory -t C,, -i ${file} ${database}`)
    },
  }
}
