/** Plays a tone where the stranger will be heard. */
import { Volume2 } from 'lucide-react'
import { useState } from 'react'
import { mediaWords } from './dictionary.ts'
import { playTone } from './soundMeter.ts'

export function SpeakerTest({ speaker }: { speaker: string | null }) {
  const [state, setState] = useState<'idle' | 'playing' | 'failed'>('idle')
  const text = mediaWords.settings

  async function test(): Promise<void> {
    if (state === 'playing') return
    setState('playing')
    setState((await playTone(speaker)) ? 'idle' : 'failed')
  }

  return (
    <>
      <button
        type="button"
        className="button with-icon"
        // It keeps the keyboard while it does nothing.
        aria-disabled={state === 'playing'}
        onClick={() => void test()}
      >
        <Volume2 size={20} aria-hidden="true" />
        {state === 'playing' ? text.testing : text.test}
      </button>
      {state === 'failed' && (
        <p className="problem" role="alert">
          {text.testFailed}
        </p>
      )}
    </>
  )
}
