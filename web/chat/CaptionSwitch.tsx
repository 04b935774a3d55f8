/** Captions on or off; offered only where the browser can write them by itself, and while on. */
import { useEffect, useState } from 'react'
import { canCaption, captionTag } from './captions.ts'
import { locale, mediaWords } from './dictionary.ts'
import { Switch } from './Switch.tsx'

interface Props {
  readonly isOn: boolean
  readonly onSwitch: (isOn: boolean) => void
}

export function CaptionSwitch({ isOn, onSwitch }: Props) {
  const [isOffered, setIsOffered] = useState(false)
  const text = mediaWords.settings

  useEffect(() => {
    let isGone = false
    void canCaption(captionTag(locale, navigator.languages)).then((can) => {
      if (!isGone) setIsOffered(can)
    })
    return () => {
      isGone = true
    }
  }, [])

  if (!isOffered && !isOn) return null
  return (
    <div className="group">
      <Switch label={text.captions} hint={text.captionsHint} isOn={isOn} onSwitch={onSwitch} />
    </div>
  )
}
