/** The design system on one page: what everything is made of, and where to see it put together. */
import type { ReactNode } from 'react'
import { LANGUAGES } from '../chat/languages/languages.ts'
import { Blocks, ReportResults } from './ends.tsx'
import type { Paintings } from './paintings.ts'
import { Badges, Composers, EveryItem, Notices, PageNotices, Switches, Toolbars } from './parts.tsx'
import { SCREEN_NAMES } from './screens.ts'
import './look.css'

/** Every value by role that the styles name, as it is now. */
function tokens(): readonly (readonly [name: string, value: string])[] {
  const names = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSStyleRule && rule.selectorText === ':root')
    .flatMap((rule) => [...(rule as CSSStyleRule).style])
    .filter((name) => name.startsWith('--'))
  const style = getComputedStyle(document.documentElement)
  return [...new Set(names)].map((name) => [name, style.getPropertyValue(name).trim()])
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="part">
      <h2>{name}</h2>
      {children}
    </section>
  )
}

const BUTTONS = ['', 'main', 'quiet', 'strong', 'danger', 'leaving'] as const

export function Sheet({ paintings }: { readonly paintings: Paintings }) {
  return (
    <main className="sheet">
      <h1>Every screen and state</h1>
      <Part name="Screens">
        {LANGUAGES.map(({ code, name }) => (
          <nav key={code} aria-label={name}>
            {SCREEN_NAMES.map((screen) => (
              <a key={screen} href={`?screen=${screen}&lang=${code}`}>
                {screen}
              </a>
            ))}
          </nav>
        ))}
      </Part>
      <Part name="Tokens">
        <dl className="tokens">
          {tokens().map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {CSS.supports('color', value) && <i style={{ background: value }} />}
                {name.startsWith('--space') && <i style={{ width: value }} />}
                {name.startsWith('--size') && <span style={{ fontSize: value }}>Aa</span>}
                {value}
              </dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part name="Type">
        <p className="promise">The promise, and a subtitle.</p>
        <p>Text, as most of it is.</p>
        <p className="hint">A hint, in a quiet line.</p>
        <p className="problem">A problem, in a sentence.</p>
        <p className="notice">A notice on a ground of its own.</p>
        <p className="figures">0123456789</p>
        <p className="code">three-quiet-words</p>
      </Part>
      <Part name="Motion">
        <div className="rings" />
      </Part>
      <Part name="Buttons">
        {BUTTONS.map((kind) => (
          <p key={kind}>
            <button type="button" className={`button ${kind}`}>
              {kind || 'plain'}
            </button>{' '}
            <button type="button" className={`button ${kind}`} disabled>
              not now
            </button>
          </p>
        ))}
      </Part>
      <Part name="Switches and chips">
        <Switches />
      </Part>
      <Part name="Badges">
        <div className="on-picture-ground">
          <Badges />
        </div>
      </Part>
      <Part name="Toolbars">
        <Toolbars paintings={paintings} />
      </Part>
      <Part name="Notices">
        <div className="on-picture-ground">
          <Notices paintings={paintings} />
        </div>
      </Part>
      <Part name="Notes of the page">
        <div className="on-picture-ground">
          <PageNotices />
        </div>
      </Part>
      <Part name="Blocks and reports">
        <Blocks />
        <ReportResults />
      </Part>
      <Part name="Chat">
        <div className="chat">
          <EveryItem paintings={paintings} />
        </div>
      </Part>
      <Part name="Writing, speaking, choosing">
        <div className="chat">
          <Composers paintings={paintings} />
        </div>
      </Part>
    </main>
  )
}
