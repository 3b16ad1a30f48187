// Certificates one under the other: State, kind, name, until when, and the fingerprint to compare.

import type { ReactNode } from 'react'
import { DateOf } from '../../ui/dates.tsx'
import { Ltr } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { ShownCertificate } from './certificate-facts.ts'
import './issuers.css'

/** The rows of certificates; `beside` is what stands at the end of each. */
export function CertificateRows<C extends ShownCertificate>({ of, label, beside }: {
  of: readonly C[]; label: string; beside: (certificate: C) => ReactNode
}) {
  const { say } = useWords()
  return (
    <ol className="certificates" aria-label={label}>
      {of.map((each) => (
        <li key={each.fingerprint}>
          <b className="state"><Ltr mono>{each.country ?? '—'}</Ltr></b>
          <div>
            <span>{say(`issuer-kind.${each.kind}`)} · <Ltr>{each.name ?? each.serial}</Ltr></span>
            <Ltr mono>{inGroups(each.fingerprint)}</Ltr>
          </div>
          <span className="until"><DateOf of={each.until} /></span>
          <span className="beside">{beside(each)}</span>
        </li>
      ))}
    </ol>
  )
}

/** Letters that two people can read to each other: the first twenty of sixty-four. */
export function inGroups(fingerprint: string): string {
  return fingerprint.slice(0, 20).match(/.{4}/g)!.join(' ')
}
