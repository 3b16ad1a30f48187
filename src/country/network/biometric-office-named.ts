// To whose key faces and pages of documents are sealed: an office's, which no post can open.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { biometricOffices, hubs } from './register.ts'
import { kindOf, looksAfter } from './terms.ts'

export const BiometricOfficeNamed = event('biometric-office-named', {
  about: 'Two officers named the key of the biometric office, to which no post has the secret.',
  subject: 'office',
  fields: {
    office: z.uuid().meta({ widget: 'hidden' }),
    /** A raw X25519 public key, base64 (RFC 9180). */
    key: z.base64().length(44),
  },
  recordedBy: looksAfter,
  travels: 'public',
  reaches: 'every-post-from-hub',
  twoOfficers: true,
  once: true,
  async lawful(_, known) {
    // A post that has no hub decides for itself; one that has leaves it to the hub.
    if (kindOf(known.origin) === 'hub') return undefined
    return (await known.count(hubs)) > 0 ? refuse('only-at-a-hub') : undefined
  },
  changes: ({ office, key }, leaf) => [
    biometricOffices.put({ office, key, at: leaf.at, origin: leaf.origin }),
  ],
})
