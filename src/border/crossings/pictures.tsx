// Pictures of the document at a crossing: which pages, where each picture is, and taking one.

import { useRef, useState } from 'react'
import { askQuery, useMe, useQuery } from '../../ui/asking.ts'
import type { Answer } from '../../ui/api.ts'
import { useEvery } from '../../ui/clock.tsx'
import { TimeOf } from '../../ui/dates.tsx'
import { Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { smallPicture } from '../../ui/small-picture.ts'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import type { PicturePage } from './picture-page.ts'
import type { PicturesOfCrossing, PictureWhere } from './pictures-of-crossing.ts'
import { mostPictureBytes, PicturedPage } from './terms.ts'

const askedEveryMs = 5_000
const states = { 'at-hub': 'clear', waits: 'waiting', here: 'clear', elsewhere: 'clear' } as const

/** The pictures of a crossing, and a way to take one for those who may. */
export function Pictures({ crossing }: { crossing: string }) {
  const { say } = useWords()
  const me = useMe()
  const asked = useQuery<typeof PicturesOfCrossing>(
    { name: 'pictures-of-crossing', method: 'GET' }, { crossing }, ['pictures'])
  useEvery(askedEveryMs, asked.refresh)
  const takes = me.roles.some((role) => role === 'primary-officer' || role === 'secondary-officer')
  const pictures = asked.done?.pictures ?? []
  if (pictures.length === 0 && !takes) return null
  return (
    <section aria-label={say('pictures-of')}>
      <h2>{say('pictures-of')}</h2>
      {pictures.map(({ picture, page, at, post, where }) => (
        <Sign key={picture} state={states[where.is]}
          word={`${say(`picturedPage.${page}`)}: ${told(where, say)}`}>
          <Own>{post}</Own> · <TimeOf at={at} />
        </Sign>
      ))}
      {takes && <Take crossing={crossing} done={asked.refresh} />}
    </section>
  )
}

function told({ is, here = 0, of = 0 }: PictureWhere, say: ReturnType<typeof useWords>['say']) {
  return say(`picture-where.${is}`, { here, of })
}

function Take({ crossing, done }: { crossing: string; done: () => void }) {
  const { say } = useWords()
  const [page, choose] = useState<(typeof PicturedPage.options)[number]>('data-page')
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Answer<unknown> | 'no-picture'>()
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    const picture = await smallPicture(file, mostPictureBytes)
    setAnswer(picture === undefined ? 'no-picture' : await askQuery<typeof PicturePage>(
      { name: 'picture-page', method: 'POST' }, { crossing, page, picture }))
    // The picture is nowhere at this workstation from here on.
    if (input.current) input.current.value = ''
    setBusy(false)
    done()
  }
  return (
    <>
      <div className="field">
        <label htmlFor="pictured-page">{say('picture-page.page')}</label>
        <select id="pictured-page" className="entry" value={page}
          onChange={({ target }) => choose(target.value as typeof page)}>
          {PicturedPage.options.map((each) => (
            <option key={each} value={each}>{say(`picturedPage.${each}`)}</option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="picture-file">{say('picture-page')}</label>
        <input ref={input} id="picture-file" className="entry" type="file" disabled={busy}
          accept="image/jpeg,image/png" capture="environment"
          onChange={({ target }) => void take(target.files?.[0])} />
        <p className="help">{say('picture-page.sealed')}</p>
      </div>
      <div role="alert">
        {answer === 'no-picture' && <Sign state="look">{say('refusal.not-a-picture')}</Sign>}
        {answer && answer !== 'no-picture' && 'refused' in answer
          && <RefusalSign refusal={answer} />}
        {answer && answer !== 'no-picture' && 'problem' in answer
          && <ProblemSign problem={answer.problem} />}
      </div>
    </>
  )
}
