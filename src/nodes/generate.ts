// What is generated from the declarations and committed to be reviewed: who may what, the API, the
// SQL.

import type { Capability } from '../kernel/capability.ts'
import { contentsOf } from '../kernel/capability.ts'
import { roles } from '../kernel/event.ts'
import { isOffered, openApi } from '../kernel/http/openapi.ts'
import kernel from '../kernel/kernel-facts.ts'
import { kernelTables, registerTables } from '../kernel/store/schema.ts'
import type { Tables } from '../kernel/store/store.ts'
import { capabilities } from './capabilities.ts'
import { version } from './version.ts'

/** Everything that a node declares, the kernel's own facts first. */
export const declared: readonly Capability[] = [kernel, ...capabilities]

/** One line of the authorization matrix: a thing that can be recorded, read or asked. */
export interface Cell {
  capability: string
  kind: 'event' | 'register' | 'query'
  name: string
  /** Where it is offered over HTTP; absent where it is not. */
  route?: { method: 'GET' | 'POST'; path: string }
  /** The roles that may; `node` for what the node attests by itself. */
  may: readonly string[]
  twoOfficers: 'always' | 'sometimes' | 'no'
  realm: string
  /** Whom the hub sends it to beside the realm's rules; empty where nobody. */
  reaches: string
}

/** The authorization matrix, in the order of the layers. */
export function whoMay(): Cell[] {
  return declared.flatMap(({ name: capability, facts, registers, queries }) => [
    ...facts.map((fact): Cell => ({
      capability, kind: 'event', name: fact.name, may: fact.recordedBy, realm: fact.travels,
      reaches: fact.reaches ?? '',
      twoOfficers: typeof fact.twoOfficers === 'function' ? 'sometimes'
        : fact.twoOfficers ? 'always' : 'no',
      ...(isOffered(fact) && { route: { method: 'POST', path: `/api/${fact.name}` } }),
    })),
    ...registers.map((register): Cell => ({
      capability, kind: 'register', name: register.name, may: register.seenBy, realm: '',
      reaches: '', twoOfficers: 'no',
      ...(
        register.seenBy.length > 0 && { route: { method: 'GET', path: `/api/${register.name}` } }
      ),
    })),
    ...queries.map((query): Cell => ({
      capability, kind: 'query', name: query.name, may: query.seenBy, realm: '', reaches: '',
      twoOfficers: 'no',
      route: { method: query.method, path: `/api/${query.name}` },
    })),
  ])
}

/** The generated files by name, each as it should read. */
export function generated(): Record<string, string> {
  return {
    'who-may.csv': whoMayCsv(),
    'openapi.json': `${JSON.stringify(openApi(contentsOf(declared), version), null, 2)}\n`,
    'registers.sqlite.sql': tablesOf('sqlite'),
    'registers.postgres.sql': tablesOf('postgres'),
    'registers.citus.sql': tablesOf('citus'),
  }
}

function whoMayCsv(): string {
  const columns = [...roles, 'node']
  const rows = whoMay().map(({ capability, kind, name, route, may, ...cell }) => [
    capability, kind, name, route?.method ?? '', cell.realm, cell.reaches,
    cell.twoOfficers === 'no' ? '' : cell.twoOfficers,
    ...columns.map((role) => (may.includes(role) ? 'may' : '')),
  ].join())
  const header = ['capability,kind,name,http,realm,reaches,two officers', ...columns].join()
  return `${header}\n${rows.join('\n')}\n`
}

function tablesOf(as: Tables): string {
  const tables = (name: string, about: string, statements: readonly string[]) =>
    `-- ${name}: ${about}\n${statements.flatMap((sql) => sql.split(';\n'))
      .map((sql) => `${broken(sql)};\n`).join('')}`
  return [
    tables('the journal', 'leaves, tiles, keys of subjects, checkpoints.', kernelTables(as)),
    ...declared.flatMap(({ registers }) => registers).map((register) =>
      tables(register.name, register.about, registerTables(register, as))),
  ].join('\n')
}

/** A statement with a line for each column, so that a review sees which column changed. */
function broken(sql: string): string {
  const [, head, inside, tail = ''] =
    /^(create table [^(]* \()(.*)\)( partition by [^)]*\))?$/.exec(sql) ?? []
  if (inside === undefined || sql.includes(' partition of ')) return sql
  const columns = inside
    .replaceAll(/, (?=")(?![^()]*\))/g, ',\n  ').replace(/, (?=constraint )/, ',\n  ')
  return `${head}\n  ${columns}\n)${tail}`
}
