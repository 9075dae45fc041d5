import { expect, test } from 'vitest';
import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import type { RunbookStep } from '../../src/domain/runbook.ts';
import { walkRunbook } from '../../src/usecases/walk-runbook.ts';

function step(command: string): RunbookStep {
  return { command, unattended: `${command} --yes`, asksItself: false, expected: 0, heals: [] };
}

/** An operator who gives these answers in turn; `null` is Ctrl-C. Commands end with 0, or as `ends` says. */
async function walked(answers: readonly (string | null)[], ends: Readonly<Record<string, number>> = {}) {
  const left = [...answers];
  const ran: string[] = [];
  const failed: string[] = [];
  const walking = walkRunbook({
    steps: [step('first'), step('second'), step('third')],
    terminal: {
      ask: async () => {
        const answer = left.shift();
        if (typeof answer === 'string') return answer;
        throw new SpotctlError({ code: 'INTERRUPTED', message: 'Interrupted.' });
      },
    },
    onStep: () => undefined,
    run: async ({ command }) => {
      ran.push(command);
      return ends[command] ?? 0;
    },
    onFailure: ({ command }, exitCode) => failed.push(`${command} ${exitCode}`),
  });
  const outcome = await walking.then(
    ({ done, hasRun }) => ({ done: done.map(({ command }) => command), hasRun }),
    (error: unknown) => (error instanceof SpotctlError ? error.message : String(error)),
  );
  return { outcome, ran, failed };
}

test('runs in order what is agreed to, and nothing else', async () => {
  expect(await walked(['y', 'no', ' YES '])).toEqual({
    outcome: { done: ['first', 'third'], hasRun: true },
    ran: ['first', 'third'],
    failed: [],
  });
});

test('asks nothing more after quit', async () => {
  expect(await walked(['n', 'q'])).toMatchObject({ outcome: { done: [], hasRun: false }, ran: [] });
});

test('takes neither an empty line nor another word for an answer', async () => {
  expect((await walked(['', 'sure', 'n', 'y', 'quit'])).ran).toEqual(['second']);
});

test('goes on after a command that failed, and tells of it', async () => {
  expect(await walked(['y', 'y', 'y'], { first: 6 })).toEqual({
    outcome: { done: ['second', 'third'], hasRun: true },
    ran: ['first', 'second', 'third'],
    failed: ['first 6'],
  });
});

test('says at Ctrl-C what was done', async () => {
  expect((await walked([null])).outcome).toBe('Interrupted at the question. No step was completed.');
  expect((await walked(['y', null])).outcome).toBe('Interrupted at the question. What was done stays done: first.');
  expect((await walked(['y', 'y'], { second: 130 })).outcome).toBe('second was interrupted. What was done stays done: first.');
});
