/** What every wait looks like: for anybody, or for one met before. */
import type { ReactNode } from 'react'
import { Footer } from './Footer.tsx'
import { OwnPreview } from './OwnPreview.tsx'
import { useScreenFocus } from './useScreenFocus.ts'
import type { Chat, View } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly title: string
  /** What may stand there instead: its room is kept, so that nothing below moves. */
  readonly longTitle?: string
  readonly children: ReactNode
}

export function WaitingScreen({ chat, view, title, longTitle, children }: Props) {
  const heading = useScreenFocus<HTMLHeadingElement>()
  return (
    <main className="page searching">
      <div className="column centred">
        <div className="rings" />
        <h1 ref={heading} className="roomy" data-other={longTitle} tabIndex={-1}>
          <span>{title}</span>
        </h1>
        {children}
        <OwnPreview chat={chat} view={view} />
      </div>
      <Footer />
    </main>
  )
}
