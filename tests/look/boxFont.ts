/**
 * A font in which every letter is the same box, so that screens have the same sizes and the same
 * pixels on every machine, whatever fonts it has.
 */

const UNITS = 1_000
/** About as wide as letters are on average. */
const ADVANCE = 520
const ASCENT = 930
const DESCENT = 240
/** Latin to Arabic, punctuation, arrows, and forms of Arabic letters. */
const RANGES = [
  [0x21, 0x7ff],
  [0x2010, 0x2bff],
  [0xfb50, 0xfeff],
] as const
/** What is not seen. */
const BLANKS = [0x20, 0xa0]
/** What takes no room: marks over letters, and what only turns the line. */
const isMark = (code: number) => /[\p{M}\p{Cf}]/u.test(String.fromCodePoint(code))

const bytes = (width: number, ...values: readonly number[]): Buffer => {
  const buffer = Buffer.alloc(width * values.length)
  for (const [at, value] of values.entries())
    if (width === 1) buffer.writeUInt8(value & 0xff, at)
    else if (width === 2) buffer.writeUInt16BE(value & 0xffff, at * 2)
    else buffer.writeUInt32BE(value >>> 0, at * 4)
  return buffer
}
const short = (...values: readonly number[]) => bytes(2, ...values)
const long = (...values: readonly number[]) => bytes(4, ...values)

/** Glyphs: none, box, blank, mark; only the box has an outline. */
const BOX = 1
const BLANK = 2
const MARK = 3

function outline(): Buffer {
  const [left, right, top] = [40, ADVANCE - 40, 560]
  return Buffer.concat([
    short(1, left, 0, right, top, 3, 0),
    bytes(1, 1, 1, 1, 1),
    // Each point as two signed shorts from the one before.
    short(left, 0, right - left, 0),
    short(0, top, 0, -top),
  ])
}

/** Which glyph each letter is: one group each, for a group counts glyphs up. */
function characterMap(): Buffer {
  const groups: number[] = []
  const add = (code: number, glyph: number) => groups.push(code, code, glyph)
  for (const blank of BLANKS) add(blank, BLANK)
  for (const [first, last] of RANGES)
    for (let code = first; code <= last; code += 1)
      if (!BLANKS.includes(code)) add(code, isMark(code) ? MARK : BOX)
  const byCode = Array.from({ length: groups.length / 3 }, (_, at) =>
    groups.slice(at * 3, at * 3 + 3),
  ).toSorted(([a = 0], [b = 0]) => a - b)
  const table = Buffer.concat([
    short(12, 0),
    long(16 + byCode.length * 12, 0, byCode.length),
    long(...byCode.flat()),
  ])
  return Buffer.concat([short(0, 1, 3, 10), long(12), table])
}

function names(): Buffer {
  const text = Buffer.from('Box', 'utf16le').swap16()
  const ids = [1, 2, 3, 4, 6]
  const records = ids.map((id) => short(3, 1, 0x409, id, text.length, 0))
  return Buffer.concat([short(0, ids.length, 6 + ids.length * 12), ...records, text])
}

function tables(): Record<string, Buffer> {
  const glyph = outline()
  const padded = Buffer.concat([glyph, Buffer.alloc((4 - (glyph.length % 4)) % 4)])
  return {
    'OS/2': Buffer.concat([
      short(4, ADVANCE, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0),
      bytes(1, 2, 0, 5, 3, 0, 0, 0, 0, 0, 0),
      long(3, 0, 0, 0),
      Buffer.from('NONE'),
      short(0x40, 0x20, 0xfeff, ASCENT, -DESCENT, 0, ASCENT, DESCENT),
      long(1, 0),
      short(560, 700, 0, 0x20, 1),
    ]),
    cmap: characterMap(),
    glyf: padded,
    head: Buffer.concat([
      long(0x10000, 0x10000, 0, 0x5f0f3cf5),
      short(3, UNITS),
      long(0, 0, 0, 0),
      short(0, 0, ADVANCE, 560, 0, 8, 2, 1, 0),
    ]),
    hhea: short(1, 0, ASCENT, -DESCENT, 0, ADVANCE, 0, 0, ADVANCE, 1, 0, 0, 0, 0, 0, 0, 0, 4),
    hmtx: short(ADVANCE, 0, ADVANCE, 40, ADVANCE / 2, 0, 0, 0),
    loca: long(0, 0, padded.length, padded.length, padded.length),
    maxp: Buffer.concat([long(0x10000), short(4, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)]),
    name: names(),
    post: Buffer.concat([long(0x30000, 0), short(-100, 50), long(0, 0, 0, 0, 0)]),
  }
}

/** The sum that each table carries: of its words. */
function sumOf(table: Buffer): number {
  let sum = 0
  for (let at = 0; at < table.length; at += 4)
    sum = (sum + Buffer.concat([table.subarray(at, at + 4), Buffer.alloc(3)]).readUInt32BE()) >>> 0
  return sum
}

/** The font as a TrueType file. */
export function boxFont(): Buffer {
  const entries = Object.entries(tables()).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const directory = [long(0x10000), short(entries.length, 128, 3, entries.length * 16 - 128)]
  const bodies: Buffer[] = []
  let at = 12 + entries.length * 16
  for (const [tag, table] of entries) {
    directory.push(Buffer.from(tag), long(sumOf(table), at, table.length))
    const body = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])
    bodies.push(body)
    at += body.length
  }
  return Buffer.concat([...directory, ...bodies])
}
