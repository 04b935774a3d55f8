/** Parts of the page that are loaded when they are first shown. */
import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { insist } from './insist.ts'

/**
 * As React's `lazy`, but a part that does not come takes nothing else with it: it is asked for
 * again for as long as it is to be shown, and the call around it goes on.
 *
 * @param meanwhile keeps its place
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null
  return function Lazily(props: Props) {
    const [Part, setPart] = useState(() => loaded)
    useEffect(() => {
      if (Part !== null) return undefined
      return insist(load, (made) => {
        loaded = made
        setPart(() => made)
      })
    }, [Part])
    return Part === null ? meanwhile : <Part {...props} />
  }
}
