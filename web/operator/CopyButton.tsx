/** Copies a text and says whether that worked. */
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { words } from './words.ts'

const SHOWN_MS = 4_000

export function CopyButton({ label, text }: { label: string; text: string }) {
  const [result, setResult] = useState<'copied' | 'failed' | null>(null)
  useEffect(() => {
    if (result === null) return undefined
    const timer = setTimeout(() => setResult(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [result])

  function copy() {
    // Missing on pages that came without encryption.
    const { clipboard } = navigator as { clipboard?: Clipboard }
    if (clipboard === undefined) return setResult('failed')
    clipboard.writeText(text).then(
      () => setResult('copied'),
      () => setResult('failed'),
    )
  }

  const Icon = result === 'copied' ? Check : Copy
  return (
    <>
      <button type="button" className="button small" onClick={copy}>
        <Icon size={16} aria-hidden="true" /> {label}
      </button>
      <span className="hint" role="status">
        {result !== null && (result === 'copied' ? words.copied : words.copyFailed)}
      </span>
    </>
  )
}
