// The answer to a carrier, person by person: board, or do not board (CUSRES, D.05B).

import { written, type ToWrite } from '../../lib/edifact/write-segments.ts'
import type { Interchange } from '../../lib/edifact/envelope.ts'
import type { ListedPerson, ManifestMessage } from './terms.ts'

/** What a carrier is told of a person; `not-known` where the person could not be checked. */
export type BoardAnswer = 'board' | 'do-not-board' | 'not-known'

/** The code of the answer (ERC 9321), and the words beside it. */
const codes: Readonly<Record<BoardAnswer, readonly [code: string, words: string]>> = {
  'board': ['0Z', 'OK TO BOARD'], 'do-not-board': ['1Z', 'DO NOT BOARD'],
  'not-known': ['4Z', 'NOT CHECKED, SHOW AT THE DESK'],
}

/** What is answered, to whom: sender and recipient are those of the answer. */
export interface Answering {
  list: Pick<ManifestMessage, 'transaction' | 'conveyance' | 'legs'>
  answers: readonly { person: Pick<ListedPerson, 'references'>; answer: BoardAnswer }[]
  interchange: Pick<Interchange, 'sender' | 'recipient' | 'prepared' | 'reference'>
  reference: string
}

/**
 * Writes the answer to a list: BGM 962, the flight, and for each person the carrier's own
 * references (reservation and person number), never a name and never a reason.
 */
export function writeCusres({ list, answers, interchange, reference }: Answering): string {
  const { sender, recipient, prepared, reference: control } = interchange
  const [first] = list.legs
  const body: ToWrite[] = [
    ['BGM', '962'],
    ...(list.transaction ? [['RFF', ['TN', list.transaction]] as ToWrite] : []),
    ...(list.conveyance.flight ? [['RFF', ['AF', list.conveyance.flight]] as ToWrite] : []),
    ...(first?.departure ? [time('189', first.departure)] : []),
    ...(first?.arrival ? [time('232', first.arrival)] : []),
    ...(first?.from ? [['LOC', '125', first.from] as ToWrite] : []),
    ...(first?.to ? [['LOC', '87', first.to] as ToWrite] : []),
    ...answers.flatMap(({ person, answer }): ToWrite[] => [
      ['ERP', '2'],
      ...person.references.filter(({ code }) => code === 'AVF' || code === 'ABO')
        .map(({ code, value }): ToWrite => ['RFF', [code, value]]),
      ['ERC', codes[answer][0]], ['FTX', 'AAP', '', '', codes[answer][1]],
    ]),
  ]
  return `UNA:+.? '\n${written([
    ['UNB', ['UNOA', '4'], sender, recipient, prepared, control],
    ['UNG', 'CUSRES', sender, recipient, prepared, '1', 'UN', ['D', '05B']],
    ['UNH', reference, ['CUSRES', 'D', '05B', 'UN', 'IATA']],
    ...body,
    ['UNT', String(body.length + 2), reference], ['UNE', '1', '1'], ['UNZ', '1', control],
  ])}`
}

function time(code: string, at: string): ToWrite {
  const digits = at.replaceAll(/\D/g, '').slice(2)
  return ['DTM', [code, digits, digits.length > 6 ? '201' : '101']]
}
