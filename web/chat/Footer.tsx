/** What the server can see, privacy and terms: one click from every screen (P10). */
import { startWords } from './dictionary.ts'
import { LanguagePicker } from './LanguagePicker.tsx'
import { PolicyLink } from './PolicyLink.tsx'

interface Props {
  /** A conversation is not interrupted for it: the language is chosen before. */
  readonly canChoose?: boolean
}

export function Footer({ canChoose = false }: Props) {
  const { footer } = startWords
  return (
    <footer className="footer">
      <nav aria-label={footer.label}>
        <PolicyLink to="what-the-server-sees">{footer.serverView}</PolicyLink>
        <PolicyLink to="privacy">{footer.privacy}</PolicyLink>
        <PolicyLink to="terms">{footer.terms}</PolicyLink>
        <span className="version">{footer.version(__VERSION__)}</span>
      </nav>
      {canChoose && <LanguagePicker />}
    </footer>
  )
}
