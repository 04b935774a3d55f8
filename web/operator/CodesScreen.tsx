/** The recovery codes, which are to be seen only now. */
import { Download } from 'lucide-react'
import { CopyButton } from './CopyButton.tsx'
import { words } from './words.ts'

const { codes: text } = words

/** Hands the codes over as a file; the address is taken back once the browser has read it. */
function download(codes: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([text.fileText(codes)], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = text.file
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

export interface CodesScreenProps {
  readonly codes: readonly string[]
  readonly onKept: () => void
}

export function CodesScreen({ codes, onKept }: CodesScreenProps) {
  return (
    <main className="page">
      <div className="column">
        <header>
          <p className="brand">
            {words.product} <span>{words.name}</span>
          </p>
          <h1>{text.title}</h1>
          <p>{text.text}</p>
        </header>
        <ol className="codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <p className="row">
          <CopyButton label={text.copy} text={codes.join('\n')} />
          <button type="button" className="button small" onClick={() => download(codes)}>
            <Download size={16} aria-hidden="true" /> {text.download}
          </button>
        </p>
        <button type="button" className="button main" onClick={onKept}>
          {text.kept}
        </button>
      </div>
    </main>
  )
}
