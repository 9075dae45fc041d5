import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createTerminal } from '../../../src/gateways/terminal/inquirer-terminal.ts';
import type { Terminal } from '../../../src/ports/terminal.ts';

type End = PassThrough & { readonly isTTY?: boolean };

interface Place {
  readonly terminal: Terminal;
  readonly keys: PassThrough;
  /** Everything that was shown so far. */
  readonly shown: () => string;
  /** Resolves once the text is shown. */
  readonly untilShown: (text: string) => Promise<void>;
}

function end(isTTY?: boolean): End {
  return Object.assign(new PassThrough(), isTTY === undefined ? {} : { isTTY });
}

function place(): Place {
  const keys = end(true);
  const output = end(true);
  let shown = '';
  const { promise, resolve } = Promise.withResolvers<void>();
  let awaited = '\0';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if (shown.includes(awaited)) resolve();
  });
  return {
    terminal: createTerminal({ input: keys, output }),
    keys,
    shown: () => shown,
    untilShown: async (text) => {
      awaited = text;
      if (!shown.includes(text)) await promise;
    },
  };
}

describe('a terminal', () => {
  test.each([
    [true, true, true],
    [undefined, true, false],
    [true, undefined, false],
    [false, false, false],
  ])('with input %s and output %s can be asked: %s', (...[input, output, canAsk]) => {
    expect(createTerminal({ input: end(input), output: end(output) }).canAsk).toBe(canAsk);
  });

  test('answers with the line that is typed', async () => {
    const { terminal, keys, untilShown, shown } = place();

    const answer = terminal.ask('Delete prod?');
    await untilShown('Delete prod?');
    keys.write('prod\r');

    expect(await answer).toBe('prod');
    expect(shown()).toContain('prod');
  });

  test('shows nothing of a secret', async () => {
    const { terminal, keys, untilShown, shown } = place();

    const answer = terminal.askSecret('Token:');
    await untilShown('Token:');
    keys.write('s3cret\r');

    expect(await answer).toBe('s3cret');
    expect(shown()).not.toContain('s3cret');
  });

  test.each([
    ['Ctrl-C', 'ask', 'half\u0003'],
    ['Ctrl-C', 'askSecret', 'half\u0003'],
    ['Ctrl-D', 'ask', '\u0004'],
    ['Ctrl-D', 'askSecret', 'half\u0004'],
  ] as const)('is interrupted by %s at %s, and says that nothing was done', async (...[, method, typed]) => {
    const { terminal, keys, untilShown } = place();

    const answer = terminal[method]('Go on?');
    await untilShown('Go on?');
    keys.write(typed);

    await expect(answer).rejects.toMatchObject({ code: 'INTERRUPTED', message: 'Interrupted at the question; nothing was done.' });
  });

  test('is interrupted where it hangs up', async () => {
    const { terminal, keys, untilShown } = place();

    const answer = terminal.ask('Go on?');
    await untilShown('Go on?');
    keys.end();

    await expect(answer).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});
