// What was made of a word is remembered, because the words of names repeat.

/** Answers again what was made of a text before; dropped whole before it grows past `most`. */
export function remembered<T>(most: number, make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    let made = known.get(text)
    if (made === undefined) {
      made = make(text)
      if (known.size >= most) known.clear()
      known.set(text, made)
    }
    return made
  }
}
