// Why a node's folder cannot be opened, and what the person in front of it can do.

import { diskFaultOf, type StoreFault } from './store/store.ts'

export type CannotOpenReason =
  | 'in-use' | 'key-missing' | 'key-damaged' | 'store-missing' | 'store-damaged'
  | 'folder-read-only' | 'disk-full' | 'disk-failing' | 'database-unfit' | 'settings-unfit'
  | 'citus-missing'

const hints: Record<CannotOpenReason, string> = {
  'in-use': 'Another Safar is running on this folder. Use that one, or stop it first.',
  'key-missing': 'Without this key file the folder stays shut. Put the key medium back ' +
    '(SAFAR_KEYS names its folder), or copy the file from the sealed envelope; do not delete ' +
    'the store.',
  'key-damaged': 'This key file is damaged, or is another node\'s. Put the right one back from ' +
    'the sealed envelope or the key medium; do not delete the store.',
  'store-missing': 'There are keys and a mark here but no store. Put store.db back from the ' +
    'newest copy, or start once with --after-loss to go on as a new incarnation that says what ' +
    'was lost.',
  'store-damaged': 'The store cannot be read with this key: the file is damaged or is not this ' +
    'node\'s. Put the newest copy back, or move store.db* away and start once with --after-loss.',
  'folder-read-only': 'Safar cannot write here. Check that the disk is not write-protected or ' +
    'full, and that this account owns the folder.',
  'disk-failing': 'The disk reports errors. Do not delete anything; copy the folder to another ' +
    'disk and start there, and have this disk replaced.',
  'database-unfit': 'The database is not set as a hub needs it. Set it so, as ' +
    'docs/operating/hub.md says, and start again.',
  'settings-unfit': 'This file of settings, or a file that it names, is missing or is not what ' +
    'it should be. docs/operating/post.md says what belongs in it; put it right and start again.',
  'citus-missing': 'Let the superuser say "create extension citus" in it and add its workers, as ' +
    'docs/operating/scale.md says; or start without --citus: one server holds it all then.',
  'disk-full': 'There is no space left on this disk. Free at least 4 MB, then start again.',
}

/** Thrown where a node cannot open its folder; the message ends with what to do. */
export class CannotOpen extends Error {
  readonly reason: CannotOpenReason
  readonly path: string
  readonly hint: string

  constructor(reason: CannotOpenReason, path: string, cause?: unknown) {
    super(`${reason}: ${path}\n${hints[reason]}`, { cause })
    this.reason = reason
    this.path = path
    this.hint = hints[reason]
  }
}

const reasonOf: Record<StoreFault, CannotOpenReason> = {
  'disk-full': 'disk-full', busy: 'in-use', 'read-only': 'folder-read-only',
  'disk-failing': 'disk-failing', damaged: 'store-damaged',
}

/** A fault of the disk or the store as the reason why a folder cannot be opened; the rest as is. */
export function asCannotOpen(failure: unknown, folder: string): unknown {
  const fault = diskFaultOf(failure)
  if (!fault) return failure
  const path = fault === 'damaged' ? `${folder}/store.db` : folder
  return new CannotOpen(reasonOf[fault], path, failure)
}
