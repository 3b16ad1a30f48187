// The API's description (OpenAPI 3.1), derived from what is declared.

import { z } from 'zod'
import type { Contents } from '../capability.ts'
import type { AnyEvent } from '../event.ts'
import type { AnyQuery } from '../query.ts'
import type { AnyRegister } from '../register.ts'

type Json = Record<string, unknown>

/** Describes every event, register and query of a node that has a route. */
export function openApi(contents: Contents, version: string): Json {
  const paths: Record<string, Json> = { ...signInPaths }
  for (const event of contents.events.values()) {
    if (isOffered(event)) paths[`/api/${event.name}`] = { post: eventRoute(event) }
  }
  for (const register of contents.registers.values()) {
    if (register.seenBy.length > 0) {
      paths[`/api/${register.name}`] = { get: registerRoute(register) }
    }
  }
  for (const query of contents.queries.values()) {
    paths[`/api/${query.name}`] = { [query.method.toLowerCase()]: queryRoute(query) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Safar', version, license: { name: 'MPL-2.0', identifier: 'MPL-2.0' },
      description: 'Record facts, read registers, ask queries. Every write is a signed leaf.',
    },
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'safar' },
      },
      schemas: { Problem: problemSchema, Leaf: leafSchema },
    },
    security: [{ session: [] }, { cookie: [] }],
  }
}

/** Whether people may post this kind of fact; what nodes or queries say has no route. */
export function isOffered(event: AnyEvent): boolean {
  return !event.withinQueries && event.recordedBy.some((role) => role !== 'node')
}

/** The JSON Schema of a declared shape, as given by the one who sends it. */
export function schemaOf(shape: z.ZodType): Json {
  return z.toJSONSchema(
    shape, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' },
  ) as Json
}

function eventRoute(event: AnyEvent): Json {
  return {
    summary: event.about, tags: ['events'], operationId: event.name,
    description: `May be recorded by: ${event.recordedBy.join(', ')}.` +
      (event.twoOfficers ? ' Needs a second officer (header Safar-Second).' : ''),
    ...(
      event.twoOfficers &&
        { parameters: [{ ...secondHeader, required: event.twoOfficers === true }] }
    ),
    requestBody: {
      required: true, content: { 'application/json': { schema: schemaOf(event.said) } },
    },
    responses: {
      201: answer('Recorded, durable and signed.', {
        type: 'object', required: ['leaf'], properties: {
          leaf: { $ref: '#/components/schemas/Leaf' },
        },
      }),
      409: problem('Refused, with the reason.'), 422: problem('Not of the declared shape.'),
      401: problem('Not signed in.'), 403: problem('Not permitted.'),
      503: problem('Cannot record.'),
    },
  }
}

function registerRoute(register: AnyRegister): Json {
  const filter = (name: string) => ({ name, in: 'query', schema: { type: 'string' } })
  return {
    summary: register.about, tags: ['registers'], operationId: `read-${register.name}`,
    description: `May be read by: ${register.seenBy.join(', ')}.`,
    parameters: [
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 500 } },
      {
        name: 'after', in: 'query', schema: { type: 'string' },
        description: '`next` of the page before.',
      },
      ...(register.filters ?? []).map((name) => filter(name)),
    ],
    responses: {
      200: answer('Rows.', {
        type: 'object', required: ['rows', 'knownAt'],
        properties: {
          rows: { type: 'array', items: schemaOf(register.row) }, next: { type: 'string' },
          knownAt: { type: 'string' },
        },
      }),
      401: problem('Not signed in.'), 403: problem('Not permitted.'),
    },
  }
}

function queryRoute(query: AnyQuery): Json {
  const schema = schemaOf(query.asked)
  const properties = (schema['properties'] ?? {}) as Record<string, Json>
  const required = (schema['required'] ?? []) as string[]
  return {
    summary: query.about, tags: ['queries'], operationId: query.name,
    description: `May be asked by: ${query.seenBy.join(', ')}.`,
    ...(query.method === 'POST'
      ? { requestBody: { required: true, content: { 'application/json': { schema } } } }
      : {
        parameters: Object.entries(properties).map(([name, type]) => ({
          name, in: 'query', schema: type, required: required.includes(name),
        })),
      }),
    responses: {
      200: answer('The answer.', {}), 409: problem('Refused, with the reason.'),
      422: problem('Not of the declared shape.'), 401: problem('Not signed in.'),
      403: problem('Not permitted.'),
    },
  }
}

const secondHeader = {
  name: 'Safar-Second', in: 'header', schema: { type: 'string' },
  description: 'The token that POST /api/second-sign-in gave; spent by one use.',
}

const answer = (description: string, schema: Json) => ({
  description, content: { 'application/json': { schema } },
})
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const problemSchema: Json = {
  type: 'object', required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' },
    detail: { type: 'string' }, hint: { type: 'string', description: 'What to do next.' },
    refused: { type: 'boolean' }, reason: { type: 'string' }, about: { type: 'object' },
    invalid: {
      type: 'array',
      items: {
        type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

const leafSchema: Json = {
  type: 'object', required: ['origin', 'number', 'at'],
  properties: {
    origin: { type: 'string' }, number: { type: 'integer' },
    at: { type: 'string', format: 'date-time' },
    event: { type: 'string' }, subject: { type: 'string', format: 'uuid' }, by: { type: 'string' },
    second: { type: 'string' }, post: { type: 'string' }, device: { type: 'string' },
  },
}

const credentials = {
  required: true,
  content: {
    'application/json': {
      schema: {
        type: 'object', required: ['officer', 'code'],
        properties: {
          officer: { type: 'string' }, code: { type: 'string' }, lane: { type: 'string' },
        },
      },
    },
  },
}

const signInPaths: Record<string, Json> = {
  '/api/sign-in': {
    post: {
      summary: 'An officer signs in; the session is a cookie and a bearer token.', tags: ['access'],
      operationId: 'sign-in', security: [], requestBody: credentials,
      responses: {
        200: answer('Signed in.', {
          type: 'object', required: ['officer', 'roles', 'session'],
          properties: {
            officer: { type: 'string' }, name: { type: 'string' }, post: { type: 'string' },
            roles: { type: 'array', items: { type: 'string' } }, session: { type: 'string' },
            expires: { type: 'string' },
          },
        }),
        401: problem('Refused, with the reason.'), 429: problem('Too many tries.'),
      },
    },
  },
  '/api/second-sign-in': {
    post: {
      summary: 'A second officer signs in for one act of the first.', tags: ['access'],
      operationId: 'second-sign-in', requestBody: credentials,
      responses: {
        200: answer('A token for one act.', { type: 'object' }), 401: problem('Refused.'),
      },
    },
  },
  '/api/sign-out': {
    post: {
      summary: 'Ends the session.', tags: ['access'], operationId: 'sign-out',
      responses: { 204: { description: 'Signed out.' } },
    },
  },
  '/api/me': {
    get: {
      summary: 'Who is signed in, where, with which roles.', tags: ['access'], operationId: 'me',
      responses: {
        200: answer('The officer.', { type: 'object' }), 401: problem('Not signed in.'),
      },
    },
  },
  '/api/health': {
    get: {
      summary: 'Whether this node records.', tags: ['node'], operationId: 'health', security: [],
      responses: { 200: answer('The state of recording, and the last audit.', { type: 'object' }) },
    },
  },
  '/api/events': {
    get: {
      summary: 'Changes as they happen (server-sent events).', tags: ['node'],
      operationId: 'events',
      responses: { 200: { description: 'A stream.', content: { 'text/event-stream': {} } } },
    },
  },
}
