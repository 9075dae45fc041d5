import {
  anything,
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  oneof,
  record,
  string,
} from 'fast-check';

/** A JSON schema as the OpenAPI document holds it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const MOST_ITEMS = 3;

/** Values that fit a schema; words that the flow knows come up often, so that calls get past the first look-up. */
export function valuesOf(schema: JsonSchema, known: readonly string[]): Arbitrary<unknown> {
  const { type, anyOf, enum: words, const: only } = schema;
  if (Array.isArray(words)) return constantFrom(...words);
  if (only !== undefined) return constant(only);
  if (Array.isArray(anyOf)) return oneof(...anyOf.map((one) => valuesOf(asSchema(one), known)));
  if (Array.isArray(type)) return oneof(...type.map((one) => valuesOf({ ...schema, type: one }, known)));
  switch (type) {
    case 'string':
      return texts(schema, known);
    case 'integer':
      return integer(rangeOf(schema, 1_000_000));
    case 'number':
      return double({ ...rangeOf(schema, 1_000_000), noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return boolean();
    case 'null':
      return constant(null);
    case 'array':
      return array(valuesOf(asSchema(schema['items']), known), { maxLength: MOST_ITEMS });
    case 'object':
      return objects(schema, known);
    default:
      return anything({ maxDepth: 2 }).map(asJson);
  }
}

/** The same with one place in it changed into something else, at any depth. */
export function spoiled(values: Arbitrary<unknown>): Arbitrary<unknown> {
  const junk = oneof(
    constantFrom(null, '', '\u0000', -1, 1e308, 0.5, true, [], {}, 'x'.repeat(300), '💥', '2025-13-01T00:00:00'),
    anything({ maxDepth: 1 }).map(asJson),
  );
  return record({ value: values, junk, turns: array(integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 3 }) }).map(
    ({ value, junk: put, turns }) => spoil(value, { put, turns }),
  );
}

function spoil(value: unknown, { put, turns }: { readonly put: unknown; readonly turns: readonly number[] }): unknown {
  const [turn, ...rest] = turns;
  if (turn === undefined || typeof value !== 'object' || value === null) return put;
  const entries = Object.entries(value);
  const at = entries.length === 0 ? 0 : turn % entries.length;
  const changed = entries.map(([key, inner], position) => [key, position === at ? spoil(inner, { put, turns: rest }) : inner]);
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}

function texts(schema: JsonSchema, known: readonly string[]): Arbitrary<string> {
  const { minLength = 0, maxLength = 60 } = schema;
  const [min, max] = [Number(minLength), Math.min(Number(maxLength), 300)];
  const fitting = known.filter((word) => word.length >= min && word.length <= max);
  const free = string({ minLength: min, maxLength: max, unit: 'grapheme' }).filter((text) => text.length <= max);
  return fitting.length === 0 ? free : oneof({ weight: 3, arbitrary: constantFrom(...fitting) }, { weight: 1, arbitrary: free });
}

function objects(schema: JsonSchema, known: readonly string[]): Arbitrary<unknown> {
  const { properties, required = [], additionalProperties } = schema;
  if (properties === undefined) {
    return dictionary(string({ maxLength: 8 }), valuesOf(asSchema(additionalProperties), known), { maxKeys: MOST_ITEMS }).map((made) => ({
      ...made,
    }));
  }
  const fields = Object.fromEntries(Object.entries(asSchema(properties)).map(([name, field]) => [name, valuesOf(asSchema(field), known)]));
  const requiredKeys = Array.isArray(required) ? required.map(String) : [];
  return record(fields, { requiredKeys, noNullPrototype: true });
}

function rangeOf({ minimum, maximum }: JsonSchema, bound: number): { readonly min: number; readonly max: number } {
  return { min: Math.max(-bound, Number(minimum ?? -bound)), max: Math.min(bound, Number(maximum ?? bound)) };
}

/** What JSON makes of a value: no `undefined`, no `-0`, no prototype. */
function asJson(value: unknown): unknown {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
