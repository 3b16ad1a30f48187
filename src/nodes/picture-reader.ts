// Asks a process of its own to read pictures, one after the other, and outlives it.

import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { PictureReading, PictureRefusal } from '../lib/zone-picture/read-picture.ts'
import type { NoPicture } from './picture-file.ts'

/** Why a picture was not read. */
export type Unreadable = PictureRefusal['unreadable'] | NoPicture | 'no-file' | 'too-long' | 'died'

export interface PictureAsked { file: string; today: string }

export interface PictureRead {
  read: PictureReading | { unreadable: Unreadable }
  timeMs: number
  /** Processor time of opening and reading. */
  cpuMs: number
}

/** A picture that takes longer is given up, and its process ended. */
const mostMs = 10_000
/** Megabytes of JavaScript memory of the process; pixels are bounded by `pictureOf`. */
const mostMemory = 512

/** A reader of pictures; `end` it when no more are to be read. */
export class PictureReader {
  #process: ChildProcess | undefined
  #turn: Promise<unknown> = Promise.resolve()
  readonly #program: string

  constructor(program = fileURLToPath(new URL('./picture-reader-apart.ts', import.meta.url))) {
    this.#program = program
  }

  /** Reads the picture in a file; resolves always, whatever the file does to the process. */
  read(asked: PictureAsked): Promise<PictureRead> {
    const turn = this.#turn.then(() => this.#ask(asked))
    this.#turn = turn
    return turn
  }

  end(): void {
    this.#process?.kill('SIGKILL')
    this.#process = undefined
  }

  #ask(asked: PictureAsked): Promise<PictureRead> {
    const began = performance.now()
    const child = this.#process ??= fork(this.#program, {
      execArgv: [`--max-old-space-size=${mostMemory}`, '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    return new Promise((done) => {
      const given = (why: 'too-long' | 'died') => {
        this.end()
        finish({ read: { unreadable: why }, timeMs: performance.now() - began, cpuMs: 0 })
      }
      const late = setTimeout(() => given('too-long'), mostMs)
      const gone = () => given('died')
      const finish = (read: PictureRead) => {
        clearTimeout(late)
        child.off('exit', gone).off('error', gone).off('message', finish)
        done(read)
      }
      child.once('message', finish).once('exit', gone).once('error', gone)
      child.send(asked, (failure) => { if (failure) gone() })
    })
  }
}
