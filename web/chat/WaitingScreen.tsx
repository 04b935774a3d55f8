/** What every wait looks like: for anybody, or for one met before. */
import type { ReactNode } from 'react'
import { Footer } from './Footer.tsx'
import { OwnPreview } from './OwnPreview.tsx'
import { useScreenFocus } from './useScreenFocus.ts'
import type { View } from './visit.ts'

interface Props {
  readonly view: View
  readonly title: string
  readonly children: ReactNode
}

export function WaitingScreen({ view, title, children }: Props) {
  const heading = useScreenFocus<HTMLHeadingElement>()
  return (
    <main className="page searching">
      <div className="column centred">
        <div className="rings" />
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
        <OwnPreview view={view} />
      </div>
      <Footer />
    </main>
  )
}
