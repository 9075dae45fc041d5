import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findings } from '../../../src/domain/findings/index.ts';
import { findingsDocument } from '../../../src/views/doctor/findings-document.ts';
import { repositoryRoot } from '../../support/run-command.ts';

test('docs/findings.md is what the catalogue says; npm run docs writes it', async () => {
  const document = await readFile(join(repositoryRoot, 'docs/findings.md'), 'utf8');

  expect(document).toBe(findingsDocument(findings));
});

test('every finding stands in the table and has a section of its own', () => {
  const document = findingsDocument(findings);

  for (const { code } of findings) {
    expect(document).toContain(`| [${code}](#${code.toLowerCase()}) |`);
    expect(document).toContain(`\n### ${code}\n`);
  }
});
