/** Says to who hears the page read aloud what others see: that a camera or microphone is on or off. */
import { useState } from 'react'
import { changeBetween } from './changes.ts'
import type { View } from './visit.ts'

export function Changes({ view }: { readonly view: View }) {
  const [seen, setSeen] = useState(view)
  const [said, setSaid] = useState('')
  if (seen !== view) {
    setSeen(view)
    const change = changeBetween(seen, view)
    if (change !== null) setSaid(change)
  }
  return (
    // It stands before there is anything to say.
    <p className="spoken" role="status">
      {said}
    </p>
  )
}
