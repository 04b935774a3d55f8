import * as fc from 'fast-check'
import { INTEREST_LENGTH_MAX, INTERESTS_MAX, parseClientMessage } from '../../signaling/protocol.ts'
import { addInterests, isComplete, normalizeInterest, SEPARATOR } from '../../web/chat/interests.ts'

describe('an interest', () => {
  it.each([
    ['Chess', 'chess'],
    ['  old   films ', 'old films'],
    ['ÉCOLE', 'école'],
    ['e\u0301cole', 'école'],
    ['Ｇｏ', 'go'],
    ['tab\tand\u00A0space', 'tab and space'],
    ['zero\u200Bwidth', 'zero width'],
    // Joiners stand within a word: of Persian, of Hindi, and of a family in one picture.
    ['می\u200Cخواهم', 'میخواهم'],
    ['क्\u200Dष', 'क्ष'],
    ['\u{1F469}\u200D\u{1F467}', '\u{1F469}\u{1F467}'],
    ['\u202Eturned', 'turned'],
    ['half\uD800', 'half'],
    ['\u200B\u00AD', ''],
    ['C++', 'c++'],
    ['音楽', '音楽'],
  ])('written %j is %j', (typed, interest) => {
    expect(normalizeInterest(typed)).toBe(interest)
  })
})

describe('adding interests', () => {
  it('takes what stands between commas, semicolons and line breaks', () => {
    expect(addInterests(['go'], 'Chess, films;music\r\nart,,')).toEqual({
      interests: ['go', 'chess', 'films', 'music', 'art'],
      problem: null,
      rest: '',
    })
  })

  it.each(['，', '、', '；', '،', '؛'])('takes what stands between two %s', (between) => {
    expect(addInterests([], `音楽${between}كرة`).interests).toEqual(['音楽', 'كرة'])
    expect(SEPARATOR.test(between)).toBe(true)
  })

  it('takes each once, in whatever spelling', () => {
    expect(addInterests(['chess'], 'CHESS, Go, go')).toEqual({
      interests: ['chess', 'go'],
      problem: null,
      rest: '',
    })
  })

  it('says that one is too long, and takes the others', () => {
    const longest = 'x'.repeat(INTEREST_LENGTH_MAX)
    expect(addInterests([], `${longest},${longest}x,go`)).toEqual({
      interests: [longest, 'go'],
      problem: 'tooLong',
      rest: `${longest}x`,
    })
  })

  it('leaves only what is too long to be made shorter', () => {
    const long = ['x', 'y'].map((letter) => letter.repeat(INTEREST_LENGTH_MAX + 1))
    expect(addInterests(['go'], `Chess, ${long[0]} ;films,${long[1]},GO`)).toEqual({
      interests: ['go', 'chess', 'films'],
      problem: 'tooLong',
      rest: long.join(', '),
    })
  })

  it('stops at ten and says so', () => {
    const ten = Array.from({ length: INTERESTS_MAX }, (_, at) => `interest ${at}`)
    expect(addInterests([], ten.join())).toEqual({ interests: ten, problem: null, rest: '' })
    expect(addInterests(ten, 'eleven')).toEqual({ interests: ten, problem: 'full', rest: '' })
    // What stands in the line is what is spoken of.
    const long = 'x'.repeat(INTEREST_LENGTH_MAX + 1)
    expect(addInterests(ten, `${long}, twelve`)).toMatchObject({ problem: 'tooLong', rest: long })
    expect(addInterests(ten, 'Interest 3')).toEqual({ interests: ten, problem: null, rest: '' })
  })

  it('leaves the list it was given alone', () => {
    const given = Object.freeze(['go'])
    expect(addInterests(given, 'chess').interests).not.toBe(given)
    expect(given).toEqual(['go'])
  })

  it('never makes a search that the server refuses', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(fc.string({ unit: 'grapheme', maxLength: 40 })).map((parts) => parts.join()),
    )
    fc.assert(
      fc.property(text, (typed) => {
        const { interests } = addInterests([], typed)
        const find = {
          type: 'find',
          mode: 'text',
          camera: false,
          interests,
          languages: [],
          calm: false,
          key: 'k'.repeat(87),
        }
        expect(parseClientMessage(JSON.stringify(find))).toEqual(find)
      }),
    )
  })
})

it.each([
  ['jazz', {}, false],
  ['jazz,', { isComposing: false }, true],
  ['爵士，', { isComposing: true }, false],
  // The end of a composition does not say whether anything is composed.
  ['爵士，', {}, true],
])(
  '[M11] %s is an interest by its end, and not while it is composed: %j, %s',
  (text, event, is) => {
    expect(isComplete(text, event as Event)).toBe(is)
  },
)
