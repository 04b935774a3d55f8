/** In which language the page speaks: each by its own name. */
import { useState } from 'react'
import { Choice } from './Choice.tsx'
import { getSpoken, speak, startWords, visitWords } from './dictionary.ts'
import { LANGUAGES, languageOf, localeOf, type Language } from './languages/languages.ts'

/** The address says it, so that a reload keeps it; nothing is stored (P4). */
export async function choose(language: Language): Promise<void> {
  await speak(language, localeOf(language, navigator.languages))
  // Another may have been chosen meanwhile, and be spoken already.
  if (getSpoken().language === language) history.replaceState(null, '', `?lang=${language.code}`)
}

export function LanguagePicker() {
  const [isLate, setIsLate] = useState(false)
  return (
    <>
      <Choice
        className="languages"
        aria-label={startWords.footer.language}
        value={getSpoken().language.code}
        onChoose={(code) => {
          const language = languageOf(code)
          setIsLate(false)
          // What cannot be loaded now is not spoken, and can be chosen again.
          if (language !== undefined) choose(language).catch(() => setIsLate(true))
        }}
      >
        {LANGUAGES.map(({ code, tag, name, direction }) => (
          <option key={code} value={code} lang={tag} dir={direction}>
            {name}
          </option>
        ))}
      </Choice>
      <p role="status">
        {isLate && (getSpoken().hasRest ? visitWords.late : startWords.broken.text)}
      </p>
    </>
  )
}
