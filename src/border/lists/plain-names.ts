// A text with one name a line, which is the least that a list can be.

import { entryOf, ListEnds, longestName, type ListedEntry, type ListFault } from './entry.ts'

/** Entries of a text of names; empty lines and lines that begin with # are passed over. */
export async function* readPlainNames(
  text: AsyncIterable<string>, list: string,
): AsyncGenerator<ListedEntry | ListFault> {
  let rest = ''
  let line = 0
  const entryOn = (name: string) =>
    entryOf({ names: [{ text: name, kind: 'primary' }] }, { list, line })
  const says = (name: string) => /\S/.test(name) && !name.startsWith('#')
  for await (const piece of text) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?=[^\n])/)
    rest = lines.pop()!
    for (const name of lines) {
      line += 1
      if (name.length > longestName * 4) tooLong(line)
      if (says(name)) yield entryOn(name)
    }
    if (rest.length > longestName * 4) tooLong(line + 1)
  }
  line += 1
  if (says(rest)) yield entryOn(rest)
}

function tooLong(line: number): never {
  throw new ListEnds('too-long', line, 'this line is no name: is there one name a line?')
}
