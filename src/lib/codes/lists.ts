// The code lists an officer chooses from; each is usable as it stands in z.enum.
// The words for each code are in words.csv as `<list>.<code>`.

/** Sex as recorded: M and F, X unspecified (`<` in an MRZ, ICAO 9303-4 §4.2.2), U undisclosed. */
export const SEXES = ['M', 'F', 'X', 'U'] as const;
export type Sex = typeof SEXES[number];

/** Travel documents: the two-letter scheme of ICAO 9303-4 §4.2.2.1 and those in local use. */
export const DOCUMENT_TYPES = [
  'P', 'PP', 'PD', 'PO', 'PR', 'PS', 'PT', 'PE', 'PL', 'PM', 'I', 'IP', 'AC', 'V',
  'national-id', 'border-pass', 'seafarers-book', 'family-book', 'refugee-card', 'other', 'none',
] as const;
export type DocumentType = typeof DOCUMENT_TYPES[number];

/** Purpose of the trip, under the headings of the UN tourism recommendations. */
export const TRIP_PURPOSES = [
  'holiday', 'family', 'education', 'health', 'pilgrimage', 'shopping', 'transit', 'business',
  'border-worker', 'seasonal-worker', 'worker', 'nomad', 'refugee', 'diplomat', 'armed-forces',
  'crew', 'returning-resident', 'settling', 'other',
] as const;
export type TripPurpose = typeof TRIP_PURPOSES[number];

/** How the person arrived at the post. */
export const TRANSPORT_MODES = [
  'air', 'sea', 'inland-water', 'rail', 'car', 'bus', 'truck', 'motorcycle', 'bicycle', 'foot',
  'animal', 'other',
] as const;
export type TransportMode = typeof TRANSPORT_MODES[number];

/** Reasons to refuse entry: letters of the form in Annex V part B, Schengen Borders Code. */
export const REFUSAL_REASONS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'] as const;
export type RefusalReason = typeof REFUSAL_REASONS[number];

/** Refusals for which biometric evidence is kept: a false document or visa, or an alert. */
export const REFUSALS_WITH_EVIDENCE = ['B', 'D', 'H'] as const satisfies readonly RefusalReason[];

/** Languages the counter speaks; `ar` is written from the other side. */
export const LANGUAGES = ['en', 'fr', 'ar', 'so'] as const;
export type Language = typeof LANGUAGES[number];

/**
 * The document type for the document code of an MRZ (ICAO 9303-4 to -7): a code of the two-letter
 * scheme as it stands, otherwise by its first letter. A and C are identity cards for a reader.
 */
export function documentTypeOf(documentCode: string): DocumentType {
  const listed = DOCUMENT_TYPES.find((type) => type === documentCode);
  if (listed) return listed;
  switch (documentCode.charAt(0)) {
    case 'P': return 'P';
    case 'V': return 'V';
    case 'I': case 'A': case 'C': return 'I';
    default: return 'other';
  }
}
