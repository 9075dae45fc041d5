import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { jsonSchemaFiles } from '../src/cli/documents/json-schemas.ts';
import { findings } from '../src/domain/findings/index.ts';
import { findingsDocument } from '../src/views/doctor/findings-document.ts';
import { listsDocument } from '../src/views/lists/lists-document.ts';
import { commandsDocument } from './commands-document.ts';
import { withFolderPicture } from './folder-picture.ts';

await writeFile(new URL('../docs/findings.md', import.meta.url), findingsDocument(findings));
await writeFile(new URL('../docs/lists.md', import.meta.url), listsDocument());

const manifest = JSON.parse(await readFile(new URL('../dist/manifest.json', import.meta.url), 'utf8'));
const architecture = new URL('../docs/architecture.md', import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));
await writeFile(architecture, await withFolderPicture(await readFile(architecture, 'utf8'), root));

await writeFile(new URL('../docs/commands.md', import.meta.url), commandsDocument(Object.values(manifest)));

const schemas = new URL('../schemas/', import.meta.url);
await rm(schemas, { recursive: true, force: true });
await mkdir(schemas);
for (const { name, text } of jsonSchemaFiles()) await writeFile(new URL(name, schemas), text);
