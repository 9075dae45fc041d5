import { writeFile } from 'node:fs/promises';
import { findings } from '../src/domain/findings/index.ts';
import { findingsDocument } from '../src/views/doctor/findings-document.ts';
import { listsDocument } from '../src/views/lists/lists-document.ts';

await writeFile(new URL('../docs/findings.md', import.meta.url), findingsDocument(findings));
await writeFile(new URL('../docs/lists.md', import.meta.url), listsDocument());
