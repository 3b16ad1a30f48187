// Reading a file that a courier brought: at a hub it is answered, at a post it is an answer.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { qrSeries } from '../../lib/qr-series.ts'
import { courierOffered } from './couriers.ts'
import { pasted } from './enrolling.ts'
import { carries, mostScreenBytes } from './terms.ts'

const mostLetters = Math.ceil(mostScreenBytes / 3) * 4

export const ReadCourier = query('read-courier', {
  about: 'Takes in a courier file, in base64 or as the texts of its codes; a hub gives the answer.',
  seenBy: carries,
  asks: { file: z.string().min(1).max(mostLetters) },
  method: 'POST',
  mostBytes: mostLetters + 1_024,
  async answer(known, { file: text }) {
    const given = pasted(text)
    if (isRefusal(given)) return given
    // What is no series of codes is the file itself, in base64.
    const isCodes = !given.equals(Buffer.from(text, 'utf8'))
    const bytes = isCodes ? given : base64(text)
    if (!bytes) return refuse('not-a-courier-file')
    const couriers = courierOffered(known)
    if (!couriers) return refuse('no-hub-yet')
    const taken = await couriers.in(bytes)
    if (isRefusal(taken)) return taken
    const { from, leaves, answer } = taken
    if (answer && answer.length > mostScreenBytes) return refuse('courier-too-large')
    const place = from.split('/')[2]
    return {
      from, leaves, ...(answer && {
        answer: {
          name: `courier-answer-${place}.safar`, bytes: answer.length,
          file: answer.toString('base64'), codes: qrSeries(answer) ?? [],
        },
      }),
    }
  },
})

function base64(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined
}
