// An alert while it is being written: what is asked on each step, and what is still missing there.

import type { AlertTerms } from './listed.ts'

/** What is filled in so far; names are one spelling a line, as they are typed. */
export interface Draft {
  subjectKind?: AlertTerms['subjectKind']
  names?: string[]
  birthDate?: { value?: string | undefined; precision: string }
  toleranceYears?: number
  sex?: string
  nationalities?: string[]
  documents?: string[]
  issuer?: string
  plate?: string
  plateCountry?: string
  reason?: string
  reasonText?: string
  legalBasis?: string
  source?: string
  action?: AlertTerms['action']
  instruction?: string
  priority?: string
  listCode?: string
  listName?: string
  contact?: string
  validFrom?: string
  validUntil?: string
  reviewBy?: string
}

export const steps = ['what', 'who', 'why', 'counter', 'time', 'read-over'] as const
export type Step = (typeof steps)[number]

const filled = (texts: readonly string[] | undefined) => (texts ?? []).some((text) => text?.trim())

/** The questions of a step that must still be answered. */
export function missingOn(step: Step, draft: Draft): string[] {
  const need = (...names: (keyof Draft)[]) => names.filter((name) => {
    const value = draft[name]
    return Array.isArray(value)
      ? !filled(value) : value === undefined || String(value).trim() === ''
  })
  switch (step) {
    case 'what': return need('subjectKind')
    case 'who': return draft.subjectKind === 'vehicle' ? need('plate')
      : draft.subjectKind === 'document' ? need('documents')
        : filled(draft.documents) ? [] : need('names')
    case 'why': return need('reason', 'legalBasis')
    case 'counter': return need('action', 'priority')
    case 'time': return need('listCode', 'listName', 'contact', 'validFrom', 'validUntil')
    case 'read-over': return []
  }
}

/** The alert that a whole draft says. */
export function saidBy(draft: Draft): AlertTerms {
  const texts = (all: readonly string[] | undefined) => (all ?? []).map((text) => text.trim())
    .filter(Boolean)
  const person = draft.subjectKind === 'person'
  const names = person ? texts(draft.names).map((whole) => ({ whole })) : []
  const documents = draft.subjectKind === 'vehicle' ? [] : texts(draft.documents)
    .map((number) => ({ number, ...(draft.issuer && { issuer: draft.issuer }) }))
  const { toleranceYears, birthDate, sex, nationalities, plate, plateCountry } = draft
  return {
    subjectKind: draft.subjectKind!,
    ...(names.length > 0 && { names }), ...(documents.length > 0 && { documents }),
    ...(person && birthDate?.value && { birthDate: {
      value: birthDate.value, precision: birthDate.precision as 'day',
      ...(toleranceYears !== undefined && { toleranceYears }),
    } }),
    ...(person && sex && { sex: sex as 'M' }),
    ...(person && filled(nationalities) && { nationalities: texts(nationalities) }),
    ...(draft.subjectKind === 'vehicle' && {
      vehicle: { plate: plate!, ...(plateCountry && { country: plateCountry }) },
    }),
    list: { code: draft.listCode!, name: draft.listName! },
    legalBasis: draft.legalBasis!,
    reason: { code: draft.reason as 'wanted', ...(draft.reasonText && { text: draft.reasonText }) },
    action: draft.action!, priority: draft.priority as 'top',
    ...(draft.instruction && draft.action !== 'discreet' && { instruction: draft.instruction }),
    validFrom: draft.validFrom!, validUntil: draft.validUntil!,
    ...(draft.reviewBy && { reviewBy: draft.reviewBy }),
    contact: draft.contact!, ...(draft.source && { source: draft.source }),
  }
}
