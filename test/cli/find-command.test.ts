import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCommand } from '../../src/cli/find-command.ts';

const ids = ['agents', 'doctor', 'sandbox:exec', 'schema:apply', 'schema:plan', 'terminate'];

describe('finding the command that the words name', () => {
  test('hands a command all words behind its name', () => {
    expect(findCommand(['schema', 'apply', '--yes', 'one'], ids)).toEqual({ kind: 'command', id: 'schema:apply', rest: ['--yes', 'one'] });
  });

  test('leaves words of the command alone that look like a topic or a command', () => {
    expect(findCommand(['agents', 'doctor'], ids)).toEqual({ kind: 'command', id: 'agents', rest: ['doctor'] });
  });

  test('leaves a flag behind two dashes to the program that is run', () => {
    const words = ['sandbox', 'exec', '--', 'ls', '--help'];

    expect(findCommand(words, ids)).toEqual({ kind: 'command', id: 'sandbox:exec', rest: ['--', 'ls', '--help'] });
  });

  test.for([
    [[], ''],
    [['help'], ''],
    [['--help'], ''],
    [['schema'], 'schema'],
    [['help', 'doctor'], 'doctor'],
    [['schema', 'plan', '-h'], 'schema:plan'],
    [['terminate', 'i-1', '--help'], 'terminate'],
  ] as const)('shows help for %j', ([words, subject]) => {
    expect(findCommand(words, ids)).toEqual({ kind: 'help', subject });
  });

  test.for([
    [['docter'], 'docter', 'doctor'],
    [['schema', 'aply'], 'schema aply', 'schema apply'],
    [['help', 'agent'], 'agent', 'agents'],
    [['term'], 'term', 'terminate'],
    [['ls'], 'ls', 'instances'],
    [['-v'], '-v', '--version'],
    [['frobnicate'], 'frobnicate', null],
    [['--json', 'doctor'], '--json', null],
  ] as const)('does not guess at %j, but may suggest', ([words, name, suggestion]) => {
    expect(findCommand(words, ids)).toEqual({ kind: 'unknown', name, suggestion });
  });

  test('finds every command whatever follows it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.array(fc.string()), (id, rest) => {
        fc.pre(!rest.some((word) => ['--help', '-h', '--'].includes(word)));

        expect(findCommand([...id.split(':'), ...rest], ids)).toEqual({ kind: 'command', id, rest });
      }),
    );
  });
});
