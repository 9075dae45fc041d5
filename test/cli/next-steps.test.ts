import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nextSteps } from '../../src/cli/next-steps.ts';
import { readEnvironment } from '../../src/cli/settings/environment.ts';
import { homeFolder } from '../support/home.ts';

const PROD = { backendUrl: 'https://prod.example' };

/** What is shown with these files and variables. */
async function shownWith(files: Readonly<Record<string, unknown>>, variables: Readonly<Record<string, string>> = {}): Promise<string> {
  const home = await homeFolder();
  await mkdir(join(home, 'spotctl'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(home, 'spotctl', `${name}.json`), JSON.stringify(content));
  return await nextSteps(readEnvironment({ ...variables, XDG_CONFIG_HOME: home }));
}

test('offers practice and a login where nothing is configured', async () => {
  const shown = await shownWith({});

  expect(shown).toContain('Nothing is configured yet.');
  expect(shown).toContain('$ spotctl sandbox exec -- bash ');
  expect(shown).toContain('$ spotctl login ');
});

test('offers the everyday commands where all is there', async () => {
  const shown = await shownWith({
    config: { currentContext: 'prod', contexts: { prod: { ...PROD, databaseUrl: 'mysql://u@db/fleet' } } },
    credentials: { tokens: { prod: 'secret-token' } },
  });

  expect(shown).toBe(`NEXT
  Context prod leads to https://prod.example.

  $ spotctl doctor   what is wrong, and what to type against it
  $ spotctl watch    the fleet, live
  $ spotctl zombies  what nobody wants and EC2 still bills
`);
});

test.each([
  {
    what: 'a token that is missing',
    files: { config: { currentContext: 'prod', contexts: { prod: PROD } } },
    standing: 'Context prod leads to https://prod.example; its token is missing.',
    step: 'spotctl login --context prod',
  },
  {
    what: 'a context without a backend',
    files: { config: { currentContext: 'lab', contexts: { lab: {} } } },
    standing: 'Context lab names no backend.',
    step: 'spotctl login --context lab',
  },
  {
    what: 'contexts of which none is chosen',
    files: { config: { currentContext: null, contexts: { prod: PROD, lab: PROD } } },
    standing: 'No context is chosen.',
    step: 'spotctl context use prod',
  },
  {
    what: 'a database that nobody named',
    files: { config: { currentContext: 'prod', contexts: { prod: PROD } }, credentials: { tokens: { prod: 't' } } },
    standing: 'Context prod leads to https://prod.example; no database is named.',
    step: 'spotctl doctor',
  },
  {
    what: 'a current context that is gone',
    files: { config: { currentContext: 'gone', contexts: {} } },
    standing: 'There is no context "gone"',
    step: 'spotctl explain CONTEXT_UNKNOWN',
  },
  {
    what: 'a configuration that is broken',
    files: { config: { contexts: 1 } },
    standing: 'is not a spotctl configuration.',
    step: 'spotctl explain SETTINGS_INVALID',
  },
])('names $what, and the command for it', async ({ files, standing, step }) => {
  const shown = await shownWith(files);

  expect(shown).toContain(standing);
  expect(shown).toContain(`$ ${step} `);
});

test('goes by the environment where that leads somewhere', async () => {
  const shown = await shownWith(
    {},
    { SPOTCTL_BACKEND_URL: 'https://other.example', SPOTCTL_TOKEN: 't', SPOTCTL_DATABASE_URL: 'sqlite:/x' },
  );

  expect(shown).toContain('The environment leads to https://other.example.\n');
});
