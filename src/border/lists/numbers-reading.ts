// A file of stolen and lost documents, one a line: who issued it, its type, its number.

import { delimiterOf } from './csv-rows.ts'
import { ListEnds, type ListFault } from './entry.ts'

/** A document of the file. */
export interface ListedNumber { issuer: string; type: string; number: string }

/** A line longer than this is no number; what does not end is no list of lines. */
const longestLine = 400
/** After so many lines that cannot be read it is some other file. */
const mostFaults = 10_000
const headings: Readonly<Record<keyof ListedNumber, RegExp>> = {
  issuer: /^(issuer|issuing.?(country|state)|country|pays|émetteur|بلد|جهة الإصدار)$/iu,
  type: /^(type|document.?type|kind|نوع)$/iu,
  number: /^(number|document.?number|no|numéro|numero|رقم)$/iu,
}
const asTold = ['issuer', 'type', 'number'] as const

type Places = Readonly<Record<keyof ListedNumber, number>>
/** Where no heading says otherwise. */
const toldInOrder: Places = { issuer: 0, type: 1, number: 2 }

/** Whether a text is such a file, by its first lines. */
export function isNumbers(head: string): boolean {
  const lines = head.replace(/^\ufeff/, '').split(/\r?\n/, 12).filter((line) => line.trim())
  const delimiter = delimiterOf(head)
  if (!delimiter || lines.length === 0) return false
  if (placesIn(cellsOf(lines[0]!, delimiter))) return true
  // The last line may be cut where the head ends.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines
  return whole.every((line) => numberIn(cellsOf(line, delimiter), toldInOrder) !== undefined)
}

/**
 * Reads such a file, told of each number and of each line that cannot be read, with what to do.
 * Ends with `ListEnds` where most lines cannot be, or where a line does not end.
 */
export async function readNumbers(
  text: AsyncIterable<string>,
  { found, fault }: { found: (number: ListedNumber) => void; fault: (fault: ListFault) => void },
): Promise<void> {
  let [rest, line, faults, numbers] = ['', 0, 0, 0]
  let delimiter: string | undefined
  let places = toldInOrder
  const read = (one: string) => {
    line += 1
    if (one === '' || one.trim() === '') return
    const cells = cellsOf(one, delimiter ?? ',')
    if (line === 1) {
      const headed = placesIn(cells)
      if (headed) {
        places = headed
        return
      }
    }
    const number = numberIn(cells, places)
    if (number) {
      numbers += 1
      return found(number)
    }
    if ((faults += 1) > mostFaults) {
      throw new ListEnds('too-many-faults', line, 'most lines cannot be read: is it a list?')
    }
    fault({ fault: 'no-number', line,
      hint: 'issuer, type and number of a document are wanted here: correct the line' })
  }
  for await (const piece of text) {
    const all = rest + piece
    delimiter ??= delimiterOf(all.replace(/^\ufeff/, ''))
    const lines = all.replace(line === 0 ? /^\ufeff/ : /$^/, '').split('\n')
    rest = lines.pop()!
    for (const each of lines) read(each.endsWith('\r') ? each.slice(0, -1) : each)
    if (rest.length > longestLine) {
      throw new ListEnds('too-long', line + 1, 'the line does not end: it is no list of numbers')
    }
  }
  read(rest)
  if (numbers + faults === 0) throw new ListEnds('empty', 1, 'no number is in it')
}

function cellsOf(line: string, delimiter: string): string[] {
  return line.split(delimiter)
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1').trim())
}

function placesIn(cells: readonly string[]): Places | undefined {
  const [issuer, type, number] = asTold.map((column) =>
    cells.findIndex((cell) => headings[column].test(cell)))
  // A column of anything else, of names above all, makes it another list.
  const known = cells.every((cell) => asTold.some((column) => headings[column].test(cell)))
  if (issuer! < 0 || number! < 0 || !known) return undefined
  return { issuer: issuer!, type: type!, number: number! }
}

function numberIn(cells: readonly string[], places: Places): ListedNumber | undefined {
  const issuer = cells[places.issuer]?.toUpperCase() ?? ''
  const type = (places.type < 0 ? '' : cells[places.type] ?? '').toUpperCase()
  const number = cells[places.number]?.toUpperCase() ?? ''
  const is = /^[A-Z]{1,3}$/.test(issuer) && /^[A-Z<]{0,2}$/.test(type) &&
    /^[A-Z0-9][A-Z0-9 /.<-]{2,39}$/.test(number) && /\d/.test(number)
  return is ? { issuer, type, number } : undefined
}
