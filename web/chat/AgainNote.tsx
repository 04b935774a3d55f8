/** In a call: what became of the wish to meet again. */
import { useState } from 'react'
import { CODE_MS } from './again.ts'
import { countText } from './counts.ts'
import { againWords } from './dictionary.ts'
import type { View } from './visit.ts'

export function AgainNote({ again }: Pick<View, 'again'>) {
  const { meet } = againWords
  /** What has been read is not shown again. */
  const [read, setRead] = useState<string | null>(null)
  const { wish, code } = again
  if (wish !== 'wished' && wish !== 'mutual') return null
  if (wish === read) return null
  return (
    <div className="note">
      <p>{wish === 'wished' ? meet.wished : meet.mutual}</p>
      {code !== null && (
        <>
          {wish === 'wished' && <p className="small">{meet.alone}</p>}
          <p className="code" lang="en" dir="ltr">
            {code}
          </p>
          <p className="small">{meet.after(countText(CODE_MS / 60_000))}</p>
        </>
      )}
      <button type="button" className="button" onClick={() => setRead(wish)}>
        {meet.close}
      </button>
    </div>
  )
}
