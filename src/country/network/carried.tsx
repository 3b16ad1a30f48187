// What is carried between a node and its hub: letters to compare, a file, and codes on paper.

import { useState } from 'react'
import { Ltr } from '../../ui/ltr.tsx'
import { Sheet, usePrint } from '../../ui/printing.tsx'
import { Qr } from '../../ui/qr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import './network.css'

/** Sixteen letters, large enough to be read aloud. */
export function Letters({ of, word }: { of: string; word: string }) {
  const { say } = useWords()
  return (
    <div>
      <p>{say(word)}</p>
      <p className="letters"><Ltr mono>{of}</Ltr></p>
    </div>
  )
}

/** A file to take along: to a stick, or printed as codes. */
export function TakeAlong({ name, file, codes, title }: {
  name: string
  file: string
  codes: readonly string[]
  title: string
}) {
  const { say } = useWords()
  const [print, paper] = usePrint()
  return (
    <>
      <div className="acts">
        <a className="act due" download={name}
          href={`data:application/octet-stream;base64,${base64(file)}`}>
          {say('network.download')}
        </a>
        {codes.length > 0 && (
          <button type="button"
            onClick={() => print(<Codes codes={codes} title={title} name={name} />)}>
            {say('network.print-codes', { count: codes.length })}
          </button>
        )}
      </div>
      {paper}
    </>
  )
}

function Codes({ codes, title, name }: {
  codes: readonly string[]
  title: string
  name: string
}) {
  const { say } = useWords()
  const nameOf = (index: number) => say(
    'network.code-of', { number: index + 1, of: codes.length })
  return (
    <Sheet paper="a4">
      <h2>{title}</h2>
      <p><Ltr mono>{name}</Ltr></p>
      <div className="codes">
        {codes.map((text, index) => (
          <figure key={text}>
            <Qr text={text} label={nameOf(index)} />
            <figcaption>{nameOf(index)}</figcaption>
          </figure>
        ))}
      </div>
    </Sheet>
  )
}

/** Where a file is chosen, or its codes are scanned or pasted. */
export function Brought({ value, change, word }: {
  value: string
  change: (text: string) => void
  word: string
}) {
  const { say } = useWords()
  const [name, setName] = useState('')
  const chosen = async (file: File | undefined) => {
    if (!file || file.size > mostFileBytes) return
    setName(file.name)
    change(await file.text())
  }
  return (
    <>
      <div className="field">
        <label htmlFor="brought-file">{say(`${word}.file`)}</label>
        <input id="brought-file" className="entry" type="file"
          onChange={({ target }) => void chosen(target.files?.[0])} />
        {name && <p className="help"><Ltr mono>{name}</Ltr></p>}
      </div>
      <div className="field">
        <label htmlFor="brought-codes">{say('network.or-codes')}</label>
        <textarea id="brought-codes" className="entry brought" dir="ltr" rows={4} spellCheck={false}
          value={value} onChange={({ target }) => change(target.value)} />
      </div>
    </>
  )
}

/** The letters that somebody at the other end reads. */
export function TypedLetters({ value, change, word }: {
  value: string
  change: (text: string) => void
  word: string
}) {
  const { say } = useWords()
  return (
    <div className="field">
      <label htmlFor="typed-letters">{say(word)}</label>
      <input id="typed-letters" className="entry mono" dir="ltr" autoComplete="off" maxLength={40}
        value={value} onChange={({ target }) => change(target.value)} />
    </div>
  )
}

/** An answer with the roster of a large post is a tenth of this. */
const mostFileBytes = 400_000

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
