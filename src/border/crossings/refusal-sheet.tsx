// The refusal as it is handed over: in the officer's language and the person's, side by side.
// After Annex V part B of the Schengen Borders Code; the reasons and what a person may do are on
// it.

import './sheets.css'
import { countryName } from '../../lib/codes/country-codes.ts'
import { REFUSAL_REASONS } from '../../lib/codes/lists.ts'
import { formatPartialDate } from '../../lib/dates/calendars.ts'
import { useMe } from '../../ui/asking.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Qr } from '../../ui/qr.tsx'
import { postOf } from '../../ui/session.ts'
import { In, useWords } from '../../ui/speaking.tsx'
import type { Language } from '../../ui/words.ts'
import { Instant, nameIn } from './receipt-sheet.tsx'
import type { SheetOf } from './receipt-sheet.tsx'

interface RefusalOf extends SheetOf {
  officer: string
  languages: readonly [Language, Language]
}

/** The sheet; one language stands alone where both are the same. */
export function RefusalSheet(of: RefusalOf) {
  const { say } = useWords()
  const [ours, theirs] = of.languages
  return (
    <div className="refusal">
      <div className={ours === theirs ? 'alone' : 'twofold'}>
        <In language={ours}><Half {...of} /></In>
        {theirs !== ours && <In language={theirs}><Half {...of} /></In>}
      </div>
      <footer className="whole">
        {of.slip && <Qr text={of.slip.proof} label={say('slip.proof')} />}
        <div>
          <p>
            <Ltr mono>{of.leaf.number}</Ltr>{of.slip && <> · <Ltr mono>{of.slip.origin}</Ltr></>}
          </p>
          <p><Ltr mono>{of.said.crossing}</Ltr></p>
        </div>
      </footer>
    </div>
  )
}

function Half(of: RefusalOf) {
  const { say } = useWords()
  const { said, officer } = of
  const { nonRefoulement } = said
  const asylum = nonRefoulement?.asylumIntention ?? 'not-asked'
  return (
    <>
      <h1>{say('refusal-form')}</h1>
      <p>{say('refusal-form.told')}</p>
      <WhoAndWhere {...of} />
      <h2>{say('refusal-form.reasons')}</h2>
      <ul className="boxes">
        {REFUSAL_REASONS.map((reason) => (
          <li key={reason} className={said.reasons?.includes(reason) ? 'ticked' : undefined}>
            <span className="box">{said.reasons?.includes(reason) && <Tick />}</span>
            <span><b>{reason}</b> {say(`refusalReason.${reason}`)}</span>
          </li>
        ))}
      </ul>
      {said.rule && <p>{say('refusal-form.law')} <b><Own>{said.rule}</Own></b></p>}
      {said.reasonText && <p><Own>{said.reasonText}</Own></p>}
      <h2>{say('refusal-form.protection')}</h2>
      <p>
        {say(`refusal-form.protection.${asylum}`)}
        {nonRefoulement?.referredTo && <> <Own>{nonRefoulement.referredTo}</Own></>}
      </p>
      <h2>{say('refusal-form.rights')}</h2>
      <p>{say('refusal-form.rights.text')}</p>
      <p className="signature">{say('refusal-form.signed-person')}</p>
      <p className="boxes"><span className="box" /> {say('refusal-form.not-signed')}</p>
      <p className="signature">{say('refusal-form.signed-officer')} <Own>{officer}</Own></p>
    </>
  )
}

function WhoAndWhere({ said, leaf }: RefusalOf) {
  const { say, language } = useWords()
  const place = postOf(useMe(), language)
  const { person, document } = said
  const { value = '', precision } = person.birthDate
  return (
    <dl>
      <dt>{say('slip.name')}</dt>
      <dd className="strong">
        <Own>{nameIn(person)}</Own>
        {person.nameOriginal && <><br /><Own>{person.nameOriginal}</Own></>}
      </dd>
      <dt>{say('refusal-form.born')}</dt>
      <dd>
        {value ? formatPartialDate({ value, precision }, language) : say('date.unknown')}
        {' · '}{countryName(person.nationality, language)}
      </dd>
      <dt>{say('slip.document')}</dt>
      <dd>
        {document.number
          ? <><Ltr mono>{document.number}</Ltr> <Ltr mono>{document.issuer}</Ltr></>
          : say('documentType.none')}
      </dd>
      <dt>{say('refusal-form.where')}</dt><dd><Own>{place}</Own> · <Instant at={leaf.at} /></dd>
    </dl>
  )
}

function Tick() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2 2l12 12M14 2L2 14" stroke="#000" strokeWidth="2.4" />
    </svg>
  )
}
