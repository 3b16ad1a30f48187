// What the name of a journal says: whose it is, of which kind of node, and where.

export interface Place { country: string; kind: string; post: string }

/**
 * The place that an origin names: `safar.<country>/<kind>/<post>/<incarnation>`. Whoever admits a
 * node to the network holds its origin to the place; nothing where it is of another form.
 */
export function placeOf(origin: string): Place | undefined {
  const [, country, kind, post] = /^safar\.([^/]+)\/([^/]+)\/([^/]+)\/[^/]+$/.exec(origin) ?? []
  return country && kind && post ? { country, kind, post } : undefined
}

/** Whether a journal is a hub's. */
export function isHubs(origin: string): boolean {
  return placeOf(origin)?.kind === 'hub'
}

/** Whether a journal is a hub’s, or one that was kept at this same place, now or before. */
export function saidHereOrByHub(origin: string, own: string): boolean {
  if (origin === own || isHubs(origin)) return true
  const [there, here] = [placeOf(origin), placeOf(own)]
  return there !== undefined && here !== undefined && there.country === here.country
    && there.kind === here.kind && there.post === here.post
}
