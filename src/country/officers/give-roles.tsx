// Giving an officer roles at a post for a time; two officers attest it.

import { useLocation } from 'wouter'
import { useMe, useRegister } from '../../ui/asking.ts'
import { localTime } from '../../ui/clock.tsx'
import { Field, Form, useFilled } from '../../ui/form.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ltr } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { posts } from '../posts/register.ts'
import { RolesGiven } from './roles-given.ts'
import { everyPost } from './terms.ts'

/** The page on which roles are given. */
export default function GiveRoles({ officer = '' }: { officer?: string }) {
  const { say } = useWords()
  const me = useMe()
  const [, go] = useLocation()
  const back = () => go(`/officers/${officer}`)
  useKeys([{ key: 'Escape', word: 'back', run: back }])
  return (
    <div className="page">
      <header className="head">
        <h1>{say('roles-given')}</h1><span className="faded"><Ltr>{officer}</Ltr></span>
      </header>
      <p className="measure">{say('officers.by-two')}</p>
      <Form of={RolesGiven} word="roles-given" fixed={{ officer }} done={back}
        start={{ post: me.post, from: localTime(new Date()).day }}
        acts={<button type="button" className="plain" onClick={back}>{say('back')}</button>}>
        <Field name="roles" />
        <AtWhichPost />
        <Field name="from" />
        <Field name="until" />
      </Form>
    </div>
  )
}

/** The posts of the country, and all of them: nobody types a code that the list knows. */
function AtWhichPost() {
  const { say, language } = useWords()
  const { values, change } = useFilled()
  const all = useRegister<typeof posts>({ name: 'posts' }, { limit: 200 }).rows
  return (
    <div className="field">
      <label htmlFor="at-which-post">{say('roles-given.post')}</label>
      <select id="at-which-post" className="entry" value={String(values.post ?? '')}
        onChange={({ target }) => change('post', target.value)}>
        {!all.some((row) => row.code === values.post) && values.post !== everyPost && (
          <option value={String(values.post)}>{String(values.post)}</option>
        )}
        {all.map((row) => (
          <option key={row.code} value={row.code}>
            {row.name[language] ?? row.name.en} · {row.code}
          </option>
        ))}
        <option value={everyPost}>{say('officers.every-post')}</option>
      </select>
    </div>
  )
}
