/** What visitors of a proof are recognised by: random marks, and every form in which one could be kept. */
import { randomBytes, randomInt } from 'node:crypto'
import { base64sOf, spellingsOf } from '../helpers/spellings.ts'

export const KINDS = [
  'address',
  'nickname',
  'text',
  'file',
  'description',
  'interest',
  'header',
  'path',
  'rubbish',
  'id',
  'code',
] as const
export type Kind = (typeof KINDS)[number]

/**
 * What may be known of whom: nothing of a visitor, the network of one who is said to be under 18 in
 * memory, that of one who is blocked in the lists until the block ends.
 */
export type Standing = 'visitor' | 'accused' | 'blocked' | 'control'

export interface Mark {
  readonly kind: Kind
  readonly standing: Standing
  readonly value: string | Buffer
}

export interface Needle {
  readonly mark: Mark
  /** How the mark is written here. */
  readonly form: string
  readonly bytes: Buffer
}

export const BLOCKS = { v4: '31.0.0.0/8', v6: '2a0d::/16' } as const
/** As long as a nickname may be, in all. */
const MARK_BYTES = 11

export interface Marks {
  readonly all: readonly Mark[]
  /** Makes a new mark, and remembers it. */
  readonly text: (kind: Kind) => string
  readonly bytes: (kind: Kind) => Buffer
  /** An address of `BLOCKS` that nobody has had: 3 or 14 random bytes of it. */
  readonly address: (family: 4 | 6, standing?: Standing) => string
  /** Remembers what somebody else has made. */
  readonly keep: (kind: Kind, value: string, standing?: Standing) => void
}

export function createMarks(standing: Standing = 'visitor'): Marks {
  const all: Mark[] = []
  const keep: Marks['keep'] = (kind, value, whose = standing) =>
    void all.push({ kind, standing: whose, value })
  return {
    all,
    keep,
    text(kind) {
      const value = `${kind.slice(0, 2)}${randomBytes(MARK_BYTES).toString('hex')}`
      keep(kind, value)
      return value
    },
    bytes(kind) {
      const value = randomBytes(2 * MARK_BYTES)
      all.push({ kind, standing, value })
      return value
    },
    address(family, whose = standing) {
      // Numbers of three digits, and groups of four: as text they are long enough not to be chance.
      const group = () => randomInt(0x1000, 0x10000).toString(16)
      const value =
        family === 4
          ? ['31', ...Array.from({ length: 3 }, () => randomInt(100, 255))].join('.')
          : ['2a0d', ...Array.from({ length: 7 }, group)].join(':')
      keep('address', value, whose)
      return value
    },
  }
}

/** Four bytes are found by chance: they tell something only from so many visitors. */
export const BARE_FORM = 'four bare bytes'
const BARE_BYTES = 4

function writings({ kind, value }: Mark): readonly (readonly [string, Buffer | string])[] {
  if (kind === 'address') {
    const { texts, bytes } = spellingsOf(String(value))
    return [
      ...texts.map((text, nth) => [`spelling ${nth}`, text] as const),
      ...bytes.map((form, nth) =>
        form.length === BARE_BYTES
          ? ([BARE_FORM, form] as const)
          : ([`bytes ${nth}`, form] as const),
      ),
    ]
  }
  const plain = Buffer.from(value)
  const hex = plain.toString('hex')
  return [
    ['as it is', plain],
    ['hexadecimal', hex],
    ['percent', hex.replaceAll(/../g, '%$&')],
    ['decimal list', [...plain].join(',')],
    ...base64sOf(plain).map((text, nth) => [`base64 ${nth}`, text] as const),
  ]
}

/** Every form of a mark: as bytes, as text, and each text in two bytes a character as well. */
export function needlesOf(mark: Mark): Needle[] {
  return writings(mark).flatMap(([form, written]) => {
    const wide =
      typeof written === 'string'
        ? written
        : typeof mark.value === 'string' && form === 'as it is'
          ? mark.value
          : null
    return [
      { mark, form, bytes: Buffer.from(written) },
      ...(wide === null
        ? []
        : [{ mark, form: `${form}, UTF-16`, bytes: Buffer.from(wide, 'utf16le') }]),
    ]
  })
}

/** The names of all forms of a mark. */
export const formsOf = (mark: Mark): Set<string> => new Set(needlesOf(mark).map(({ form }) => form))
