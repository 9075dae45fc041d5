import { readFile } from 'node:fs/promises';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blocksOf } from '../support/documentation.ts';
import { repositoryRoot } from '../support/run-command.ts';

/** Only the agent launches; its own page says what it needs. */
const OF_THE_AGENT = 'ec2:RunInstances';

test('the policy of the guide allows what the code calls, and nothing else', async () => {
  const text = await readFile(join(repositoryRoot, 'docs/getting-started.md'), 'utf8');
  const [policy = ''] = blocksOf({ path: 'docs/getting-started.md', text }, 'json');

  const allowed = JSON.parse(policy).Statement.flatMap((statement: { readonly Action: string | readonly string[] }) => statement.Action);

  const called = (await calledOperations()).filter((operation) => operation !== OF_THE_AGENT);
  expect(allowed.toSorted()).toEqual(called);
  expect(called.length).toBeGreaterThan(5);
});

test('the page of the agent names what it calls besides', async () => {
  const page = await readFile(join(repositoryRoot, 'docs/agent.md'), 'utf8');

  expect(page).toContain(`\`${OF_THE_AGENT}\``);
});

/** Every operation of EC2 that is made into a command of the SDK. */
async function calledOperations(): Promise<readonly string[]> {
  const operations = new Set<string>();
  for await (const file of glob('src/**/*.ts', { cwd: repositoryRoot })) {
    if (file.startsWith('src/sandbox/')) continue;
    const source = await readFile(join(repositoryRoot, file), 'utf8');
    for (const [, name] of source.matchAll(/new (\w+)Command\(/gu)) operations.add(`ec2:${name}`);
  }
  operations.delete('ec2:GetCallerIdentity');
  return [...operations].toSorted();
}
