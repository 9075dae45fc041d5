import type { Screen } from '../screen.ts';

const KEYS = [
  ['up down j k', 'move; Page Up, Page Down, g and G for more'],
  ['Tab 1 2 3', 'instances, agents, findings'],
  ['Enter', 'everything about the chosen instance; Escape goes back'],
  ['/', 'only rows that hold what you type; Escape clears it'],
  ['s S', 'sort by the next column; the other way round'],
  ['c', 'copy the instance id (terminals that know OSC 52)'],
  ['t', 'terminate it, with plan, guards and confirmation as ever'],
  ['r', 'look now'],
  ['q', 'quit'],
] as const;

/** The keys, and what the columns mean. */
export function helpLines({ paint }: Screen): readonly string[] {
  return [
    paint('bold', 'Keys'),
    ...KEYS.map(([key, meaning]) => `  ${paint('cyan', key.padEnd(12))} ${meaning}`),
    '',
    paint('bold', 'SWEEP'),
    '  in 4:12       the agent may take the zombie from then on',
    '  late 2h       the agent should have taken it long ago',
    '  never         the sweep never offers it: end it with t',
    '',
    'Any key goes back.',
  ];
}
