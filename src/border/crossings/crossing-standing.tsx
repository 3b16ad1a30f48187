// A crossing as it stands now, all corrections applied: the person, the document, the journey.

import { Link } from 'wouter'
import type { z } from 'zod'
import { DateOf, DaySideBySide } from '../../ui/dates.tsx'
import { Facts } from '../../ui/file.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { BornOf, CountryOf, DocumentMark, NameOf } from '../travellers/named.tsx'
import { namesOf } from '../travellers/terms.ts'
import type { CrossingRecorded } from './crossing-recorded.ts'

/** What was said of a crossing, corrections applied. */
export type StandingCrossing = z.infer<typeof CrossingRecorded.said>

/** The standing: facts in pairs, only those of which something was said. */
export function CrossingStanding({ of, crossing }: { of: StandingCrossing; crossing: string }) {
  const { say } = useWords()
  return (
    <>
      {namesOf(of.person).length > 1 && (
        <p className="large"><NameOf person={of.person} whole /></p>
      )}
      <Facts of={[
        ['crossing-recorded.person.birthDate', <BornOf key="b" person={of.person} />],
        ['crossing-recorded.person.sex', say(`sex.${of.person.sex}`)],
        ['crossing-recorded.person.nationality',
          <CountryOf key="n" code={of.person.nationality} />],
        ['crossing-recorded.document', <DocumentMark key="d" document={of.document} />],
        ['crossing-recorded.document.type', say(`documentType.${of.document.type}`)],
        ['crossing-recorded.document.issuer', <CountryOf key="i" code={of.document.issuer} />],
        of.document.expiry !== undefined
          && ['crossing-recorded.document.expiry', <DateOf key="e" of={of.document.expiry} />],
        of.mode !== undefined && ['crossing-recorded.mode', say(`mode.${of.mode}`)],
        of.conveyance?.plate !== undefined
          && ['crossing-recorded.conveyance.plate', <Ltr mono key="v">{of.conveyance.plate}</Ltr>],
        of.purpose !== undefined && ['crossing-recorded.purpose', say(`purpose.${of.purpose}`)],
        of.addressInCountry !== undefined
          && ['crossing-recorded.addressInCountry', <Own key="a">{of.addressInCountry}</Own>],
        of.until !== undefined && ['crossing-recorded.until',
          <DaySideBySide key="u" of={of.until} />],
        of.reasons !== undefined && ['crossing-recorded.reasons', (
          <ul key="r">{of.reasons.map((code) => (
            <li key={code}><Ltr mono>{code}</Ltr> {say(`refusalReason.${code}`)}</li>))}</ul>)],
        of.nonRefoulement !== undefined && ['crossing-recorded.nonRefoulement.asylumIntention',
          say(`asylumIntention.${of.nonRefoulement.asylumIntention}`)],
        of.rule !== undefined && ['crossing-recorded.rule', <Own key="l">{of.rule}</Own>],
        of.note !== undefined && ['crossing-recorded.note', <Own key="t">{of.note}</Own>],
        of.paperSerial !== undefined
          && ['crossing-recorded.paperSerial', <Ltr mono key="p">{of.paperSerial}</Ltr>],
      ]} />
      {of.pairedWith && (
        <p>
          <Link href={`/crossings/${of.pairedWith}`}>{say('crossing.its-entry')}</Link>
          {of.pairing && <> · {say(`pairing.${of.pairing}`)}</>}
        </p>
      )}
      <p>
        <Link href={`/travellers/${of.traveller ?? crossing}`}>{say('crossing.person-file')}</Link>
      </p>
    </>
  )
}
