// What the second mirror shows to our tests.
import type { KeyObject } from 'node:crypto'
import type { Door } from '../../src/kernel/sync/link.ts'

export declare function mth(hashes: readonly Buffer[]): Buffer
export declare function rootOf(claim: {
  start: number; end: number; size: number; node: Buffer; proof: readonly Buffer[]
}): Buffer | undefined
export declare class SecondMirror implements Door {
  constructor(parts: {
    origin: string; vkey: string; name: string; privateKey: KeyObject; coded?: boolean
    realmKeys?: readonly { realm: string; quarter: string; key: Buffer }[]
  })
  answer: Door['answer']
  readonly entries: Buffer[]
  readonly contents: (Buffer | undefined)[]
  readonly mirrored: number
}
