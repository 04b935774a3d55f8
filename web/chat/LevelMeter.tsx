/** Shows while it is looked at how loud a microphone is. */
import { useEffect, useId, useState } from 'react'
import { mediaWords } from './dictionary.ts'
import { openSoundMeter } from './soundMeter.ts'

const LOOK_MS = 80
const FULL = 100

export function LevelMeter({ track }: { track: MediaStreamTrack }) {
  const [level, setLevel] = useState(0)
  const id = useId()
  const text = mediaWords.settings

  useEffect(() => {
    const meter = openSoundMeter(track)
    const timer = setInterval(() => setLevel(Math.round(meter.loudness() * FULL)), LOOK_MS)
    return () => {
      clearInterval(timer)
      meter.close()
    }
  }, [track])

  return (
    <>
      <div
        className="level"
        role="meter"
        aria-label={text.level}
        aria-describedby={id}
        aria-valuemin={0}
        aria-valuemax={FULL}
        aria-valuenow={level}
      >
        <span style={{ transform: `scaleX(${level / FULL})` }} />
      </div>
      <p id={id} className="hint">
        {text.levelHint}
      </p>
    </>
  )
}
