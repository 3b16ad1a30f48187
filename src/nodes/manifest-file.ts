// `safar manifest`: reads a carrier's file and says what is in it, as JSON or as lines.

import { readFileSync } from 'node:fs'
import { readManifest } from '../border/manifests/read-manifest.ts'
import type { ListedPerson, ManifestMessage } from '../border/manifests/terms.ts'
import type { Interchange } from '../lib/edifact/envelope.ts'
import { segmentsOf } from '../lib/edifact/segments.ts'
import type { AlertIndex } from '../border/watchlist/alert-index.ts'
import { CannotScreen, indexOf } from './screening-file.ts'
import { answerTo, screenedOnList, type ScreenedOnList } from './screening-manifest.ts'
import { Printing } from './printing.ts'

/** What is asked of a file. */
interface Asked {
  file: string
  asJson: boolean
  withSegments: boolean
  list: string | undefined
  withAnswer: boolean
}

/**
 * Runs the command: 0 where a list was read without a fault, 1 where there were faults, 2 where
 * nothing could be read.
 */
export async function manifestFile(asked: Asked): Promise<number> {
  const { file, asJson, withSegments, withAnswer } = asked
  const told = (text: string) => process.stderr.write(`safar: ${text}\n`)
  let bytes: Buffer
  let index: AlertIndex | undefined
  try {
    bytes = readFileSync(file)
    if (asked.list) index = await indexOf(asked.list, told)
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException
    if (!(failure instanceof CannotScreen) && !code) throw failure
    told(`a file cannot be read: ${(failure as Error).message}`)
    return 2
  }
  const { interchanges, messages, faults } = readManifest(bytes, new Date().getFullYear())
  const screened = messages.map((message) =>
    (index ? screenedOnList(index, message, new Date().toISOString().slice(0, 10)) : undefined))
  const printing = new Printing(200)
  if (withAnswer) {
    for (const [at, message] of messages.entries()) {
      await printing.line(answerTo(message, screened[at]!, answering(interchanges[0])).trimEnd())
    }
  } else if (asJson) {
    await printing.line(JSON.stringify({
      file, interchanges, messages: messages.map((message, at) =>
        ({ ...withoutNames(message), ...(screened[at] && { screened: screened[at] }) })),
      persons: messages.reduce((sum, { persons }) => sum + persons.length, 0), errors: faults,
      ...(withSegments && { segments: segmentsOf(bytes, () => {}) }),
    }))
  } else {
    for (const [at, message] of messages.entries()) {
      for (const line of linesOf(message, screened[at])) await printing.line(line)
    }
    for (const { fault, hint, place } of faults) {
      const where = `line ${place.line}, segment ${place.segment} ${place.tag}`
      await printing.line(`${where}: ${fault}: ${hint}`)
    }
  }
  await printing.flush()
  return messages.length === 0 ? 2 : faults.length > 0 ? 1 : 0
}

/** An answer goes from who was written to back to who wrote, now, under the same reference. */
function answering(asked: Interchange | undefined) {
  const now = new Date().toISOString().replaceAll(/\D/g, '')
  const { sender = '', recipient = '', reference = '1' } = asked ?? {}
  return {
    sender: recipient, recipient: sender, reference,
    prepared: [now.slice(2, 8), now.slice(8, 12)] as [string, string],
  }
}

/** The name by which a reservation's later parts find a person is nothing for others. */
function withoutNames(message: ManifestMessage): object {
  const plain = (person: ListedPerson): ListedPerson =>
    ({ ...person, references: person.references.filter(({ code }) => code !== 'TIF-name') })
  return {
    ...message, persons: message.persons.map(plain),
    ...(message.reservations && {
      // Each person stands once, in `persons`; a reservation names the segments they begin at.
      reservations: message.reservations.map((each) =>
        ({ ...each, persons: each.persons.map(({ place }) => place.segment) })),
    }),
  }
}

function* linesOf(message: ManifestMessage, screened: readonly ScreenedOnList[] | undefined) {
  const { type, version, kind, action, conveyance, legs, persons } = message
  const route = legs.map(({ from = '?', to = '?', departure = '' }) => `${from}-${to} ${departure}`)
  yield [`${type} ${version}`, kind, action, conveyance.flight ?? '', ...route].join('\t')
  for (const [at, person] of persons.entries()) {
    const { surname, givenNames, sex, birthDate, nationalities, documents, role } = person
    const { answer, hits } = screened?.[at] ?? {}
    yield [
      '', role, [surname, ...givenNames].join(' '), sex ?? '', birthDate?.value ?? '',
      nationalities.join(' '), ...documents.map(({ type: of, number }) => `${of} ${number}`),
      ...(answer ? [answer] : []),
      ...(hits ?? []).map(({ id, name, score }) => `${id} ${name ?? ''} ${score.toFixed(3)}`),
    ].join('\t')
  }
}
