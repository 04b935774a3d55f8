/** What is shown when a screen fails: words and a way on, never a blank page. */
import { Component, type ReactNode } from 'react'
import { startWords } from './dictionary.ts'
import { Footer } from './Footer.tsx'

interface Props {
  readonly children: ReactNode
  /** Nothing may go on behind these words: no call, and no camera. */
  readonly onBroken: () => void
}

// React has no hook for this: only a class can catch what its children throw.
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override componentDidCatch(): void {
    this.props.onBroken()
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children
    const { title, text, reload } = startWords.broken
    return (
      <main className="page">
        <div className="column centred" role="alert">
          <h1>{title}</h1>
          <p>{text}</p>
          <button type="button" className="button main" onClick={() => location.reload()}>
            {reload}
          </button>
        </div>
        <Footer />
      </main>
    )
  }
}
