import { writeFile } from 'node:fs/promises';
import { findings } from '../src/domain/findings/index.ts';
import { findingsDocument } from '../src/views/doctor/findings-document.ts';

await writeFile(new URL('../docs/findings.md', import.meta.url), findingsDocument(findings));
