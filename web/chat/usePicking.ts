/** What is chosen to be sent, for as long as its component stands. */
import { useEffect, useState } from 'react'
import { createPicking, NOTHING_PICKED, type Picked, type Picking } from './picking.ts'

export function usePicking(): { readonly picked: Picked; readonly picking: Picking } {
  const [picked, setPicked] = useState(NOTHING_PICKED)
  const [picking] = useState(() => createPicking(setPicked))
  // When the conversation is over, so is what was to be sent in it.
  useEffect(() => {
    picking.open()
    return picking.close
  }, [picking])
  return { picked, picking }
}
