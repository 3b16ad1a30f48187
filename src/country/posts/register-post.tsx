// Registering a post, or saying anew what is known of one.

import { useLocation } from 'wouter'
import { useRegister } from '../../ui/asking.ts'
import { Field, Form } from '../../ui/form.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Own } from '../../ui/ltr.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { PostRegistered } from './post-registered.ts'
import type { posts } from './register.ts'

/** The page of one post, empty for a new one. */
export default function RegisterPost({ post }: { post?: string }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const page = useRegister<typeof posts>({ name: 'posts' }, { limit: 200 })
  const back = () => go('/posts')
  useKeys([{ key: 'Escape', word: 'back', run: back }])
  const known = post === undefined ? undefined : page.rows.find((row) => row.post === post)
  const { at: _, ...start } = known ?? { at: '' }
  return (
    <div className="page">
      <header className="head">
        <h1>{say(known ? 'posts.change' : 'post-registered')}</h1>
        {known && <span className="faded"><Own>{known.name.en}</Own></span>}
      </header>
      {page.problem && <ProblemSign problem={page.problem} />}
      {post !== undefined && page.waiting && <Sign state="waiting">{say('ledger.reading')}</Sign>}
      {(post === undefined || known) && (
        <Form of={PostRegistered} word={known ? 'record' : 'post-registered'} done={back}
          start={start}
          acts={<button type="button" className="plain" onClick={back}>{say('back')}</button>}>
          <Field name="name" />
          {!known && <Field name="code" />}
          <Field name="kind" />
          <Field name="country" />
          <Field name="neighbour" />
          <Field name="lanes" />
          <Field name="unlocode" />
          <Field name="lat" />
          <Field name="lon" />
        </Form>
      )}
    </div>
  )
}
