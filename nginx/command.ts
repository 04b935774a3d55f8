/** The words of `npm run deploy`, read. Pure. */
import { parseArgs } from 'node:util'
import {
  checkTogether,
  DEFAULTS,
  OptionError,
  readAddress,
  readAdsOptions,
  readAllowed,
  readContact,
  readDomain,
  readFolder,
  readPort,
  readQuota,
  type AdsOptions,
  type Options,
} from './options.ts'
import type { RelayAddress } from '../signaling/turnserver.ts'

export const HELP = `Renders everything for one Debian machine, and checks it.

  npm run deploy -- --domain chat.example.org --out /etc/p2pchat
  npm run deploy -- --check /etc/p2pchat

  --domain NAME          the page's host name
  --out FOLDER           where to render, and where the files are used from
  --check FOLDER         tries the files there with the real programs, in a network
                         of their own, not the services that run; root sees more
  --radar-domain NAME    the dashboard's own host name; without it, through SSH only
  --radar-allow PREFIX   who may see the dashboard's sign-in page; may be repeated
  --ads-file FILE        the ad network's snippet; without it, no advertising
  --ads-network NAME     its name, as visitors are told
  --ads-domain NAME      the frame's own host name; without it, a path of the page's
  --ads-size SIZE        the frame's, such as 320x100 (300x250)
  --address ADDRESS      under which visitors reach this machine; may be repeated;
                         PUBLIC/PRIVATE behind a NAT; by default what the machine has
  --contact TEXT         whom visitors can ask, as shown on the policy pages
  --ssh-port PORT        where sshd listens (22)
  --user-quota NUMBER    relay allocations of everybody behind one address (600)
  --app FOLDER           the built project (/opt/p2pchat)
  --run FOLDER           what lies in memory (/run/p2pchat)
  --data FOLDER          what is kept (/var/lib/p2pchat)
  --rotate-turn-secret   a new secret for the relay; the old one holds until the next

What is left out stays as it was at the last run into the same folder; an empty
--radar-domain, --radar-allow, --ads-file, --ads-domain, --ads-size, --address or
--contact takes it back.
`

export type Command =
  | { readonly type: 'help' }
  | { readonly type: 'check'; readonly folder: string }
  | {
      readonly type: 'render'
      readonly folder: string
      readonly rotate: boolean
      /** What to render, given what was chosen before and the machine's own addresses. */
      readonly options: (before: Options | null, own: readonly string[]) => Options
    }

const OPTIONS = {
  help: { type: 'boolean' },
  check: { type: 'string' },
  out: { type: 'string' },
  domain: { type: 'string' },
  'radar-domain': { type: 'string' },
  'radar-allow': { type: 'string', multiple: true },
  'ads-file': { type: 'string' },
  'ads-network': { type: 'string' },
  'ads-domain': { type: 'string' },
  'ads-size': { type: 'string' },
  address: { type: 'string', multiple: true },
  contact: { type: 'string' },
  'ssh-port': { type: 'string' },
  'user-quota': { type: 'string' },
  app: { type: 'string' },
  run: { type: 'string' },
  data: { type: 'string' },
  'rotate-turn-secret': { type: 'boolean' },
} as const

function readWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, strict: true }).values
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split('. ')
    throw new OptionError(`${sentence.replace(/\.$/, '')}: see --help.`)
  }
}

/** What was said of advertising, over what was chosen before. */
function chooseAds(
  given: ReturnType<typeof readWords>,
  before: AdsOptions | null,
  readText: (path: string) => string,
): AdsOptions | null {
  const file = given['ads-file']
  const others = [given['ads-network'], given['ads-domain'], given['ads-size']]
  if (file === '' || (file === undefined && before === null)) {
    if (others.some((text) => text !== undefined && text !== ''))
      throw new OptionError('--ads-network, --ads-domain and --ads-size need --ads-file.')
    return null
  }
  return readAdsOptions({
    snippet: file === undefined ? (before?.snippet ?? '') : readText(file),
    network: given['ads-network'] ?? before?.network ?? '',
    domain: given['ads-domain'] ?? before?.domain ?? '',
    size: given['ads-size'] ?? before?.size ?? '',
  })
}

/**
 * @param folderOf makes a path absolute
 * @param readText the text of a file; throws OptionError when there is none
 * @throws OptionError at the first word that makes no sense
 */
export function readCommand(
  words: readonly string[],
  folderOf: (path: string) => string,
  readText: (path: string) => string,
): Command {
  const given = readWords(words)
  const isGiven = (list: readonly string[]) => list.filter((text) => text !== '')
  if (given.help === true) return { type: 'help' }
  if (given.check !== undefined) {
    if (Object.keys(given).length > 1) throw new OptionError('--check takes no other option.')
    return { type: 'check', folder: readFolder('check', folderOf(given.check)) }
  }
  const { out } = given
  if (out === undefined || out === '')
    throw new OptionError('Say where to render with --out FOLDER, or see --help.')

  function options(before: Options | null, own: readonly string[]): Options {
    const domain = given.domain ?? before?.domain
    if (domain === undefined)
      throw new OptionError("Say the page's host name with --domain, such as chat.example.org.")
    const base = before ?? { ...DEFAULTS, domain }
    const radarDomain = given['radar-domain'] ?? base.radarDomain ?? ''
    const addresses: readonly RelayAddress[] =
      given.address === undefined ? base.addresses : isGiven(given.address).map(readAddress)
    return checkTogether({
      domain: readDomain('domain', domain),
      radarDomain: radarDomain === '' ? null : readDomain('radar-domain', radarDomain),
      radarAllow: readAllowed('radar-allow', isGiven(given['radar-allow'] ?? base.radarAllow)),
      addresses: addresses.length > 0 ? addresses : own.map(readAddress),
      ads: chooseAds(given, base.ads, readText),
      contact: readContact(given.contact ?? base.contact),
      sshPort:
        given['ssh-port'] === undefined ? base.sshPort : readPort('ssh-port', given['ssh-port']),
      userQuota:
        given['user-quota'] === undefined ? base.userQuota : readQuota(given['user-quota']),
      app: readFolder('app', given.app ?? base.app),
      run: readFolder('run', given.run ?? base.run),
      data: readFolder('data', given.data ?? base.data),
    })
  }

  return {
    type: 'render',
    folder: readFolder('out', folderOf(out)),
    rotate: given['rotate-turn-secret'] === true,
    options,
  }
}
