/** The forms in which an address could hide in a file, a log or a message. */
import ipaddr from 'ipaddr.js'

/** Base64 of a text that begins somewhere within something longer: what it looks like inside. */
function insideBase64(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    // The first characters hold bits of what stands before, the last ones of what follows.
    const from = Math.ceil((before * 8) / 6)
    const to = Math.floor(((before + bytes.length) * 8) / 6)
    return whole.slice(from, to)
  })
}

/** Base64 of bytes wherever they begin, in both alphabets. */
export const base64sOf = (bytes: Buffer): string[] =>
  insideBase64(bytes).flatMap((form) => [
    ...new Set([form, form.replaceAll('+', '-').replaceAll('/', '_')]),
  ])

function textsOf(text: string): string[] {
  const encoded = text.replaceAll(/[.:]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  const bytes = Buffer.from(text)
  return [text, encoded, bytes.toString('hex'), ...insideBase64(bytes)]
}

interface Spellings {
  readonly texts: readonly string[]
  readonly bytes: readonly Buffer[]
}

/** Bytes in hexadecimal, as they are and as programs for other machines order them. */
function hexesOf(packed: Buffer, reversed: Buffer): string[] {
  const hex = packed.toString('hex')
  return [hex, hex.replaceAll(/../g, '%$&'), reversed.toString('hex')]
}

function spellings4(octets: number[]): Spellings {
  const packed = Buffer.from(octets)
  const reversed = Buffer.from(octets.toReversed())
  const pairs = [packed.readUInt16BE(0), packed.readUInt16BE(2)].map((pair) => pair.toString(16))
  return {
    texts: [
      ...textsOf(octets.join('.')),
      reversed.join('.'),
      octets.join('-'),
      octets.join(','),
      `${octets.slice(0, 3).join('.')}.0/24`,
      // Within an IPv6 address, short or at full length.
      `:ffff:${pairs.join(':')}`,
      `:ffff:${pairs.map((pair) => pair.padStart(4, '0')).join(':')}`,
      ...hexesOf(packed, reversed),
      packed.toString('hex').replaceAll(/..(?=.)/g, '$&:'),
      packed.toString('base64').slice(0, 6),
      packed.toString('base64url'),
      String(packed.readUInt32BE()),
      String(packed.readUInt32LE()),
    ],
    bytes: [packed, reversed],
  }
}

function spellings6(octets: number[]): Spellings {
  const packed = Buffer.from(octets)
  const groups = [0, 2, 4, 6, 8, 10, 12, 14].map((at) => packed.readUInt16BE(at))
  const long = groups.map((group) => group.toString(16).padStart(4, '0'))
  const short = groups.map((group) => group.toString(16))
  // Its network alone already names a customer.
  const network = packed.subarray(0, 8)
  const reversed = Buffer.from(network.toReversed())
  const first = ipaddr.fromByteArray([...network, ...Buffer.alloc(8)])
  return {
    texts: [
      ...[long, short].flatMap((spelt) => textsOf(spelt.slice(0, 4).join(':'))),
      // Where zeros are left out, those of the network may be among them.
      ...textsOf(ipaddr.fromByteArray(octets).toString()),
      `${first.toString()}/64`,
      long.slice(0, 4).join('-'),
      Array.from(network.toString('hex')).toReversed().join('.'),
      ...hexesOf(network, reversed),
      network.toString('base64').slice(0, 10),
      network.toString('base64url').slice(0, 10),
      network.readBigUInt64BE().toString(),
      network.readBigUInt64LE().toString(),
    ],
    bytes: [network, reversed],
  }
}

/** Texts are looked for in capitals and small letters alike; of IPv6 it is the /64. */
export function spellingsOf(address: string): Spellings {
  const parsed = ipaddr.parse(address)
  const octets = parsed.toByteArray()
  return parsed.kind() === 'ipv4' ? spellings4(octets) : spellings6(octets)
}

/** Which of these addresses something holds, in whatever spelling. */
export function addressesIn(hay: Buffer | string, addresses: readonly string[]): string[] {
  const bytes = Buffer.isBuffer(hay) ? hay : Buffer.from(hay)
  const text = bytes.toString('latin1')
  const low = text.toLowerCase()
  // Text of two bytes a letter (UTF-16), of which every other one is nothing.
  const narrow = low.replaceAll('\0', '')
  return addresses.filter((address) => {
    const forms = spellingsOf(address)
    return (
      forms.texts.some(
        (form) =>
          text.includes(form) ||
          [low, narrow].some((letters) => letters.includes(form.toLowerCase())),
      ) || forms.bytes.some((form) => bytes.includes(form))
    )
  })
}
