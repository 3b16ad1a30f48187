// Hands a file over to the node, piece by piece, each after the last was taken.

import type { Answer as AnswerOf } from '../../kernel/query.ts'
import type { Answer } from '../../ui/api.ts'
import { askQuery } from '../../ui/asking.ts'
import type { ListPiece } from './list-piece.ts'

const pieceBytes = 240 * 1024
const handing = { name: 'list-piece', method: 'POST' } as const

/** Resolves with the answer to the last piece, or to the first that was not taken. */
export async function inPieces(
  { reading, list, file }: { reading: string; list: string; file: File },
  told: (percent: number) => void,
): Promise<Answer<AnswerOf<typeof ListPiece>>> {
  for (let number = 0; ; number++) {
    const from = number * pieceBytes
    const last = from + pieceBytes >= file.size
    const piece = base64(new Uint8Array(await file.slice(from, from + pieceBytes).arrayBuffer()))
    told(Math.min(100, Math.round((from / Math.max(1, file.size)) * 100)))
    const answer = await askQuery<typeof ListPiece>(handing, {
      reading, list, file: file.name.slice(0, 200) || 'list', number, piece, last,
    })
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
