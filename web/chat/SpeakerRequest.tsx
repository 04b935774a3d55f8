/** Asks for a speaker where the browser names none by itself. */
import { useState } from 'react'
import { askForSpeaker } from './camera.ts'
import { mediaWords } from './dictionary.ts'

export function SpeakerRequest({ onChoose }: { onChoose: (id: string) => void }) {
  const [hasNone, setHasNone] = useState(false)
  const text = mediaWords.settings

  async function ask(): Promise<void> {
    setHasNone(false)
    try {
      const id = await askForSpeaker()
      if (id !== null) onChoose(id)
    } catch {
      setHasNone(true)
    }
  }

  return (
    <>
      <button type="button" className="button" onClick={() => void ask()}>
        {text.chooseSpeaker}
      </button>
      {hasNone && (
        <p className="problem" role="alert">
          {text.noSpeaker}
        </p>
      )}
    </>
  )
}
