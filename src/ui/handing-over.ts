// Hands a file over to the node, piece by piece, each after the last was taken.

import type { AnyQuery, Answer as AnswerOf } from '../kernel/query.ts'
import type { Answer } from './api.ts'
import { askQuery } from './asking.ts'

const pieceBytes = 240 * 1024

/** The query that takes a piece, what is said with each of them, and the file. */
export interface HandedOver { to: string; with: Record<string, unknown>; file: File }

/** Resolves with the answer to the last piece, or to the first that was not taken. */
export async function inPieces<Q extends AnyQuery>(
  { to, with: said, file }: HandedOver, told: (percent: number) => void,
): Promise<Answer<AnswerOf<Q>>> {
  const name = file.name.slice(0, 200) || 'file'
  for (let number = 0; ; number++) {
    const from = number * pieceBytes
    const last = from + pieceBytes >= file.size
    const piece = base64(new Uint8Array(await file.slice(from, from + pieceBytes).arrayBuffer()))
    told(Math.min(100, Math.round((from / Math.max(1, file.size)) * 100)))
    const asked = { ...said, file: name, number, piece, last }
    const answer = await askQuery<Q>({ name: to, method: 'POST' } as never, asked as never)
    if (last || !('done' in answer)) return answer
  }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  }
  return btoa(text)
}
