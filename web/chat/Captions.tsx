/** What the stranger says, in writing, over the picture; nothing of it is kept. */
import { useEffect, useState } from 'react'
import { captioned, captionTags, startCaptions } from './captions.ts'
import { locale, mediaWords } from './dictionary.ts'

interface Props {
  readonly stream: MediaStream | null
  /** The languages that both speak. */
  readonly common: readonly string[]
  /** The one of them that was chosen. */
  readonly chosen: string | null
}

export function Captions({ stream, common, chosen }: Props) {
  const [said, setSaid] = useState('')
  const wanted = common.join()

  useEffect(() => {
    let isGone = false
    let stop: (() => void) | null = null
    async function begin(): Promise<void> {
      const tags = captionTags(locale, wanted.split(',').filter(Boolean), navigator.languages)
      const can = await captioned(tags)
      if (isGone) return
      const isThere = chosen !== null && can.includes(chosen)
      const tag = isThere ? chosen : (can[0] ?? tags[0] ?? locale)
      const voice = stream?.getAudioTracks()[0]
      if (voice !== undefined) stop = startCaptions(voice, tag, setSaid)
    }
    void begin()
    return () => {
      isGone = true
      stop?.()
      setSaid('')
    }
  }, [stream, wanted, chosen])

  return (
    // Whoever hears the page read aloud hears the stranger, too: it is not said a second time.
    <div className="captions" role="log" aria-live="off" aria-label={mediaWords.settings.captions}>
      {said !== '' && (
        <p className="note" dir="auto">
          <span>{said}</span>
        </p>
      )}
    </div>
  )
}
