// What can be on a list, and what a name on it is worth.

export const entryKinds = [
  'person', 'organisation', 'vessel', 'aircraft', 'document', 'unknown',
] as const
export const nameKinds = ['primary', 'alias', 'weak'] as const
