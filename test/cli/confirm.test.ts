import { describe, expect, test } from 'vitest';
import { type Confirmation, confirm } from '../../src/cli/confirm.ts';
import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import type { Terminal } from '../../src/ports/terminal.ts';

interface Operator extends Terminal {
  readonly asked: string[];
}

/** Types the answer; `null` stands for a place where nobody can be asked. */
function operator(answer: string | null): Operator {
  const asked: string[] = [];
  const ask = (question: string): Promise<string> => {
    asked.push(question);
    return answer === null ? Promise.reject(new Error('There is no terminal.')) : Promise.resolve(answer);
  };
  return { asked, canAsk: answer !== null, ask, askSecret: ask };
}

async function confirmed(terminal: Terminal, facts: Partial<Confirmation> = {}): Promise<string> {
  const confirmation = { question: 'Terminate 3 instances?', expected: '3', isGiven: false, stated: null, ...facts };
  return await confirm(terminal, confirmation).then(
    () => 'yes',
    (error: unknown) => (error instanceof SpotctlError ? `${error.code}: ${error.message}` : String(error)),
  );
}

describe('on a terminal', () => {
  test.each(['3', ' 3 '])('goes on where the expected value is typed: %j', async (answer) => {
    const terminal = operator(answer);

    expect(await confirmed(terminal)).toBe('yes');
    expect(terminal.asked).toEqual(['Terminate 3 instances? Type 3 to go on:']);
  });

  test.each([
    ['', 'Not confirmed. Nothing was done.'],
    ['y', '"y" is not 3. Nothing was done.'],
    ['33', '"33" is not 3. Nothing was done.'],
  ])('does nothing where %j is typed', async (answer, message) => {
    expect(await confirmed(operator(answer))).toBe(`CONFIRMATION_MISSING: ${message}`);
  });

  test('shows text of other systems in a question without obeying it', async () => {
    const terminal = operator('web');

    await confirmed(terminal, { question: 'Delete \u001b[8mweb?', expected: 'web' });

    expect(terminal.asked).toEqual(['Delete \\x1b[8mweb? Type web to go on:']);
  });
});

describe('with a flag', () => {
  test('asks nobody with --yes', async () => {
    const terminal = operator(null);

    expect(await confirmed(terminal, { isGiven: true })).toBe('yes');
    expect(terminal.asked).toEqual([]);
  });

  test('goes on where --confirm states what the plan comes to, and not where it differs, even with --yes', async () => {
    expect(await confirmed(operator(null), { stated: '3' })).toBe('yes');
    expect(await confirmed(operator(null), { stated: '2', isGiven: true })).toBe(
      'CONFIRMATION_MISSING: --confirm says 2, but the plan comes to 3. Nothing was done.',
    );
  });
});

test('does nothing where there is neither a terminal nor a flag', async () => {
  expect(await confirmed(operator(null))).toBe('CONFIRMATION_MISSING: There is no terminal to ask on. Nothing was done.');
});
