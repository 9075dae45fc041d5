import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requireServer } from '../support/require-server.ts';
import { repositoryRoot } from '../support/run-command.ts';
import { installPackage, packedFiles } from './support/install-package.ts';
import { folderOfNode, OTHER_NODES, otherNode } from './support/other-nodes.ts';

const { version } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'));

test('the package holds the program, the schemas and what says how to use it, and nothing else', async () => {
  const files = await packedFiles();

  const built = await readdir(join(repositoryRoot, 'dist'), { recursive: true });
  const program = built.filter((name) => /\.(?:m?js|json)$/u.test(name) && name !== 'contents.json').map((name) => `dist/${name}`);
  const schemas = (await readdir(join(repositoryRoot, 'schemas'))).map((name) => `schemas/${name}`);
  const others = ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin/run.js', 'package.json'];
  expect(files.toSorted()).toEqual([...others, ...program, ...schemas].toSorted());
});

test('the package knows nothing of the folder it was built in', async () => {
  const files = await packedFiles();

  const texts = await Promise.all(files.map(async (file) => await readFile(join(repositoryRoot, file), 'utf8')));

  expect(files.filter((...[, index]) => texts[index]?.includes(repositoryRoot))).toEqual([]);
});

test('the package installs by itself into an empty folder, and runs there', { timeout: 180_000 }, async () => {
  const installed = await installPackage();

  const said = await installed.run('spotctl --version');
  const healed = await installed.run('spotctl sandbox exec -- examples/runbooks/incident.sh');

  expect(said.output).toMatch(new RegExp(`^spotctl/${version} `, 'u'));
  expect(healed.output).toMatch(/✓ Healthy: \d+ checks passed/u);
  expect(healed.exitCode).toBe(0);
  expect(await readdir(join(installed.folder, '..'))).toEqual(['.bin', '.package-lock.json', 'spotctl']);
});

for (const other of OTHER_NODES) {
  await requireServer(otherNode(other), () => {
    test('the installed package heals the incident', { timeout: 180_000 }, async () => {
      const installed = await installPackage(folderOfNode(other));

      const { exitCode, output } = await installed.run('spotctl --version && spotctl sandbox exec -- examples/runbooks/incident.sh');

      expect(output).toContain(`node-v${other}\n`);
      expect(output).toMatch(/✓ Healthy: \d+ checks passed/u);
      expect(exitCode).toBe(0);
    });
  });
}

test('the changelog speaks of this version', async () => {
  const changelog = await readFile(join(repositoryRoot, 'CHANGELOG.md'), 'utf8');

  expect(changelog).toContain(`\n## ${version}`);
});
