import { describe, expect, test } from 'vitest';
import { answerShell } from '../../../src/cli/completion/answer-shell.ts';
import type { CompletionTable } from '../../../src/cli/completion/completion-table.ts';
import { splitLine } from '../../../src/cli/completion/split-line.ts';

const status = { names: ['--status'], description: 'by status', takesValue: true, isMultiple: false, values: ['ghost'], kind: null };
const table: CompletionTable = {
  topics: {},
  values: { code: [], finding: [], world: [], region: [] },
  commands: [{ path: ['instances'], summary: 'lists', flags: [status], args: [], isVariadic: false, columns: [] }],
};

describe('a shell', () => {
  test('is answered with a value and its description a line', () => {
    expect(answerShell(['fish', 'spotctl', 'instances', '--st'], table)).toBe('--status\tby status\n');
    expect(answerShell(['zsh', 'spotctl', 'instances', '--status=g'], table)).toBe('--status=ghost\t\n');
  });

  test('that is Bash hands over its line, and is answered with the word behind the equals sign', () => {
    expect(answerShell(['bash', 'spotctl instances --status=g'], table)).toBe('ghost\t\n');
    expect(answerShell(['bash', 'spotctl inst'], table)).toBe('instances\tlists\n');
  });

  test('is told to complete files itself', () => {
    expect(answerShell(['bash', 'spotctl sandbox exec -- ls '], table)).toBe(':files\n');
  });
});

test.each([
  ['spotctl ', ['spotctl', '']],
  [`a 'b c' "d'e" f\\ g h`, ['a', 'b c', "d'e", 'f g', 'h']],
  ['a  "b', ['a', 'b']],
])('the line %j is the words %j', (...[line, words]) => {
  expect(splitLine(line)).toEqual(words);
});
