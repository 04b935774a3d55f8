/** Whether a page can make something quieter: phones of one maker leave that to their own keys. */
import { useEffect, useState } from 'react'

/** Some take it as it is given, and go back a moment later. */
export function keepsVolume(element: HTMLMediaElement): Promise<boolean> {
  element.volume = 0.5
  return new Promise((resolve) => {
    setTimeout(() => resolve(element.volume === 0.5))
  })
}

/** Asked once, and for the rest of the visit. */
let canSet: boolean | null = null

export function useCanSetVolume(): boolean {
  const [can, setCan] = useState(canSet ?? true)
  useEffect(() => {
    if (canSet !== null) return
    void keepsVolume(new Audio()).then((keeps) => {
      canSet = keeps
      setCan(keeps)
    })
  }, [])
  return can
}
