// Folding one leaf: opened where this node may, brought up, and its changes applied.

import type { AnyEvent, LeafHead } from './event.ts'
import { applyChanges, type RowStore } from './fold.ts'
import type { ContentKeeper } from './realms/content.ts'
import type { Statements } from './store/store.ts'

/** Folds one leaf; a kind of event that is unknown here, or a realm not ours, changes nothing. */
export async function foldLeaf(
  statements: Statements, kind: AnyEvent | undefined, leaf: LeafHead, sealed: Buffer | null,
  content: ContentKeeper, rows: RowStore,
): Promise<'folded' | 'not-ours' | 'unopened'> {
  if (!kind || !content.holds(kind.travels) || !sealed) return 'not-ours'
  const said = await content.open(kind, leaf, sealed, statements)
  if (!said) return 'unopened'
  await applyChanges(rows, kind.changes(said as never, leaf), leaf.subject)
  return 'folded'
}
