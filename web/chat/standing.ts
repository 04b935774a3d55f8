/** What the check of the stranger has brought: it outlives the connections of one call (P11). */
import type { Verdict } from './verify.ts'
import type { Verification } from './visit.ts'

export interface Standing {
  /** Whether the symbols were shown. */
  isKnown(): boolean
  /** The stranger's certificate; `null` before it is known. */
  certificate(): string | null
  /** A connection has opened, and is being checked. */
  begin(): void
  conclude(verdict: Verdict, certificate: string | null): void
  /** Of another stranger nothing is known. */
  forget(): void
}

export function createStanding(show: (verification: Verification | null) => void): Standing {
  let expected: string | null = null
  let hasSymbols = false
  return {
    isKnown: () => hasSymbols,
    certificate: () => expected,
    begin() {
      if (!hasSymbols) show({ status: 'checking' })
    },
    conclude(verdict, certificate) {
      if (verdict.type === 'symbols') {
        hasSymbols = true
        show({ status: 'ready', symbols: verdict.symbols, isCompared: false })
      } else if (!hasSymbols || (expected !== null && certificate === null)) {
        // What was found out before still holds with the same certificate, and with none no more.
        hasSymbols = false
        show({ status: 'failed' })
      }
      expected ??= certificate
    },
    forget() {
      expected = null
      hasSymbols = false
      show(null)
    },
  }
}
