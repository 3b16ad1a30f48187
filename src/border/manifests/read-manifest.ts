// A carrier's file of lists: every message that can be read, and every fault with its place.

import { messagesOf, type Interchange } from '../../lib/edifact/envelope.ts'
import { segmentsOf, type EdifactFault } from '../../lib/edifact/segments.ts'
import { begun, tell, unread } from './message-parts.ts'
import { readPaxlst } from './read-paxlst.ts'
import { readPnrgov } from './read-pnrgov.ts'
import { readTable } from './read-table.ts'
import type { ManifestMessage } from './terms.ts'

export interface Manifest {
  interchanges: Interchange[]
  messages: ManifestMessage[]
  faults: EdifactFault[]
}

const readers = { PAXLST: readPaxlst, PNRGOV: readPnrgov }

/**
 * Reads a file of EDIFACT interchanges with lists of persons (PAXLST) and reservations (PNRGOV).
 * Nothing throws: what cannot be read is a fault with segment, line and column, and what can is
 * there. `thisYear` says which century two digits mean where the interchange does not.
 */
export function readManifest(bytes: Uint8Array, thisYear: number): Manifest {
  const faults: EdifactFault[] = []
  const told = (fault: EdifactFault) => void faults.push(fault)
  if (isTable(bytes)) return ofTable(bytes)
  const { interchanges, messages } = messagesOf(segmentsOf(bytes, told), told)
  const read = messages.map((message) => {
    const reader = Object.hasOwn(readers, message.type)
      ? readers[message.type as keyof typeof readers] : undefined
    if (reader) return reader(message, told, thisYear)
    tell(told, message.header, 'message-unknown',
      `${message.type || 'a message without a type'} is neither PAXLST nor PNRGOV; kept as written`)
    return { ...begun(message), other: message.segments.map(unread) }
  })
  countParts(read, told)
  faults.sort((a, b) => a.place.segment - b.place.segment)
  return { interchanges, messages: read, faults }
}

/** A file that names columns and no interchange: a bus or boat's list, saved as CSV. */
function isTable(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  return !/UN[AB][^A-Za-z0-9]/.test(head) && /name|nom/i.test(head.split('\n', 1)[0]!)
}

function ofTable(bytes: Uint8Array): Manifest {
  const { persons, faults } = readTable(Buffer.from(bytes).toString('utf8'))
  const place = { segment: 1, tag: 'row', line: 1, column: 1 }
  return {
    interchanges: [], faults, messages: [{
      type: 'table', version: '', reference: '', place, kind: 'passengers', action: 'original',
      whole: true, parties: [], conveyance: { mode: 'road' }, legs: [], persons, counts: [],
      other: [],
    }],
  }
}

/** A list in several messages says how many there are in all, or in each of its parts. */
function countParts(messages: readonly ManifestMessage[], told: (fault: EdifactFault) => void) {
  const lists = Map.groupBy(messages.filter(({ part }) => part), ({ commonReference, reference }) =>
    commonReference ?? reference)
  for (const parts of lists.values()) {
    const all = parts.reduce((sum, { persons }) => sum + persons.length, 0)
    for (const { counts, persons, place } of parts) {
      const said = counts.find(({ code }) => code === '42')?.said
      if (said === undefined || said === all || said === persons.length) continue
      told({ fault: 'count-differs', place,
        hint: `CNT says ${said} persons; this part has ${persons.length}, all parts ${all}` })
    }
  }
}
