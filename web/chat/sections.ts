/**
 * Whether a description is of one connection, with what two pages send each other (P12). Pure.
 *
 * The check of who is there (P11) reads the certificate of the data channel: voice and picture have
 * to go the same way, and each of ours to one place.
 */
const PLACES: ReadonlySet<string | undefined> = new Set(['audio', 'video', 'application'])

/** Lines of that name: browsers skip signs before it, and some read it in capitals. */
const linesOf = (text: string, name: string): string[] =>
  text.match(new RegExp(`^a=\\W*${name}.*$`, 'gim')) ?? []

/** It has no port, nor that of another. */
const isRefused = (section: string): boolean =>
  /^\w+ 0+ /.test(section) && linesOf(section, 'bundle-only').length === 0

/**
 * Whether everything in it goes one way, to one certificate, and has a place in the conversation.
 *
 * @param sdp as `cleanDescription` gives it
 * @param withMedia whether there is more than the data channels
 */
export function isOneConnection(sdp: string, withMedia: boolean): boolean {
  // Nothing that browsers may take for another line than it is here.
  if (!/^(?:[a-z]=[ -~]*\r\n)+$/.test(sdp)) return false
  const [session = '', ...sections] = sdp.split('\r\nm=')
  // What was refused has no way of its own: Chromium leaves there what it would have had.
  const used = [session, ...sections.filter((section) => !isRefused(section))].join('\r\n')
  for (const name of ['fingerprint', 'ice-ufrag', 'ice-pwd'])
    if (new Set(linesOf(used, name)).size !== 1) return false
  const [group = '', ...others] = linesOf(sdp, 'group')
  if (others.length > 0 || !linesOf(session, 'group').includes(group)) return false
  const names = /^a=group:BUNDLE (.+)$/.exec(group)?.[1]?.split(' ') ?? []
  const bundled = names.map((name) => `a=mid:${name}`)
  const seen = new Set<string | undefined>()
  return sections.every((section) => {
    const kind = /^\w+(?= \d+ )/.exec(section)?.[0]
    const isNew = PLACES.has(kind) && (withMedia || kind === 'application') && !seen.has(kind)
    seen.add(kind)
    const [mid = '', ...more] = linesOf(section, 'mid')
    // What was refused may be left out.
    const isJoined = isRefused(section) || bundled.includes(mid)
    return isNew && isJoined && more.length === 0
  })
}
