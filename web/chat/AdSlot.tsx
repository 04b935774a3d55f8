/** A place for an advertisement: empty until the visitor agrees, on this screen alone (P7). */
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { FEATURES, type Ads } from '../../signaling/protocol.ts'
import { adWords } from './dictionary.ts'
import './styles/ad.css'

/** Whoever has not come by then is called slow; he may still come. */
const SLOW_MS = 8_000
/** The keyboard goes into the frame for whoever has just pressed Tab, and for nobody else. */
const TAB_MS = 500
/** Everything that a frame could be given, or has unless it is taken away. */
const ALLOWED = FEATURES.map((feature) => `${feature} 'none'`).join('; ')

interface FrameProps {
  readonly ads: Ads
  readonly onHide: () => void
}

function AdFrame({ ads: { network, url, width, height }, onHide }: FrameProps) {
  const [isLoaded, setIsLoaded] = useState(false)
  const [isSlow, setIsSlow] = useState(false)
  const frame = useRef<HTMLIFrameElement>(null)
  const hide = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS)
    // The button that was pressed has gone.
    hide.current?.focus({ preventScroll: true })
    return () => clearTimeout(timer)
  }, [])

  // No browser keeps a frame from taking the keyboard by itself: it is given back to who had it.
  useEffect(() => {
    let last: Element | null = hide.current
    let tabbedAt = -Infinity
    const onFocus = ({ target }: Event) => {
      if (target instanceof HTMLElement && target !== frame.current) last = target
    }
    const onKey = ({ key, timeStamp }: KeyboardEvent) => {
      if (key === 'Tab') tabbedAt = timeStamp
    }
    const onBlur = ({ timeStamp }: Event) => {
      if (timeStamp - tabbedAt < TAB_MS) return
      setTimeout(() => {
        if (document.activeElement === frame.current && last instanceof HTMLElement)
          last.focus({ preventScroll: true })
      })
    }
    document.addEventListener('focusin', onFocus)
    document.addEventListener('keydown', onKey, true)
    window.addEventListener('blur', onBlur)
    return () => {
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('keydown', onKey, true)
      window.removeEventListener('blur', onBlur)
    }
  }, [])

  return (
    <>
      <iframe
        ref={frame}
        src={url}
        title={adWords.frame(network)}
        width={width}
        height={height}
        sandbox="allow-scripts allow-popups"
        allow={ALLOWED}
        referrerPolicy="no-referrer"
        loading="lazy"
        onLoad={() => setIsLoaded(true)}
        // React's types do not know it yet, nor do all browsers.
        {...{ credentialless: '' }}
      />
      <p className="hint">{adWords.frame(network)}</p>
      <p className="hint">{isSlow && !isLoaded && adWords.slow}</p>
      <button ref={hide} type="button" className="button quiet" onClick={onHide}>
        {adWords.hide}
      </button>
    </>
  )
}

export function AdSlot({ ads }: { readonly ads: Ads }): ReactNode {
  const [answer, setAnswer] = useState<'none' | 'yes' | 'no'>('none')
  const { width, height } = ads
  return (
    <aside className="ad" data-answer={answer} aria-label={adWords.label}>
      <div className="ad-question">
        <p className="hint">{adWords.question(ads.network)}</p>
        <button type="button" className="button" onClick={() => setAnswer('yes')}>
          {adWords.show}
        </button>
        <button type="button" className="button quiet" onClick={() => setAnswer('no')}>
          {adWords.refuse}
        </button>
      </div>
      <div className="ad-room">
        {answer === 'yes' ? (
          <AdFrame ads={ads} onHide={() => setAnswer('no')} />
        ) : (
          <div style={{ width, height }} />
        )}
      </div>
    </aside>
  )
}
