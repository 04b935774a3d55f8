/** Captions on or off; offered only where the browser can write them by itself, and while on. */
import { useEffect, useState } from 'react'
import { captioned, captionTags } from './captions.ts'
import { DevicePicker } from './DevicePicker.tsx'
import { locale, mediaWords, startWords } from './dictionary.ts'
import { nameFormat } from './formats.ts'
import type { Settings } from './settings.ts'
import { Switch } from './Switch.tsx'

interface Props {
  readonly settings: Settings
  /** The languages that both speak. */
  readonly common: readonly string[]
  readonly onChoose: (change: Partial<Settings>) => void
}

export function CaptionSwitch({ settings, common, onChoose }: Props) {
  const [offered, setOffered] = useState<readonly string[]>([])
  const { hasCaptions, captionTag } = settings
  const text = mediaWords.settings
  const wanted = common.join()

  useEffect(() => {
    let isGone = false
    const tags = captionTags(locale, wanted.split(',').filter(Boolean), navigator.languages)
    void captioned(tags).then((can) => {
      if (!isGone) setOffered(can)
    })
    return () => {
      isGone = true
    }
  }, [wanted])

  if (offered.length === 0 && !hasCaptions) return null
  const names = nameFormat({ type: 'language' })
  return (
    <div className="group">
      <Switch
        label={text.captions}
        hint={text.captionsHint}
        isOn={hasCaptions}
        onSwitch={(isOn) => onChoose({ hasCaptions: isOn })}
      />
      {hasCaptions && offered.length > 1 && (
        <DevicePicker
          label={startWords.start.languages}
          devices={offered.map((tag) => ({ id: tag, label: names.of(tag) ?? tag }))}
          chosen={captionTag}
          actual={offered[0]}
          onChoose={(tag) => onChoose({ captionTag: tag })}
        />
      )}
    </div>
  )
}
