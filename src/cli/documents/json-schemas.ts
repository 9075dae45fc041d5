import { z } from 'zod';
import { API_VERSION } from '../printing/print-document.ts';
import { type DocumentKind, documents } from './documents.ts';

export interface JsonSchemaFile {
  readonly name: string;
  readonly text: string;
}

/** The published JSON Schemas, a file a kind. They allow fields that a later version may add. */
export function jsonSchemaFiles(): readonly JsonSchemaFile[] {
  return Object.entries(documents).map(([kind, document]) => ({
    name: `${kind}.json`,
    text: `${JSON.stringify(jsonSchemaOf(kind, { document, isOpen: true }), null, 2)}\n`,
  }));
}

/** The same for tests: a field that no schema names is an error. */
export function strictSchema(kind: string): object | null {
  const document = Object.entries(documents).find(([name]) => name === kind)?.[1];
  return document === undefined ? null : jsonSchemaOf(kind, { document, isOpen: false });
}

function jsonSchemaOf(kind: string, { document, isOpen }: { readonly document: DocumentKind; readonly isOpen: boolean }): object {
  const whole = z.object({ apiVersion: z.literal(API_VERSION), kind: z.literal(kind), ...document.body.shape });
  return { title: kind, description: document.description, ...z.toJSONSchema(whole, { io: isOpen ? 'input' : 'output' }) };
}
