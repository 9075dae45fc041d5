import { expect, test } from 'vitest';
import { LiveArea } from '../../src/cli/live-area.ts';
import { drawnTerminal } from '../support/drawn-terminal.ts';

function area(columns = 40): { readonly terminal: ReturnType<typeof drawnTerminal>; readonly area: LiveArea } {
  const terminal = drawnTerminal(columns);
  return { terminal, area: new LiveArea(terminal, (text) => text.length) };
}

test('draws over what it drew before, also where there is less of it', () => {
  const { terminal, area: live } = area();
  terminal.write('before\n');

  live.draw(['one', 'two', 'three']);
  live.draw(['ONE']);

  expect(terminal.lines()).toEqual(['before', 'ONE']);
});

test('says something above, and keeps the lines below it', () => {
  const { terminal, area: live } = area();
  live.draw(['one', 'two']);

  live.say('said\n');
  live.draw(['one', 'done']);

  expect(terminal.lines()).toEqual(['said', 'one', 'done']);
});

test('finds its first line on a terminal that became narrower and broke a line in two', () => {
  const { terminal, area: live } = area(10);
  terminal.write('first\n');
  live.draw(['0123456789', 'two']);

  terminal.narrowTo(5);
  live.draw(['one', 'two']);

  expect(terminal.lines()).toEqual(['first', 'one', 'two']);
});
