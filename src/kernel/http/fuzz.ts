// Requests made from the API's own description: as declared, and bent out of shape in many ways.

import fc from 'fast-check'

type Json = Record<string, unknown>

/** One operation of the description: where it is sent and what it takes. */
export interface Operation { path: string; method: 'GET' | 'POST'; body?: Json; parameters: Json[] }
/** A body or a query string for an operation. */
export interface Bent { body: unknown; query: [name: string, value: string][] }

/** The operations of an OpenAPI description. */
export function operationsOf(
  description: { paths: Record<string, Record<string, Json>> },
): Operation[] {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const content = (
        operation['requestBody'] as { content: Record<string, { schema: Json }> } | undefined
      )?.content
      return {
        path, method: method.toUpperCase() as 'GET' | 'POST',
        parameters: (operation['parameters'] ?? []) as Json[],
        ...(content && { body: content['application/json']!.schema }),
      }
    }))
}

/** Requests for an operation: some as its schema says, some with parts exchanged for anything. */
export function bent({ body, parameters }: Operation): fc.Arbitrary<Bent> {
  const bodies = body
    ? fc.oneof(
      { weight: 3, arbitrary: ofSchema(body) }, { weight: 1, arbitrary: anything },
    ) : fc.constant(undefined)
  const names = parameters.filter((each) => each['in'] === 'query')
    .map((each) => String(each['name']))
  const name = fc.oneof(fc.constantFrom('limit', 'after', ...names), fc.string({ maxLength: 8 }))
  const query = fc.array(
    fc.tuple(name, fc.oneof(oddText, fc.integer().map(String))), { maxLength: 4 },
  )
  return fc.record({ body: bodies, query })
}

/** The request as it is injected. */
export function sent({ path, method }: Operation, { body, query }: Bent) {
  const asked = new URLSearchParams(query).toString()
  return {
    method, url: asked ? `${path}?${asked}` : path,
    ...(
      method === 'POST' &&
        { payload: JSON.stringify(body ?? null), headers: { 'content-type': 'application/json' } }
    ),
  }
}

/**
 * Texts that have broken programs: half characters, other directions, quotes, keys of prototypes.
 */
const oddText = fc.oneof(
  fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '', '\ud800', '\u202e', '\0', '\'; drop table leaf; --', '__proto__', 'constructor', '../..',
    '9'.repeat(400), '2026-02-30', '0000-00-00', 'NaN', '-0', '1e309', 'ﷺ', 'x'.repeat(5000)))

const anything = fc.oneof(fc.jsonValue(), oddText, fc.constantFrom(
  null, 0, -0, 1e308, 2 ** 53, [], {}, true,
),
  fc.dictionary(oddText, fc.jsonValue(), { maxKeys: 5, noNullPrototype: true }))

/** Values of a JSON Schema, most of them valid, each part now and then exchanged for anything. */
function ofSchema(schema: Json, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 6) return anything
  return fc.oneof(
    { weight: 12, arbitrary: valid(schema, depth) }, { weight: 1, arbitrary: anything },
  )
}

function valid(schema: Json, depth: number): fc.Arbitrary<unknown> {
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined
  if (choices) return fc.oneof(...choices.map((each) => ofSchema(each, depth + 1)))
  if (schema['enum']) return fc.constantFrom(...(schema['enum'] as unknown[]))
  if ('const' in schema) return fc.constant(schema['const'])
  switch (schema['type']) {
    case 'object': return object(schema, depth)
    case 'array': return fc.array(
      ofSchema((schema['items'] ?? {}) as Json, depth + 1), { maxLength: 3 },
    )
    case 'integer': return fc.integer(
      {
        min: Math.max(-1e9, Number(schema['minimum'] ?? -5)),
        max: Math.min(1e9, Number(schema['maximum'] ?? 500)),
      },
    )
    case 'number': return fc.double({ noNaN: true })
    case 'boolean': return fc.boolean()
    case 'string': return text(schema)
    default: return anything
  }
}

function object(schema: Json, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>)
  const fields = Object.fromEntries(
    properties.map(([name, type]) => [name, ofSchema(type, depth + 1)]),
  )
  const requiredKeys = ((schema['required'] ?? []) as string[]).filter((name) => name in fields)
  return fc.oneof(
    { weight: 8, arbitrary: fc.record(fields, { requiredKeys, noNullPrototype: true }) },
    { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [], noNullPrototype: true }) },
    { weight: 1, arbitrary: fc.tuple(
      fc.record(fields, { requiredKeys, noNullPrototype: true }), oddText, anything,
    )
      .map(
        ([said, name, value]) => Object.defineProperty(
          { ...said as Json }, name, { value, enumerable: true },
        )
      ) })
}

function text(schema: Json): fc.Arbitrary<string> {
  if (schema['format'] === 'uuid') {
    return fc.oneof(fc.uuid(), fc.constantFrom('00000000-0000-0000-0000-000000000000'))
  }
  if (typeof schema['pattern'] === 'string') {
    try {
      return fc.oneof(fc.stringMatching(new RegExp(schema['pattern'])), oddText)
    } catch {
      return oddText
    }
  }
  return fc.oneof(
    fc.string(
      { minLength: 1, maxLength: Math.min(30, Number(schema['maxLength'] ?? 30)) },
    ), oddText,
  )
}
