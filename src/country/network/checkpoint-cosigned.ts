// What another signed under this journal, noted in it: leaves after this one are not older.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { cosignatures } from './register.ts'

export const CheckpointCosigned = event('checkpoint-cosigned', {
  about: 'Another cosigned a checkpoint of this journal at a time, which this leaf comes after.',
  subject: 'cosigning',
  fields: {
    cosigning: z.uuid(),
    /** How many leaves the checkpoint has. */
    size: z.int().min(1),
    /** The signature line of the cosigner, its newline left out (C2SP tlog-cosignature). */
    line: z.string().max(8_192),
    /** When it was signed, in seconds since 1970, as the line says. */
    seconds: z.int().min(1),
  },
  recordedBy: ['node'],
  travels: 'public',
  changes: ({ cosigning, size, seconds, line }, leaf) => [cosignatures.put({
    cosigning, journal: leaf.origin, number: leaf.number, size, seconds, line,
  })],
})
