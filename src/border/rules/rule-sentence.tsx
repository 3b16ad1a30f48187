// A rule as a sentence: its conditions in the officer's language, joined by and and or.

import { countryName } from '../../lib/codes/country-codes.ts'
import type { Language } from '../../lib/codes/lists.ts'
import { useWords } from '../../ui/speaking.tsx'
import type { Say } from '../../ui/words.ts'
import { protectedFacts, type Condition, type Conditions } from './terms.ts'

const countries = new Set(['nationality', 'document-issuer'])
const wordsOf: Readonly<Record<string, string>> = {
  sex: 'sex', 'document-type': 'documentType', direction: 'direction',
  conveyance: 'conveyanceKind',
}

/** One condition in words; a yes or no needs no comparison. */
export function conditionText(of: Condition, say: Say, language: Language): string {
  const fact = say(`rule.fact.${of.fact}`)
  if (typeof of.value === 'boolean') return `${fact}: ${say(of.value ? 'rule.yes' : 'rule.no')}`
  const values = Array.isArray(of.value) ? of.value : [of.value]
  const shown = values.map((value) => valueText(of.fact, String(value), say, language)).join(', ')
  return `${fact} ${say(`rule.is.${of.is}`)} ${shown}`
}

function valueText(fact: string, value: string, say: Say, language: Language): string {
  if (countries.has(fact)) return countryName(value, language)
  const key = `${wordsOf[fact] ?? ''}.${value}`
  return say.has(key) ? say(key) : value
}

/** The whole rule, a condition a line; what asks what a person is says so. */
export function RuleSentence({ of }: { of: Conditions }) {
  const { say, language } = useWords()
  return (
    <ol className="rule-sentence">
      {of.map((each, at) => {
        const any = 'any' in each ? each.any : [each]
        return (
          <li key={at}>
            {at > 0 && <span className="faded">{say('rule.and')} </span>}
            {any.map((one, which) => (
              <span key={which}>
                {which > 0 && <span className="faded"> {say('rule.or')} </span>}
                <b>{conditionText(one, say, language)}</b>
                {protectedFacts.has(one.fact) && (
                  <small className="faded"> ({say('rule.protected')})</small>
                )}
              </span>
            ))}
          </li>
        )
      })}
    </ol>
  )
}
