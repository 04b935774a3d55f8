/** A link to a policy page, in the language of this one. */
import type { ReactNode } from 'react'
import { getSpoken } from './dictionary.ts'

interface Props {
  readonly to: 'privacy' | 'terms' | 'what-the-server-sees'
  readonly children: ReactNode
}

/** It opens beside a conversation, so that reading it never ends one. */
export function PolicyLink({ to, children }: Props) {
  const { code } = getSpoken().language
  // English has the short address.
  return (
    <a href={`/${code}/${to}`.replace('/en', '')} target="_blank" rel="noopener">
      {children}
    </a>
  )
}
