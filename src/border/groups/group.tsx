// The counter while a group comes through: each scan is a member, what is shared is said once.

import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useQuery } from '../../ui/asking.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { TimeOf } from '../../ui/dates.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { Counter } from '../inspection/counter.tsx'
import { gather } from '../inspection/desk.ts'
import { CloseGroup } from './close-group.tsx'
import type { GroupSheet } from './group-sheet.ts'
import type { Answer } from '../../kernel/query.ts'

export type Sheet = Answer<typeof GroupSheet>

export default function Group({ group }: Record<string, string>) {
  const { say } = useWords()
  const asked = useQuery<typeof GroupSheet>(
    { name: 'group-sheet', method: 'GET' }, { group: group! }, ['groups', 'crossings'])
  const [sheet, keep] = useState<Sheet>()
  // While the sheet is asked anew the one before stays in sight.
  useEffect(() => { if (asked.done) keep(asked.done) }, [asked.done])
  useEffect(() => {
    const of = sheet?.group
    if (!of || of.group !== group || of.closedAt) return
    const { direction, mode, conveyance, purpose, from, to } = of
    gather({ group: of.group, direction, mode, conveyance, purpose, from, to })
    return () => gather(undefined)
  }, [sheet?.group.group, sheet?.group.closedAt, group])
  if (asked.refused) return <div className="door"><RefusalSign refusal={asked.refused} /></div>
  if (!sheet) {
    return <div className="door"><Sign state="waiting">{say('ledger.reading')}</Sign></div>
  }
  // Whoever still comes after the group was counted is a traveller by himself, at the counter.
  if (sheet.group.closedAt) {
    return (
      <div className="booth with-strip closed">
        <Strip sheet={sheet} />
        <div className="below" role="region" aria-label={say('groups.members')} tabIndex={0}>
          <Members sheet={sheet} />
        </div>
      </div>
    )
  }
  return <Counter strip={<Strip sheet={sheet} />} idle={<Members sheet={sheet} />} />
}

function Strip({ sheet }: { sheet: Sheet }) {
  const { say } = useWords()
  const [closing, close] = useState(false)
  const { group, presented, expected } = sheet
  return (
    <div className="strip">
      <b>{say(`groupKind.${group.kind}`)}</b>
      {group.conveyance && (
        <Ltr mono>{group.conveyance.plate ?? group.conveyance.number ?? ''}</Ltr>
      )}
      {(group.operator ?? group.leader) && <Own>{group.operator ?? group.leader}</Own>}
      <span className="tally"><b>{say('groups.of', { presented, expected })}</b></span>
      {group.closedAt
        ? <span>{say('groups.closed')} <TimeOf at={group.closedAt} /></span>
        : <button type="button" onClick={() => close(true)}>{say('groups.close')}</button>}
      <Link href="/groups">{say('groups')}</Link>
      {closing && <CloseGroup sheet={sheet} close={() => close(false)} />}
    </div>
  )
}

const drawnAs = { admitted: 'clear', refused: 'stop', referred: 'look', deferred: 'look' } as const

function Members({ sheet }: { sheet: Sheet }) {
  const { say } = useWords()
  const { members, missing, unlisted } = sheet
  const newest = [...members].reverse()
  return (
    <div className="found">
      <ol className="findings" aria-label={say('groups.members')}>
        {newest.map((member, index) => (
          <li key={member.crossing}>
            <span className="folio"><Ltr mono>{members.length - index}</Ltr></span>{' '}
            <Sign
              state={drawnAs[member.decision]}
              word={say(`decision.${member.decision}`)}>
              <Own>{member.name}</Own>{' '}
              {member.documentNumber && <Ltr mono>{member.documentNumber}</Ltr>}{' '}
              <Ltr mono>{member.nationality}</Ltr> · <TimeOf at={member.at} />
            </Sign>
          </li>
        ))}
        {members.length === 0 && <li>{say('groups.nobody')}</li>}
      </ol>
      <ul className="not-checked" aria-label={say('groups.mismatches')}>
        {missing.map(({ name, documentNumber }) => (
          <li key={`${name} ${documentNumber}`}>
            <Sign state="look" word={say('mismatch.listed-not-presented')}>
              <Own>{name}</Own> <Ltr mono>{documentNumber}</Ltr>
            </Sign>
          </li>
        ))}
        {unlisted.map(({ crossing, name }) => (
          <li key={crossing}>
            <Sign state="look" word={say('mismatch.presented-not-listed')}><Own>{name}</Own></Sign>
          </li>
        ))}
        {sheet.missingCount > 0 && <li>{say('groups.missing', { count: sheet.missingCount })}</li>}
      </ul>
    </div>
  )
}
