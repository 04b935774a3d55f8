/** Languages as chips, preset from the browser, with a list to add from. */
import { useId } from 'react'
import { LANGUAGES_MAX } from '../../signaling/protocol.ts'
import { Chips } from './Chips.tsx'
import { Choice } from './Choice.tsx'
import { locale, startWords } from './dictionary.ts'

/** The languages the browser asks pages for, without their regions. */
export const browserLanguages = (): string[] => {
  const codes = navigator.languages.flatMap((tag) => /^[a-z]{2,3}\b/.exec(tag.toLowerCase()) ?? [])
  return [...new Set(codes)].slice(0, 4)
}

/** The most spoken languages of the web; what else the browser names comes to them. */
const OFFERED = (
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru ' +
  'sk sl sr sv sw ta th tr uk ur vi zh'
).split(' ')

interface Props {
  readonly languages: readonly string[]
  readonly onChange: (languages: readonly string[]) => void
}

export function LanguageField({ languages, onChange }: Props) {
  const id = useId()
  // The formats that are kept come with the later screens.
  const names = new Intl.DisplayNames([locale], { type: 'language' })
  const nameOf = (code: string) => names.of(code) ?? code
  const offered = [...new Set([...OFFERED, ...browserLanguages()])]
    .filter((code) => !languages.includes(code))
    .map((code) => ({ code, name: nameOf(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, locale))
  return (
    <div className="field">
      <label htmlFor={id}>{startWords.start.languages}</label>
      <div className="chips">
        <Chips
          items={languages.map((value) => ({ value, label: nameOf(value) }))}
          onRemove={(value) => onChange(languages.filter((one) => one !== value))}
        />
        {languages.length < LANGUAGES_MAX && (
          <Choice id={id} value="" onChoose={(code) => onChange([...languages, code])}>
            <option value="">{startWords.start.addLanguage}</option>
            {offered.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Choice>
        )}
      </div>
    </div>
  )
}
