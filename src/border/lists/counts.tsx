// How many entries a version has, and how many are new, changed and gone.

import { useWords } from '../../ui/speaking.tsx'

/** All, and what is different, in a line. */
export function CountsSaid({ of }: {
  of: { all: number; added: number; changed: number; removed: number }
}) {
  const { say } = useWords()
  const parts = [
    say('list.counts', { all: of.all }),
    ...(['added', 'changed', 'removed'] as const).filter((what) => of[what] > 0)
      .map((what) => say(`list.${what}`, { count: of[what] })),
  ]
  return <span className="counts">{parts.join(' · ')}</span>
}
