// The rules behind what was found: what each reason means, and what the officer may do about it.

import { useWords } from '../../ui/speaking.tsx'
import type { Matter } from './desk.ts'
import { LawBehind } from './law-behind.tsx'
import { Panel } from './panel.tsx'

/** Each reason once, with its help and its paragraph; below them the rule of the permission. */
export function RulePanel({ matter }: { matter: Matter }) {
  const { say } = useWords()
  const { findings, permission, law } = matter.answer
  const reasons = findings.filter(
    (each, index) => findings.findIndex(({ reason }) => reason === each.reason) === index
  )
  return (
    <Panel title={say('booth.rule.title')}>
      <dl className="rules">
        {reasons.map(({ reason, rule, evidence }) => (
          <div key={reason}>
            <dt>
              {say(`finding.${reason}`, evidence ?? {})}
              {rule && (
                <span className="rule">
                  {/^[A-J]$/.test(rule) ? `${rule} · ${say(`refusalReason.${rule}`)}` : rule}
                </span>
              )}
            </dt>
            <dd>
              {
                say.has(`finding.${reason}.help`)
                  ? say(`finding.${reason}.help`) : say('booth.rule.look')
              }
            </dd>
          </div>
        ))}
        {law && <LawBehind law={law} />}
        {permission && !law && (
          <div>
            <dt>{say('booth.until')} <span className="rule">{permission.rule}</span></dt>
            <dd>{say('booth.rule.permission', { days: permission.stayDays ?? 0 })}</dd>
          </div>
        )}
      </dl>
    </Panel>
  )
}
