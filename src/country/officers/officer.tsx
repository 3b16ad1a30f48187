// One officer: what they may do and where, and a new sign-in code, shown once.

import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { RowOf } from '../../kernel/register.ts'
import { useMe, useQuery, useRegister } from '../../ui/asking.ts'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { Facts, File } from '../../ui/file.tsx'
import type { DatedFact } from '../../ui/file.tsx'
import { Field, Form } from '../../ui/form.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { NewCode } from './new-code.tsx'
import { Roles } from './officers-page.tsx'
import type { roleGrants } from './register.ts'
import { RolesEnded } from './roles-ended.ts'
import type { RosterNow } from './roster-now.ts'
import { everyPost } from './terms.ts'
import './officers.css'

type Grant = RowOf<typeof roleGrants>
const heard = ['officers', 'role-grants', 'sign-in-codes']

/** The page of an officer. */
export default function Officer({ officer = '' }: { officer?: string }) {
  const { say } = useWords()
  const me = useMe()
  const roster = useQuery<typeof RosterNow>({ name: 'roster-now', method: 'GET' }, {}, heard)
  const grants = useRegister<typeof roleGrants>(
    { name: 'role-grants' }, { filters: { officer }, limit: 200 })
  const [code, ask] = useState(false)
  const [ending, end] = useState<string>()
  const manages = officer !== me.officer
    && me.roles.some((role) => role === 'administrator' || role === 'supervisor')
  const row = roster.done?.officers.find((each) => each.officer === officer)
  if (roster.problem) return <div className="page"><ProblemSign problem={roster.problem} /></div>
  if (!roster.done) {
    return <div className="page"><Sign state="waiting">{say('ledger.reading')}</Sign></div>
  }
  return (
    <div className="page">
      <File title={<Own>{row?.name ?? officer}</Own>} aside={<Ltr>{officer}</Ltr>}
        acts={manages && <Acts officer={officer} newCode={() => ask(true)} />}
        facts={grants.rows.flatMap((grant) => told(grant, say))
          .sort((a, b) => (a.at < b.at ? 1 : -1))}
        standing={(
          <>
            <p className="large"><b><Roles of={row?.roles ?? []} /></b></p>
            <Facts of={[
              ['roster-now.codes-left', row?.codesLeft ?? 0],
              ['roster-now.last-sign-in',
                row?.lastSignIn && <TimeOf key="l" at={row.lastSignIn} withDay />],
            ]} />
            <Held of={grants.rows.filter((grant) => !grant.endedAt)} ending={ending} end={end}
              may={manages} />
          </>
        )} />
      {code && <NewCode officer={officer} name={row?.name ?? officer} close={() => ask(false)} />}
    </div>
  )
}

/** What may be done for another officer; nobody gives roles or codes to themselves. */
function Acts({ officer, newCode }: { officer: string; newCode: () => void }) {
  const { say } = useWords()
  const me = useMe()
  const [, go] = useLocation()
  const roles = `/officers/${officer}/roles`
  const gives = me.roles.includes('administrator')
  useKeys([
    { key: 'k', word: 'new-sign-in-code', run: newCode },
    ...(gives ? [{ key: 'r', word: 'roles-given', run: () => go(roles) }] : []),
  ])
  return (
    <>
      {gives && <Link className="act" href={roles}>{say('roles-given')} <Key name="r" /></Link>}
      <button type="button" className="due" onClick={newCode}>
        {say('new-sign-in-code')} <Key name="k" />
      </button>
    </>
  )
}

function told(grant: Grant, say: ReturnType<typeof useWords>['say']): DatedFact[] {
  const by = (officer: string, second?: string) => (
    <><Ltr>{officer}</Ltr>{second && <> · {say('officers.with-second')} <Ltr>{second}</Ltr></>}</>)
  const given: DatedFact = {
    key: grant.grant, at: grant.at, ...(grant.endedAt !== undefined && { struck: true }),
    told: <>{say('officers.told.given')} · <Roles of={grant.roles} /></>,
    where: <Where post={grant.post} />, by: by(grant.by, grant.second),
    more: <p><Until of={grant} /></p>,
  }
  if (!grant.endedAt) return [given]
  return [given, {
    key: `${grant.grant}-ended`, at: grant.endedAt,
    told: <>{say('officers.told.ended')} · <Roles of={grant.roles} /></>,
    where: <Where post={grant.post} />, ...(grant.endedBy && { by: by(grant.endedBy) }),
    ...(grant.ending && { more: <p>{say(`roleEnding.${grant.ending}`)}</p> }),
  }]
}

function Where({ post }: { post: string }) {
  const { say } = useWords()
  return post === everyPost ? say('officers.every-post') : <Own>{post}</Own>
}

function Until({ of }: { of: Grant }) {
  const { say } = useWords()
  return (
    <>
      {say('officers.from')} <DateOf of={of.from} />
      {' · '}
      {of.until ? <>{say('officers.until')} <DateOf of={of.until} /></> : say('officers.no-end')}
    </>
  )
}

/** Roles that were given and not ended, each with the way to end it. */
function Held({ of, ending, end, may }: {
  of: readonly Grant[]
  ending: string | undefined
  end: (grant: string | undefined) => void
  may: boolean
}) {
  const { say } = useWords()
  return (
    <section>
      <h2>{say('officers.held')}</h2>
      {of.length === 0 && <p className="faded">{say('officers.no-role')}</p>}
      <ul className="held">
        {of.map((grant) => (
          <li key={grant.grant}>
            <b><Roles of={grant.roles} /></b> · <Where post={grant.post} />
            <div className="faded small"><Until of={grant} /></div>
            {ending === grant.grant ? (
              <Form of={RolesEnded} fixed={{ grant: grant.grant }} word="roles-ended"
                done={() => end(undefined)}
                acts={(
                  <button type="button" className="plain" onClick={() => end(undefined)}>
                    {say('back')}
                  </button>
                )}>
                <Field name="reason" autoFocus />
                <Field name="note" />
              </Form>
            ) : may && (
              <button type="button" className="plain" onClick={() => end(grant.grant)}>
                {say('roles-ended')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
