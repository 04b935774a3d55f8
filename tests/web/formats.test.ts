import { listFormat, nameFormat, numberFormat } from '../../web/chat/formats.ts'
import { speak } from '../../web/chat/dictionary.ts'
import { ENGLISH, languageOf } from '../../web/chat/languages/languages.ts'

afterEach(() => speak(ENGLISH, 'en'))

it('[C21] what writes figures and lists is made once for each language and way', async () => {
  const figures = numberFormat({ maximumFractionDigits: 1 })
  expect(numberFormat({ maximumFractionDigits: 1 })).toBe(figures)
  expect(figures.format(1.25)).toBe('1.3')
  expect(numberFormat({}).format(1.25)).toBe('1.25')
  expect(listFormat({ type: 'disjunction' }).format(['a', 'b'])).toBe('a or b')
  expect(nameFormat({ type: 'language' }).of('de')).toBe('German')
  await speak(languageOf('de') ?? ENGLISH, 'de')
  expect(numberFormat({ maximumFractionDigits: 1 }).format(1.25)).toBe('1,3')
  expect(listFormat({ type: 'disjunction' }).format(['a', 'b'])).toBe('a oder b')
  expect(nameFormat({ type: 'language' }).of('de')).toBe('Deutsch')
})
