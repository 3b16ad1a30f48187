// Lines of a command for the standard output: gathered, and waited for where the reader is slow.

/** Lines that go out together, so that a file of millions is neither held nor written by piece. */
export class Printing {
  readonly #atOnce: number
  #waiting: string[] = []

  constructor(linesAtOnce: number) {
    this.#atOnce = linesAtOnce
  }

  /** One more line, without its end. */
  async line(text: string): Promise<void> {
    if (this.#waiting.push(`${text}\n`) >= this.#atOnce) await this.flush()
  }

  /** Writes what waits; returns once the reader has room again. */
  async flush(): Promise<void> {
    const text = this.#waiting.join('')
    this.#waiting = []
    if (text !== '' && !process.stdout.write(text)) {
      await new Promise((resolve) => process.stdout.once('drain', resolve))
    }
  }
}
