// The law of stay of the demo's country: invented, short, and with a rule of several kinds.

import { demoCountry } from './country.ts'
import { SeededLuck } from './luck.ts'

/** The rules as they are laid down, by two supervisors. */
export function demoLaw(seed: number) {
  const law = new SeededLuck(seed, 7).id(Date.parse('2026-01-04T08:00:00Z'))
  return { law, country: demoCountry.code, text }
}

const text = `# The law of an invented country. The form: docs/stay-rules.md
safar: stay-rules/1
country: ${demoCountry.code}
version: "2026-1"
groups:
  neighbours: [DJI, ERI, ETH, KEN, SDN, SOM, SSD, UGA]
rules:
  - id: transit
    title: { en: Transit, fr: Transit, ar: عبور, so: Transit }
    law: Entry and Stay Act, s. 16
    appliesTo: { purpose: [transit] }
    limits: [{ kind: hours, hours: 72 }]
  - id: neighbours
    title:
      en: Citizens of the neighbouring States
      fr: Ressortissants des États voisins
      ar: مواطنو الدول المجاورة
      so: Muwaadiniinta waddamada deriska ah
    law: Entry and Stay Act, s. 12(1)
    appliesTo: { nationality: [neighbours] }
    limits: [{ kind: per-entry, days: 90 }]
  - id: visitor
    title: { en: Visitors, fr: Visiteurs, ar: الزوار, so: Booqdayaal }
    law: Entry and Stay Act, s. 12(2)
    limits:
      - { kind: per-entry, days: 90 }
      - { kind: per-year, days: 180 }
`
