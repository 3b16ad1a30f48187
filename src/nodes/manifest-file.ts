// `safar manifest`: reads a carrier's file and says what is in it, as JSON or as lines.

import { readFileSync } from 'node:fs'
import { readManifest } from '../border/manifests/read-manifest.ts'
import type { ListedPerson, ManifestMessage } from '../border/manifests/terms.ts'
import { segmentsOf } from '../lib/edifact/segments.ts'
import { Printing } from './printing.ts'

/**
 * Runs the command: 0 where a list was read without a fault, 1 where there were faults, 2 where
 * nothing could be read.
 */
export async function manifestFile(
  { file, asJson, withSegments }: { file: string; asJson: boolean; withSegments: boolean },
): Promise<number> {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (failure) {
    process.stderr.write(`safar: the file cannot be read: ${(failure as Error).message}\n`)
    return 2
  }
  const { interchanges, messages, faults } = readManifest(bytes, new Date().getFullYear())
  const printing = new Printing(200)
  if (asJson) {
    await printing.line(JSON.stringify({
      file, interchanges, messages: messages.map(withoutNames),
      persons: messages.reduce((sum, { persons }) => sum + persons.length, 0), errors: faults,
      ...(withSegments && { segments: segmentsOf(bytes, () => {}) }),
    }))
  } else {
    for (const message of messages) for (const line of linesOf(message)) await printing.line(line)
    for (const { fault, hint, place } of faults) {
      const where = `line ${place.line}, segment ${place.segment} ${place.tag}`
      await printing.line(`${where}: ${fault}: ${hint}`)
    }
  }
  await printing.flush()
  return messages.length === 0 ? 2 : faults.length > 0 ? 1 : 0
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

function* linesOf({ type, version, kind, action, conveyance, legs, persons }: ManifestMessage) {
  const route = legs.map(({ from = '?', to = '?', departure = '' }) => `${from}-${to} ${departure}`)
  yield [`${type} ${version}`, kind, action, conveyance.flight ?? '', ...route].join('\t')
  for (const { surname, givenNames, sex, birthDate, nationalities, documents, role } of persons) {
    yield [
      '', role, [surname, ...givenNames].join(' '), sex ?? '', birthDate?.value ?? '',
      nationalities.join(' '), ...documents.map(({ type: of, number }) => `${of} ${number}`),
    ].join('\t')
  }
}
