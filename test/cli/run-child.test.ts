import { expect, test } from 'vitest';

import { runChild } from '../../src/cli/run-child.ts';

const environment = { PATH: process.env['PATH'] ?? '' };

test.each([
  { command: 'true', words: [], end: { exitCode: 0, problem: null } },
  { command: 'sh', words: ['-c', 'exit 7'], end: { exitCode: 7, problem: null } },
  { command: 'sh', words: ['-c', 'kill -KILL $$'], end: { exitCode: 137, problem: null } },
  { command: 'no-such-command', words: [], end: { exitCode: 127, problem: 'not found' } },
  { command: '/etc/passwd', words: [], end: { exitCode: 126, problem: 'not executable' } },
])('$command $words ends with $end.exitCode, as in a shell', async ({ command, words, end }) => {
  expect(await runChild({ command, arguments: words, environment })).toEqual(end);
});

test('a signal to this process reaches the command', async () => {
  const ended = runChild({
    command: 'sh',
    arguments: ['-c', 'trap "exit 42" TERM; kill -TERM $PPID; while :; do sleep 0.05; done'],
    environment,
  });

  expect(await ended).toEqual({ exitCode: 42, problem: null });
});

test('no listener for signals stays behind', async () => {
  const before = process.listenerCount('SIGTERM');

  await runChild({ command: 'true', arguments: [], environment });

  expect(process.listenerCount('SIGTERM')).toBe(before);
});
