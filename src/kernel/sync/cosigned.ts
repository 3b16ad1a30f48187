// What others signed under this node's checkpoints, kept: it brackets when each leaf was written.

import { signatureLine } from '../journal/note.ts'
import type { Cosignature } from '../journal/cosignature.ts'
import type { Node } from '../node.ts'
import type { Statements } from '../store/store.ts'

const insertCosigned = 'insert into cosigned (origin, size, cosigner, seconds, line)' +
  ' values (?, ?, ?, ?, ?) on conflict (origin, size, cosigner) do nothing'
const readCosigned = 'select size, cosigner, seconds, line from cosigned' +
  ' where origin = ? and size >= ? order by size, seconds'

/** A cosignature under a checkpoint of so many leaves; `cosigner` is the name and the key's ID. */
export interface KeptCosignature { size: number; cosigner: string; seconds: number; line: string }

/** Keeps verified cosignatures under a checkpoint. */
export async function keepCosignatures(
  node: Node, { origin, size }: { origin: string; size: number },
  cosignatures: readonly Cosignature[],
): Promise<void> {
  if (cosignatures.length === 0) return
  await node.durably(async (statements) => {
    for (const { by, seconds, signature } of cosignatures) {
      const line = signatureLine(by.name, by.keyId, signature)
      const cosigner = `${by.name}+${by.keyId.toString('hex')}`
      await statements.run(insertCosigned, [origin, size, cosigner, seconds, line])
    }
  })
}

/** The cosignatures under checkpoints of at least so many leaves, smallest first. */
export async function cosignaturesFrom(
  statements: Statements, origin: string, size: number,
): Promise<KeptCosignature[]> {
  const rows = await statements.all(readCosigned, [origin, size])
  return rows.map((row) => ({
    size: Number(row['size']), cosigner: row['cosigner'] as string,
    seconds: Number(row['seconds']), line: row['line'] as string,
  }))
}
