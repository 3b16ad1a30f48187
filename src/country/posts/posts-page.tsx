// The posts of the country: where people may cross, how, and with how many lanes.

import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { countryName } from '../../lib/codes/country-codes.ts'
import type { RowOf } from '../../kernel/register.ts'
import { useMe, useRegister } from '../../ui/asking.ts'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Choice, Ledger, Sentence } from '../../ui/ledger.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { posts } from './register.ts'
import { POST_KINDS } from './terms.ts'

type Post = RowOf<typeof posts>

/** The ledger of posts; an administrator opens one to change its particulars. */
export default function PostsPage() {
  const { say } = useWords()
  const me = useMe()
  const [, go] = useLocation()
  const [kind, choose] = useState('')
  const page = useRegister<typeof posts>({ name: 'posts' }, { filters: { kind } })
  const registers = me.roles.includes('administrator')
  useKeys(
    registers ? [{ key: 'n', word: 'post-registered', run: () => go('/posts/register') }] : [],
  )
  return (
    <div className="page">
      <header className="head">
        <h1>{say('posts')}</h1>
        {registers && (
          <div className="acts">
            <Link className="act due" href="/posts/register">
              {say('post-registered')} <Key name="n" />
            </Link>
          </div>
        )}
      </header>
      <Sentence>
        <Choice label={say('post-registered.kind')} value={kind} change={choose}
          options={[{ value: '', word: say('posts.every-kind') },
            ...POST_KINDS.map((value) => ({ value, word: say(`postKind.${value}`) }))]} />
      </Sentence>
      <Ledger page={page} label={say('posts')} columns={columns} empty="posts.none"
        keyOf={(row) => row.post} folio={(_, index) => index + 1}
        {...(registers ? { opens: (row: Post) => `/posts/${row.post}` } : {})} />
    </div>
  )
}

const columns: Column<Post>[] = [
  { head: 'post-registered.name', show: (row) => <Name of={row} /> },
  { head: 'post-registered.code', show: (row) => <Ltr mono>{row.code}</Ltr> },
  { head: 'post-registered.kind', show: (row) => <Kind of={row.kind} /> },
  { head: 'post-registered.neighbour', show: (row) => <Neighbour code={row.neighbour} /> },
  { head: 'post-registered.lanes', figure: true, show: (row) => row.lanes },
]

function Name({ of }: { of: Post }) {
  const { language } = useWords()
  return <Own>{of.name[language] ?? of.name.en}</Own>
}

function Kind({ of }: { of: string }) {
  return useWords().say(`postKind.${of}`)
}

function Neighbour({ code }: { code: string | undefined }) {
  const { language } = useWords()
  return code ? <><Ltr mono>{code}</Ltr> {countryName(code, language)}</> : '—'
}
