/** What the stranger says, in writing, over the picture; nothing of it is kept. */
import { useEffect, useState } from 'react'
import { captionTag, startCaptions } from './captions.ts'
import { locale, mediaWords } from './dictionary.ts'

/** A voice comes a moment after its stream. */
const LOOK_MS = 500

export function Captions({ stream }: { readonly stream: MediaStream | null }) {
  const [said, setSaid] = useState('')

  useEffect(() => {
    let stop: (() => void) | null = null
    function look(): void {
      const voice = stream?.getAudioTracks()[0]
      if (voice === undefined) return
      clearInterval(timer)
      stop = startCaptions(voice, captionTag(locale, navigator.languages), setSaid)
    }
    const timer = setInterval(look, LOOK_MS)
    look()
    return () => {
      clearInterval(timer)
      stop?.()
      setSaid('')
    }
  }, [stream])

  return (
    // Whoever hears the page read aloud hears the stranger, too: it is not said a second time.
    <div className="captions" role="log" aria-live="off" aria-label={mediaWords.settings.captions}>
      {said !== '' && (
        <p className="note" dir="auto">
          {said}
        </p>
      )}
    </div>
  )
}
