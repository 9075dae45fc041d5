import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withFolderPicture } from '../../build/folder-picture.ts';
import { repositoryRoot } from '../support/run-command.ts';

test('the picture of the architecture is what the code imports; npm run docs draws it', async () => {
  const page = await readFile(join(repositoryRoot, 'docs/architecture.md'), 'utf8');

  const drawn = await withFolderPicture(page, repositoryRoot);

  expect(drawn).toBe(page);
  expect(page.match(/^ {2}\S.* (?:-->|-\.->) /gmu)?.length ?? 0).toBeGreaterThan(15);
});
