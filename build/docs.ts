import { mkdir, rm, writeFile } from 'node:fs/promises';
import { jsonSchemaFiles } from '../src/cli/documents/json-schemas.ts';
import { findings } from '../src/domain/findings/index.ts';
import { findingsDocument } from '../src/views/doctor/findings-document.ts';
import { listsDocument } from '../src/views/lists/lists-document.ts';

await writeFile(new URL('../docs/findings.md', import.meta.url), findingsDocument(findings));
await writeFile(new URL('../docs/lists.md', import.meta.url), listsDocument());

const schemas = new URL('../schemas/', import.meta.url);
await rm(schemas, { recursive: true, force: true });
await mkdir(schemas);
for (const { name, text } of jsonSchemaFiles()) await writeFile(new URL(name, schemas), text);
