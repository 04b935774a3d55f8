/** Deployments as tests render them. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageTemplates, renderDeployment } from '../../nginx/deployment.ts'
import type { DeploymentSecrets } from '../../nginx/deploymentSecrets.ts'
import { DEFAULTS, type Options } from '../../nginx/options.ts'
import { REPOSITORY } from '../helpers/signalingProcess.ts'

export const DOMAIN = 'chat.example.org'
export const RADAR_DOMAIN = 'radar.chat.example.org'
export const ADS_DOMAIN = 'ads.example.net'
export const FOLDER = '/etc/p2pchat'
export const SECRETS: DeploymentSecrets = {
  radarMaster: 'm'.repeat(43),
  turn: ['n'.repeat(43)],
}
export const OPTIONS: Options = {
  ...DEFAULTS,
  domain: DOMAIN,
  addresses: [
    { shown: '198.51.100.9', local: '198.51.100.9' },
    { shown: '2001:db8::9', local: '2001:db8::9' },
  ],
}

export const readTemplate = packageTemplates(pathToFileURL(`${REPOSITORY}/`))

/** Every file's text, by path. */
export function render(
  change: Partial<Options> = {},
  secrets: DeploymentSecrets = SECRETS,
  folder: string = FOLDER,
): Readonly<Record<string, string>> {
  const files = renderDeployment({ ...OPTIONS, ...change }, secrets, folder, readTemplate)
  return Object.fromEntries([...files].map(([path, { text }]) => [path, text]))
}

export const DEPLOY = join(REPOSITORY, 'dist', 'nginx', 'main.js')
