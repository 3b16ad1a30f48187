// Founding a post: its first officer, who enrols the others; no credential exists before.

import { nodeItself } from '../kernel/attestation.ts'
import type { AnyEvent } from '../kernel/event.ts'
import { newId } from '../kernel/given.ts'
import type { Node } from '../kernel/node.ts'
import { isInvalid } from '../kernel/record.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { OfficerEnrolled } from '../country/officers/officer-enrolled.ts'
import { issueCode } from '../country/officers/one-time-codes.ts'
import { officers } from '../country/officers/register.ts'
import { RolesGiven } from '../country/officers/roles-given.ts'
import { SignInCodeIssued } from '../country/officers/sign-in-code-issued.ts'

/** Two, because roles are given, and nodes enrolled, by two. */
const first = [
  { officer: 'first.administrator', name: 'First administrator' },
  { officer: 'second.administrator', name: 'Second administrator' },
]

/** Enrols two administrators where nobody is enrolled yet; returns their sign-ins, told once. */
export async function firstOfficers(node: Node): Promise<{ officer: string; code: string }[]> {
  if ((await node.known(nodeItself('')).count(officers)) > 0) return []
  const signIns: { officer: string; code: string }[] = []
  for (const { officer, name } of first) {
    await nodeSays(node, OfficerEnrolled, { enrolment: newId(node.given), officer, name })
    await nodeSays(node, RolesGiven, {
      grant: newId(node.given), officer, roles: ['administrator', 'supervisor'], post: '*',
      from: node.time.wall().slice(0, 10), founding: true,
    })
    signIns.push({ officer, code: await newCode(node, officer, 1) })
  }
  return signIns
}

/** Founds a node where it is new, and tells the first sign-ins to whoever started it. */
export async function founded(node: Node): Promise<void> {
  for (const { officer, code } of await firstOfficers(node)) {
    process.stdout.write(`first sign-in, once, within a day: ${officer} ${code}\n`)
  }
}

/** Issues a one-time code that is good for some days, and returns it: it is kept nowhere. */
export async function newCode(node: Node, officer: string, days: number): Promise<string> {
  const { code, salt, hash } = issueCode(node.given.luck)
  const expires = new Date(node.given.clock.now() + days * 86_400_000).toISOString()
  await nodeSays(node, SignInCodeIssued, { code: newId(node.given), officer, salt, hash, expires })
  return code
}

/** The node says something itself; what it says is valid and lawful, or there is a defect. */
export async function nodeSays(
  node: Node, kind: AnyEvent, said: Record<string, unknown>,
): Promise<void> {
  const answer = await node.record(kind, said, nodeItself(node.keys.identity.post))
  if (isInvalid(answer) || isRefusal(answer)) {
    throw new Error(`the node could not say ${kind.name}: ${JSON.stringify(answer)}`)
  }
}
