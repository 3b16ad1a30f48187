// A bus, a family or a crew presented itself; what its members share is said once.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { Conveyance, Direction, Mode, Phone, Place, Purpose } from '../crossings/terms.ts'
import { Line } from '../travellers/terms.ts'
import { groups } from './register.ts'
import { GroupKind, Heads, Listed, mostInGroup } from './terms.ts'

export const GroupPresented = event('group-presented', {
  about: 'A group presented itself at a post; its shared fields are said once.',
  subject: 'group',
  fields: {
    group: z.uuid(),
    kind: GroupKind,
    direction: Direction,
    /** How many people are said to be in it. */
    expected: Heads.min(1),
    operator: Line(120).optional(),
    leader: Line(200).optional(),
    contact: Phone.optional(),
    conveyance: Conveyance.optional(),
    mode: Mode.optional(),
    from: Place.optional(),
    to: Place.optional(),
    purpose: Purpose.optional(),
    /** The operator's list, where there is one. */
    listed: z.array(Listed).max(mostInGroup).optional(),
  },
  recordedBy: ['primary-officer', 'secondary-officer'],
  travels: 'border',
  once: true,
  changes: (said, leaf) =>
    [groups.put({ ...said, at: leaf.at, post: leaf.post, officer: leaf.by })],
})
