// Latin runs that keep their direction inside Arabic: document numbers, codes, names as printed.

import type { ReactNode } from 'react'

/** The one way to isolate a Latin run; `mono` sets it in the typeface of codes and numbers. */
export function Ltr({ mono, children }: { mono?: boolean; children: ReactNode }) {
  return <bdi dir="ltr" className={mono ? 'ltr mono' : 'ltr'}>{children}</bdi>
}

/** A name or text whose script is not known beforehand: it finds its own direction. */
export function Own({ children }: { children: ReactNode }) {
  return <bdi dir="auto">{children}</bdi>
}
