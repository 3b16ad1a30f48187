// What a chip's groups say of person and document, whether or not anybody signed it.

import { publicKeyOf } from './certificate.ts'
import {
  countTemplates, readChipKey, readDetails, readPictures, readProtocols, readZone,
} from './data-groups.ts'
import type { ChipInspection } from './inspect-chip.ts'
import { UnreadableTlv } from './tlv.ts'

/** Reads what the groups say, whether it was changed or not; one that cannot be read says so. */
export function describeGroups(
  files: ReadonlyMap<number | 'com' | 'sod', Buffer>, inspection: ChipInspection,
): void {
  const read = <T>(group: number, as: (bytes: Buffer) => T): T | undefined => {
    const bytes = files.get(group)
    if (!bytes) return undefined
    try {
      return as(bytes)
    } catch (failure) {
      if (!(failure instanceof UnreadableTlv)) throw failure
      inspection.checks.push({
        check: 'structure', result: 'look', reason: 'group-unreadable', detail: `DG${group}`,
      })
      return undefined
    }
  }
  const zone = read(1, readZone)
  const [portrait] = read(2, readPictures) ?? []
  const fingers = read(3, countTemplates)
  const details = { ...read(11, readDetails), ...read(12, readDetails) }
  const protocols = read(14, readProtocols)
  const chipKey = read(15, (bytes) => publicKeyOf(readChipKey(bytes)).asymmetricKeyType)
  Object.assign(inspection, {
    ...(zone && { zone }),
    ...(portrait && { portrait: { type: portrait.type, bytes: portrait.bytes.length } }),
    ...(fingers !== undefined && { fingers }),
    ...(Object.keys(details).length > 0 && { details }), ...(protocols && { protocols }),
    ...(chipKey && { chipKey }),
  })
}
