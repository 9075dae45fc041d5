import { expect, test } from 'vitest';
import { explanations } from '../../src/domain/explanations.ts';
import { runCommand } from '../support/run-command.ts';

test('says what a code means and what to do, in any case of letters', async () => {
  const { stdout, stderr, exitCode } = await runCommand(['explain', 'token_refused']);

  expect([stderr, exitCode]).toEqual(['', 0]);
  expect(stdout).toMatchInlineSnapshot(`
    "TOKEN_REFUSED: Token refused

    Meaning
      The backend does not know this token, or does not allow it this call.

    Remedy
      Run \`spotctl login\` with a valid token.

    Ends a run as
      denied
    "
  `);
});

test('says of a finding what to look for and what it comes with, within 80 columns', async () => {
  const { stdout } = await runCommand(['explain', 'FL401']);

  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(stdout).toMatch(/\nLook for\n  A row that says terminated beside an instance that EC2 runs/u);
  expect(stdout).toMatch(/\nSee also\n  FL416, FL420, FL404\n/u);
});

test('explains a finding as a document', async () => {
  const { stdout } = await runCommand(['explain', 'FL401', '--json']);

  expect(JSON.parse(stdout)).toMatchObject({
    apiVersion: 'spotctl/v1',
    kind: 'Explanation',
    code: 'FL401',
    type: 'finding',
    severity: 'error',
    related: ['FL416', 'FL420', 'FL404'],
    exit: null,
  });
});

test('lists every code there is', async () => {
  const { stdout, exitCode } = await runCommand(['explain', '-o', 'name']);

  expect([stdout.trim().split('\n'), exitCode]).toEqual([explanations().map(({ code }) => code), 0]);
});

test('refuses a code that nobody declared', async () => {
  const { stdout, exitCode } = await runCommand(['explain', 'FL999', '--json']);

  expect([JSON.parse(stdout).error.code, exitCode]).toEqual(['CODE_UNKNOWN', 2]);
});
