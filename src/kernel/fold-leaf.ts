// Folding one leaf: opened where this node may, brought up, and its changes applied.

import { tellDefect } from './defect.ts'
import type { AnyEvent, LeafHead } from './event.ts'
import { applyChanges, type RowStore } from './fold.ts'
import type { ContentKeeper } from './realms/content.ts'
import type { Change } from './register.ts'
import { spellingOf } from './store/rows.ts'
import type { Statements } from './store/store.ts'

/** `unopened`: no key here opens it; `unfit`: what it says cannot lie in a register. */
export type Folded = 'folded' | 'not-ours' | 'unopened' | 'unfit'

/** Whether what a leaf says is here and is in no register: do not decide as if it were not said. */
export function isMissing(folded: Folded): folded is 'unopened' | 'unfit' {
  return folded === 'unopened' || folded === 'unfit'
}

/** Folds one leaf; a kind of event that is unknown here, or a realm not ours, changes nothing. */
export async function foldLeaf(
  statements: Statements, kind: AnyEvent | undefined, leaf: LeafHead, sealed: Buffer | null,
  content: Pick<ContentKeeper, 'holds' | 'open'>, rows: RowStore,
): Promise<Folded> {
  if (!kind || !content.holds(kind.travels) || !sealed) return 'not-ours'
  const said = await content.open(kind, leaf, sealed, statements)
  if (!said) return 'unopened'
  const changes = changesOf(kind, said, leaf)
  if (!changes) return 'unfit'
  await applyChanges(rows, changes, leaf.subject)
  return 'folded'
}

/** What a leaf changes; nothing where what it says is of a shape that cannot be folded here. */
function changesOf(
  kind: AnyEvent, said: Record<string, unknown>, leaf: LeafHead,
): Change[] | undefined {
  try {
    const changes = kind.changes(said as never, leaf)
    return changes.every(fits) ? changes : undefined
  } catch (failure) {
    tellDefect(`folding ${leaf.event}`, failure)
    return undefined
  }
}

/** The most bytes of a text by which rows are found: an index of PostgreSQL takes 2,704 in all. */
export const mostIndexedBytes = 640

/** Whether a row can lie in its register's table, whichever database it is. */
function fits(change: Change): boolean {
  if (change.does === 'drop') return typeof change.key === 'string'
  const { key, shape, indexes = [] } = change.register
  const indexed = new Set([key, ...indexes.flat()])
  return shape.every(({ name, kind, optional }) => {
    const value = change.row[name]
    if (value === undefined || value === null) return optional || change.does === 'patch'
    switch (kind) {
      case 'text': return isKept(value) &&
        (!indexed.has(name) || Buffer.byteLength(value) <= mostIndexedBytes)
      case 'json': return typeof spellingOf(value) === 'string'
      case 'boolean': return typeof value === 'boolean'
      case 'integer': return Number.isSafeInteger(value)
      case 'real': return Number.isFinite(value)
    }
  })
}

/** Text that every database keeps: whole characters, and none that is U+0000. */
function isKept(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0')
}
