// A hub and posts for tests of the network: real nodes with certificates, and officers who attest.

import { strict as assert } from 'node:assert'
import { ask } from '../../kernel/ask.ts'
import { nodeItself } from '../../kernel/attestation.ts'
import type { Capability } from '../../kernel/capability.ts'
import type { AnyQuery, Answer } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { certificateOf } from '../../nodes/certificate.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import officersCapability from '../officers/capability.ts'
import { OfficerEnrolled } from '../officers/officer-enrolled.ts'
import { issueCode } from '../officers/one-time-codes.ts'
import { RolesGiven } from '../officers/roles-given.ts'
import { SignInCodeIssued } from '../officers/sign-in-code-issued.ts'
import postsCapability from '../posts/capability.ts'
import network from './capability.ts'
import { EnrolNode } from './enrol-node.ts'
import { enrollingOf, type Enrolling } from './enrolling.ts'
import { fingerprintOf } from './fingerprint.ts'
import { standings } from './standing.ts'

export const grounds: readonly Capability[] = [postsCapability, officersCapability, network]

/** A trial node that can be enrolled, or enrol. */
export interface Member { t: Trial; enrolling: Enrolling; origin: string }

/** A node of a kind at a place, with what enrolling needs. */
export async function member(
  kind: 'hub' | 'post', post: string, contents = grounds,
): Promise<Member> {
  const t = await trial(contents, { founding: { country: 'test', kind, post, device: 'desk-1' } })
  const made: Member = {
    t,
    get origin() { return t.node.journal.options.origin },
    get enrolling() { return enrollingIn(t) },
  }
  t.node.offer('enrolling', made.enrolling)
  return made
}

function enrollingIn(t: Trial): Enrolling {
  const { der } = certificateOf(t.given, `${t.folder}/keys`, t.node.journal.options.origin)
  return enrollingOf({
    node: t.node, certificate: der, addresses: () => ['https://127.0.0.1:4311'],
  })
}

/** An administrator with a supervisor beside them. */
export const two = ({ t }: Member) =>
  t.officer('nasir.abokor', 'administrator', { name: 'sahra.jibril', roles: ['supervisor'] })
export const one = ({ t }: Member) => t.officer('nasir.abokor', 'administrator')

/** Why a query was refused; fails where it was answered. */
export async function refusedOf(
  of: Member, query: AnyQuery, asked: Record<string, unknown>, by = one(of),
): Promise<string> {
  const answer = await ask(of.t.node, query, asked, by)
  assert.ok(isRefusal(answer), JSON.stringify(answer))
  return answer.reason
}

/** Enrols a node at a hub out of its request, and answers what goes back. */
export async function enrolled(
  hub: Member, node: Member, realms = ['public', 'border', 'watch'],
): Promise<Buffer> {
  const request = node.enrolling.ask()
  const answer: Answer<typeof EnrolNode> = await hub.t.asked(EnrolNode, {
    request: request.toString('utf8'), fingerprint: fingerprintOf(request), realms,
  }, two(hub))
  assert.equal(answer.origin, node.origin)
  const known = hub.t.node.known(nodeItself('hub'))
  return hub.enrolling.admit((await standings(known)).get(node.origin)!.node)
}

/** An officer with roles at a post, said at a hub; returns the code that lets them sign in once. */
export async function officerOf(
  { t }: Member, officer: string, post: string, roles = ['administrator'],
): Promise<string> {
  const itself = nodeItself(t.node.keys.identity.post)
  const { code, salt, hash } = issueCode(t.given.luck)
  await t.said(OfficerEnrolled, { enrolment: t.newId(), officer, name: officer }, itself)
  await t.said(RolesGiven, {
    grant: t.newId(), officer, roles, post, from: '2026-11-01', founding: true,
  }, itself)
  await t.said(SignInCodeIssued, {
    code: t.newId(), officer, salt, hash, expires: '2026-12-20T08:00:00.000Z', post,
  }, itself)
  return code
}
