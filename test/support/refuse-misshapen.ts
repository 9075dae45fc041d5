import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { strictSchema } from '../../src/cli/documents/json-schemas.ts';

/** A line of `--events` has the id of its run beside them, and is no document. */
const DOCUMENT = z.object({ apiVersion: z.literal('spotctl/v1'), kind: z.string(), run: z.undefined().optional() });

/** Throws where this is a document that its kind's schema does not describe to the last field. Any other text passes. */
export function refuseMisshapen(stdout: string): void {
  const document = readDocument(stdout);
  const schema = document === null ? null : strictSchema(document.kind);
  if (document === null || schema === null) return;
  const problems = validate(schema, document.value);
  if (problems.length > 0) throw new Error(`The ${document.kind} is not what schemas/${document.kind}.json says: ${problems.join('; ')}`);
}

/** What a JSON Schema says against a value. */
export function validate(schema: object, value: unknown): readonly string[] {
  // Formats are zod's own patterns beside the word, so nothing is lost without them.
  const check = new Ajv2020({ allErrors: true, validateFormats: false }).compile(schema);
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`);
}

function readDocument(stdout: string): { readonly kind: string; readonly value: unknown } | null {
  if (!stdout.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(stdout);
    const document = DOCUMENT.safeParse(value);
    return document.success ? { kind: document.data.kind, value } : null;
  } catch {
    return null;
  }
}
