/** What the server can see, privacy and terms: one click from every screen (P10). */
import { startWords } from './dictionary.ts'
import { LanguagePicker } from './LanguagePicker.tsx'

interface Props {
  /** A conversation is not interrupted for it: the language is chosen before. */
  readonly canChoose?: boolean
}

/** They open beside the conversation, so that reading them never ends it. */
export function Footer({ canChoose = false }: Props) {
  const { footer } = startWords
  return (
    <footer className="footer">
      <nav aria-label={footer.label}>
        <a href="/what-the-server-sees" target="_blank" rel="noopener noreferrer">
          {footer.serverView}
        </a>
        <a href="/privacy" target="_blank" rel="noopener noreferrer">
          {footer.privacy}
        </a>
        <a href="/terms" target="_blank" rel="noopener noreferrer">
          {footer.terms}
        </a>
        <span className="version">{footer.version(__VERSION__)}</span>
      </nav>
      {canChoose && <LanguagePicker />}
    </footer>
  )
}
