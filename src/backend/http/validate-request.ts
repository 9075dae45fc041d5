import type { output, ZodMiniType } from 'zod/mini';

import { Refusal } from './refusal.ts';

type Issue = NonNullable<ReturnType<ZodMiniType['safeParse']>['error']>['issues'][number];

/** The value as the schema has it; a 400 that names every problem by field where it does not fit. No schema: no value. */
export function validateRequest<S extends ZodMiniType | null>(schema: S, value: unknown): S extends ZodMiniType ? output<S> : undefined;
export function validateRequest(schema: ZodMiniType | null, value: unknown): unknown {
  if (schema === null) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const details: Record<string, string[]> = {};
  for (const { field, text } of parsed.error.issues.flatMap((issue) => describe(issue, value))) {
    details[field] = [...(details[field] ?? []), text];
  }
  throw new Refusal(400, { error: 'Validation failed', details });
}

function describe(issue: Issue, value: unknown): readonly { readonly field: string; readonly text: string }[] {
  const field = issue.path.length === 0 ? 'body' : issue.path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: key, text: 'Unknown field.' }));
    case 'invalid_value':
      return [{ field, text: `Must be one of: ${issue.values.map(String).join(', ')}.` }];
    case 'too_big':
      return [{ field, text: `Greater than the maximum of ${String(issue.maximum)}.` }];
    case 'too_small':
      return [{ field, text: `Less than the minimum of ${String(issue.minimum)}.` }];
    case 'invalid_type':
      return [{ field, text: describeWrongType(valueAt(value, issue.path), issue.expected) }];
    default:
      return [{ field, text: issue.message === '' ? 'Invalid value.' : issue.message }];
  }
}

function describeWrongType(value: unknown, expected: string): string {
  if (value === undefined) return 'Missing data for required field.';
  return value === null ? 'Field may not be null.' : `Not a valid ${expected}.`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value);
}
