import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blocksOf } from '../support/documentation.ts';
import { repositoryRoot } from '../support/run-command.ts';

/** Allowed to everybody. */
const FREE = 'sts:GetCallerIdentity';
/** Only the agent launches; its own page says what that takes. */
const OF_THE_AGENT = ['ec2:DescribeSubnets', 'ec2:RunInstances'];

test('the policy of the guide allows what the code calls, and nothing else', async () => {
  const text = await readFile(join(repositoryRoot, 'docs/getting-started.md'), 'utf8');
  const [policy = ''] = blocksOf({ path: 'docs/getting-started.md', text }, 'json');

  const allowed = JSON.parse(policy).Statement.flatMap((statement: { readonly Action: string | readonly string[] }) => statement.Action);

  const called = (await calledOperations()).filter((operation) => !OF_THE_AGENT.includes(operation) && operation !== FREE);
  expect(allowed.toSorted()).toEqual(called);
  expect(called.length).toBeGreaterThan(5);
});

test('the page of the agent names what it calls besides', async () => {
  const page = await readFile(join(repositoryRoot, 'docs/agent.md'), 'utf8');

  for (const operation of OF_THE_AGENT) expect(page).toContain(`\`${operation}\``);
});

/** Every operation of a service of AWS that is made into a command of its SDK. */
async function calledOperations(): Promise<readonly string[]> {
  const operations = new Set<string>();
  for await (const file of glob('src/**/*.ts', { cwd: repositoryRoot })) {
    if (file.startsWith('src/sandbox/')) continue;
    const source = await readFile(join(repositoryRoot, file), 'utf8');
    for (const [, name = ''] of source.matchAll(/new (\w+)Command\(/gu)) operations.add(`${serviceOf(source, name)}:${name}`);
  }
  return [...operations].toSorted();
}

function serviceOf(source: string, name: string): string {
  const imports = [...source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-(\w+)'/gu)];
  return imports.find(([, names]) => names?.includes(`${name}Command`))?.[2] ?? 'unknown';
}
