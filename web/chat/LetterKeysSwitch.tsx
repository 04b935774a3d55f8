/** The switch for single keys in a call. */
import { useSyncExternalStore } from 'react'
import { mediaWords } from './dictionary.ts'
import { letterKeys } from './letterKeys.ts'
import { Switch } from './Switch.tsx'

export function LetterKeysSwitch() {
  const areOn = useSyncExternalStore(letterKeys.subscribe, letterKeys.areOn)
  const { letters, lettersHint } = mediaWords.settings
  return (
    <div className="group">
      <Switch label={letters} hint={lettersHint} isOn={areOn} onSwitch={letterKeys.set} />
    </div>
  )
}
