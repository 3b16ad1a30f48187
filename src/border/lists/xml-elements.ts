// Elements out of an XML list, one after another: the list itself is never held whole.

import sax from 'sax'
import { ListEnds } from './entry.ts'

/** An element with all that is in it; names without their namespace's prefix. */
export interface Element {
  name: string
  attributes: Readonly<Record<string, string>>
  within: Element[]
  text: string
  line: number
}

/** Published lists nest eleven deep at most. */
const deepest = 64
/** One listed person takes some 20 kB; what is this long is no list. */
const longestElement = 2_000_000
const mostWithin = 20_000

/**
 * The elements of the names wanted, each when it ends; inside one of them no other is told apart.
 * A list that declares entities, or has a document type of its own, is refused unread.
 */
export async function* elementsOf(
  text: AsyncIterable<string>, wanted: ReadonlySet<string>,
): AsyncGenerator<Element> {
  const reading = new Reading(wanted)
  for await (const piece of text) {
    reading.write(piece)
    yield* reading.done.splice(0)
  }
  reading.close()
  yield* reading.done.splice(0)
}

/** Owns the parser and the elements that are open. */
class Reading {
  readonly done: Element[] = []
  readonly #wanted: ReadonlySet<string>
  readonly #parser: sax.SAXParser
  #open: Element[] = []
  #depth = 0
  #size = 0
  #count = 0

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted
    this.#parser = sax.parser(true, { position: true })
    this.#parser.onopentag = (tag) => this.#opened(tag as sax.Tag)
    this.#parser.onclosetag = () => this.#closed()
    this.#parser.ontext = (text) => this.#said(text)
    this.#parser.oncdata = (text) => this.#said(text)
    this.#parser.ondoctype = () => this.#end('entity-declared',
      'it has a document type of its own, which may declare entities: fetch it from its publisher')
    this.#parser.onerror = (error) => this.#wrong(error.message)
  }

  write(piece: string): void {
    this.#parser.write(piece)
  }

  close(): void {
    this.#parser.close()
  }

  #opened(tag: sax.Tag): void {
    this.#depth += 1
    if (this.#depth > deepest) this.#end('too-deep', 'elements lie in one another without end')
    const name = local(tag.name)
    if (this.#open.length === 0 && !this.#wanted.has(name)) return
    this.#count += 1
    if (this.#count > mostWithin) this.#end('too-long', 'one element of the list has no end')
    const element: Element = {
      name, within: [], text: '', line: this.#parser.line + 1,
      attributes: Object.fromEntries(
        Object.entries(tag.attributes).map(([key, value]) => [local(key), value])
      ),
    }
    this.#open.at(-1)?.within.push(element)
    this.#open.push(element)
  }

  #closed(): void {
    this.#depth -= 1
    const element = this.#open.pop()
    if (!element || this.#open.length > 0) return
    this.#size = 0
    this.#count = 0
    this.done.push(element)
  }

  #said(text: string): void {
    const element = this.#open.at(-1)
    if (!element) return
    this.#size += text.length
    if (this.#size > longestElement) this.#end('too-long', 'one element of the list has no end')
    element.text += text
  }

  #wrong(message: string): never {
    const [what = ''] = message.split('\n')
    if (/unclosed root|unexpected end/i.test(what)) {
      this.#end('cut-short', 'the list ends in the middle: fetch it again, the whole of it')
    }
    if (/max buffer/i.test(what)) this.#end('too-long', 'one text of the list has no end')
    this.#end('not-xml', `${what.toLowerCase().slice(0, 100)}: fetch the list again`)
  }

  #end(fault: ConstructorParameters<typeof ListEnds>[0], hint: string): never {
    throw new ListEnds(fault, this.#parser.line + 1, hint)
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** The elements of a name directly within another. */
export function inside(element: Element | undefined, name: string): Element[] {
  return element?.within.filter((each) => each.name === name) ?? []
}

/** The text of the first element of a name directly within another. */
export function textIn(element: Element | undefined, name: string): string | undefined {
  return inside(element, name)[0]?.text.trim() || undefined
}

/** Every element of a name anywhere within another. */
export function anywhereIn(element: Element, name: string): Element[] {
  return element.within.flatMap((each) => [
    ...(each.name === name ? [each] : []), ...anywhereIn(each, name),
  ])
}
