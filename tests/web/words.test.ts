import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as rest from '../../web/chat/languages/en/rest.ts'
import { startWords } from '../../web/chat/languages/en/start.ts'
import {
  deadSentences,
  namedPaths,
  plantedSentences,
  sentencePaths,
  type Dictionary,
} from './sentences.ts'

const folder = join(__dirname, '../../web/chat')
const sources = new Map(
  readdirSync(folder)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
)
const { symbolNames, ...groups } = rest
// Groups stay apart: two of them may have a part of one name.
const dictionary = { startWords, ...groups } as unknown as Dictionary
const screens = [...sources.keys()].filter((name) => name.endsWith('.tsx'))

describe('the screens', () => {
  it.each(screens)('[C9] take every sentence from the dictionary: %s', (name) => {
    expect(plantedSentences(sources.get(name) ?? '')).toEqual([])
  })

  it('[C9] are all looked at', () => {
    expect(screens).toEqual(expect.arrayContaining(['App.tsx', 'CallScreen.tsx', 'Toolbar.tsx']))
    expect(screens.length).toBeGreaterThanOrEqual(20)
  })
})

describe('the search for planted sentences', () => {
  it.each([
    ['text', '<p>Hello</p>', 'Hello'],
    ['text among elements', '<p>{text} and <b /></p>', 'and'],
    ['text in a fragment', '<>Hello</>', 'Hello'],
    ['a label', '<button aria-label="Close" />', 'Close'],
    ['a title', '<button title="Close" />', 'Close'],
    ['a title in braces', '<button title={"Close"} />', 'Close'],
    ['a placeholder', '<input placeholder="Write" />', 'Write'],
    ['an alt', '<img alt="A cat" />', 'A cat'],
    ['a string in braces', '<p>{"Hello"}</p>', 'Hello'],
    ['one of two', '<p>{isIt ? words.a : "No"}</p>', 'No'],
    ['one on a condition', '<p>{isIt && "Yes"}</p>', 'Yes'],
    ['a template', '<p>{`${count} people`}</p>', 'people'],
    ['a template as a label', '<p aria-label={`Remove ${it}`} />', 'Remove'],
    ['a sum', '<p>{count + " people"}</p>', 'people'],
    ['a name of a component', '<Tool name="Mute" />', 'Mute'],
    ['one deep inside', '<A>{list.map((one) => <B key={one}>Hi</B>)}</A>', 'Hi'],
    ['another script', '<p>你好</p>', '你好'],
  ])('[C9] finds %s', (_, jsx, sentence) => {
    expect(plantedSentences(`export const A = () => ${jsx}`)).toEqual([sentence])
  })

  it.each([
    '<p className="hint" id="x" role="status" />',
    '<input type="radio" name="mode" autoComplete="off" />',
    '<p>{words.call.you} · {1} …</p>',
    '<a href="/terms" title={words.terms}>{text.label}</a>',
    '<p title={kind === "video" ? a : b}>{kind === "video" && a}</p>',
  ])('[C9] leaves %s alone', (jsx) => {
    expect(plantedSentences(`export const A = () => ${jsx}`)).toEqual([])
  })
})

describe('the dictionary', () => {
  it('has no dead sentence', () => {
    expect(sentencePaths(dictionary).length).toBeGreaterThan(100)
    expect(deadSentences(dictionary, [...sources.values()])).toEqual([])
  })

  it('has no empty sentence, and none twice spaced or unfilled', () => {
    const sentences = JSON.stringify([dictionary, symbolNames], (_, value: unknown) =>
      typeof value === 'function'
        ? (Reflect.apply(value, null, ['FILLED', 'FILLED']) as unknown)
        : value,
    )
    expect(sentences).not.toMatch(/""| {2}|undefined|\[object|NaN/)
    expect(sentences.match(/FILLED/g)?.length).toBeGreaterThan(8)
  })
})

describe('the search for dead sentences', () => {
  const dictionary = { a: 'A', b: { c: 'C', d: 'D' }, e: { f: { g: 'G', h: 'H' } } }

  it.each([
    ['all, when nothing is named', '', ['a', 'b.c', 'b.d', 'e.f.g', 'e.f.h']],
    ['what is not named directly', 'say(words.a, words.b.c)', ['b.d', 'e.f.g', 'e.f.h']],
    [
      'what no constant names',
      'const { b } = words; const it = words.e.f; say(b.c, it.g)',
      ['a', 'b.d', 'e.f.h'],
    ],
    ['what is not taken apart', 'const { c: x } = words.b', ['a', 'b.d', 'e.f.g', 'e.f.h']],
    ['nothing that may be named as it runs', 'say(words.e.f[key], words.b[key])', ['a']],
    [
      'what neither way of a choice names',
      'const it = yes ? words.b : words.e[key]; say(it.c, it.g)',
      ['a', 'b.d', 'e.f.h'],
    ],
    ['what others name alike', 'say(other.b.c, c, words.a)', ['b.c', 'b.d', 'e.f.g', 'e.f.h']],
  ])('finds %s', (_, source, dead) => {
    expect(deadSentences({ words: dictionary }, [source])).toEqual(
      dead.map((path) => `words.${path}`),
    )
  })

  it('keeps groups apart that have parts of one name', () => {
    const groups = { words: { end: { a: 'A' } }, visitWords: { end: { a: 'A', b: 'B' } } }
    const dead = deadSentences(groups, ['say(words.end.a, visitWords.end.b)'])
    expect(dead).toEqual(['visitWords.end.a'])
  })

  it('reads names inside a computed key', () => {
    expect(namedPaths('say(words.b[words.a])')).toEqual(['words.b.*', 'words.a'])
  })
})
