import { describe, expect, test } from 'vitest';
import { completeWords, type CurrentValues } from '../../../src/cli/completion/complete-words.ts';
import type { CompletableCommand, CompletableFlag, CompletionTable } from '../../../src/cli/completion/completion-table.ts';

function flag(name: string, facts: Partial<CompletableFlag> = {}): CompletableFlag {
  return { names: [`--${name}`], description: '', takesValue: true, isMultiple: false, values: [], kind: null, ...facts };
}

function command(path: string, facts: Partial<CompletableCommand> = {}): CompletableCommand {
  return { path: path.split(' '), summary: `does ${path}`, flags: [], args: [], isVariadic: false, columns: [], ...facts };
}

const table: CompletionTable = {
  topics: { schema: 'the schema' },
  values: { code: ['FL401', 'USAGE'], finding: ['FL401', 'FL402'], world: ['incident'], region: ['eu-west-1', 'ap-south-1'] },
  commands: [
    command('instances', {
      columns: ['id', 'status'],
      flags: [
        flag('status', { values: ['zombie', 'terminated'] }),
        flag('columns', { kind: 'column' }),
        flag('region', { kind: 'region', isMultiple: true }),
        flag('agent', { kind: 'agent' }),
        flag('env-file', { kind: 'file' }),
        flag('no-aws', { takesValue: false }),
      ],
    }),
    command('terminate', {
      args: [{ kind: 'instance', values: [] }],
      isVariadic: true,
      flags: [flag('only', { kind: 'finding', isMultiple: true })],
    }),
    command('explain', { args: [{ kind: 'code', values: [] }] }),
    command('schema apply'),
    command('schema plan'),
    command('agent'),
    command('agent run'),
  ],
};

const current: CurrentValues = {
  instance: [{ value: 'i-0a', description: 'zombie' }],
  agent: [{ value: 'web-01', description: '' }],
  region: [{ value: 'ap-south-1', description: '' }],
  context: [],
};

function offered(line: string): readonly string[] | 'files' {
  const completion = completeWords(line.split(' '), { table, current: () => current });
  return completion.kind === 'files' ? 'files' : completion.candidates.map(({ value }) => value);
}

describe('completion', () => {
  test.each<readonly [string, readonly string[] | 'files']>([
    ['', ['instances', 'terminate', 'explain', 'schema', 'agent', 'help']],
    ['sch', ['schema']],
    ['schema ', ['apply', 'plan']],
    ['schema p', ['plan']],
    ['agent ', ['run', '--help']],
    ['help schema a', ['apply']],
    ['--v', ['--version']],
    ['unknown ', []],
    ['instances --st', ['--status']],
    ['instances --no-aws --no', []],
    ['instances --region eu-west-1 --reg', ['--region']],
    ['instances --status ', ['zombie', 'terminated']],
    ['instances --status=z', ['--status=zombie']],
    ['instances --columns id,st', ['id,status']],
    ['instances --region ', ['ap-south-1', 'eu-west-1']],
    ['instances --region=ap-south-1,eu', ['--region=ap-south-1,eu-west-1']],
    ['instances --agent w', ['web-01']],
    ['instances --env-file ', 'files'],
    ['instances --no-aws --status ter', ['terminated']],
    ['terminate i', ['i-0a']],
    ['terminate i-0b i-', ['i-0a']],
    ['terminate --only FL401,', ['FL401,FL401', 'FL401,FL402']],
    ['explain US', ['USAGE']],
    ['explain USAGE FL', []],
    ['sandbox exec -- ba', 'files'],
  ])('of "%s" offers %j', (...[line, candidates]) => {
    expect(offered(line)).toEqual(candidates);
  });

  test('asks for the ids of the moment only where one may stand', () => {
    const refuse = (): CurrentValues => {
      throw new Error('nobody needs an id here');
    };

    expect(() => completeWords(['instances', '--status', ''], { table, current: refuse })).not.toThrow();
  });
});
