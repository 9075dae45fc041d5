import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeFolder } from '../support/home.ts';
import { requireServer } from '../support/require-server.ts';
import { type CommandResult, runCommand } from '../support/run-command.ts';
import { hasTerminal, openTerminal } from '../support/terminal.ts';

interface Configured {
  readonly home: string;
  readonly run: (words: string, env?: Readonly<Record<string, string>>) => Promise<CommandResult>;
  readonly contexts: () => Promise<unknown>;
}

/** A home with the contexts `prod`, the current one, and `lab`. */
async function configured(): Promise<Configured> {
  const home = await homeFolder();
  const run: Configured['run'] = async (words, env = {}) => await runCommand(words.split(' '), { home, env });
  await run('context set prod --backend-url https://prod.example/ --profile prod --region ap-south-1');
  await run('context set lab --client c-lab');
  return { home, run, contexts: async () => JSON.parse((await run('context list --json')).stdout).items };
}

describe('contexts', () => {
  test('are listed with the current one marked', async () => {
    const { contexts } = await configured();

    expect(await contexts()).toEqual([
      {
        name: 'prod',
        isCurrent: true,
        backendUrl: 'https://prod.example',
        clientId: null,
        awsProfile: 'prod',
        regions: ['ap-south-1'],
      },
      { name: 'lab', isCurrent: false, backendUrl: null, clientId: 'c-lab', awsProfile: null, regions: [] },
    ]);
  });

  test('are an empty list where there are none', async () => {
    const json = await runCommand(['context', 'list', '--json']);
    const text = await runCommand(['context', 'list']);

    expect([JSON.parse(json.stdout).items, json.exitCode]).toEqual([[], 0]);
    expect([text.stdout, text.exitCode]).toEqual(['', 0]);
  });

  test('are used for every command from then on', async () => {
    const { run } = await configured();

    const used = await run('context use lab --json');

    expect(JSON.parse(used.stdout)).toMatchObject({ kind: 'Context', name: 'lab', isCurrent: true });
    expect(JSON.parse((await run('context show --json')).stdout).settings[3]).toEqual({
      name: 'clientId',
      value: 'c-lab',
      origin: 'context',
      from: 'context lab',
    });
  });

  test('take and lose values one by one', async () => {
    const { run, contexts } = await configured();

    await run('context set prod --profile= --region eu-west-1,eu-west-2');

    expect(await contexts()).toMatchObject([
      { name: 'prod', awsProfile: null, backendUrl: 'https://prod.example', regions: ['eu-west-1', 'eu-west-2'] },
      {},
    ]);
  });

  test('name where a drill is safe, and unname it', async () => {
    const { run } = await configured();
    const targets = async () =>
      JSON.parse((await run('context show --json')).stdout)
        .settings.filter(({ name }: { readonly name: string }) => name.startsWith('drill'))
        .map(({ value, from }: { readonly value: string; readonly from: string }) => [value, from]);

    await run('context set prod --drill-client c-lab,c-staging --drill-account 123456789012');
    const named = await targets();
    await run('context set prod --drill-client=');

    expect(named).toEqual([
      ['c-lab,c-staging', 'context prod'],
      ['123456789012', 'context prod'],
    ]);
    expect(await targets()).toEqual([
      [null, 'default'],
      ['123456789012', 'context prod'],
    ]);
  });

  test('take the database URL from the environment only, and never show its password', async () => {
    const { home, run } = await configured();

    await run('context set prod --database-from-environment', { SPOTCTL_DATABASE_URL: 'mysql://u:pa55word@db/spot' });

    const shown = await run('context show -o yaml');
    expect(await readFile(join(home, '.config/spotctl/config.json'), 'utf8')).toContain('pa55word');
    expect(shown.stdout).toContain('mysql://u:hidden@db/spot');
    expect((await stat(join(home, '.config/spotctl/config.json'))).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['context set prod --backend-url nowhere', 'SETTINGS_INVALID'],
    ['context set prod --region mumbai', 'SETTINGS_INVALID'],
    ['context set prod --drill-account 12345', 'SETTINGS_INVALID'],
    ['context set ../x', 'USAGE'],
    ['context set prod --database-from-environment', 'SETTINGS_MISSING'],
    ['context use nowhere', 'CONTEXT_UNKNOWN'],
    ['context delete nowhere --yes', 'CONTEXT_UNKNOWN'],
    ['context delete nowhere', 'CONTEXT_UNKNOWN'],
  ])('stay as they are after %s', async (words, code) => {
    const { run, contexts } = await configured();
    const before = await contexts();

    const { stdout, exitCode } = await run(`${words} --json`);

    expect([JSON.parse(stdout).error.code, exitCode]).toEqual([code, 2]);
    expect(await contexts()).toEqual(before);
  });
});

describe('deleting a context', () => {
  test('is refused without a terminal and without --yes', async () => {
    const { run, contexts } = await configured();

    const text = await run('context delete prod');
    const json = await run('context delete prod --json');

    expect([text.exitCode, text.stdout, text.stderr.split('\n')[0]]).toEqual([
      6,
      '',
      '✗ There is no terminal to ask on. Nothing was done.',
    ]);
    expect([json.exitCode, JSON.parse(json.stdout).error.code]).toEqual([6, 'CONFIRMATION_MISSING']);
    expect(await contexts()).toHaveLength(2);
  });

  test('is done with --yes, and leaves no context current', async () => {
    const { run, contexts } = await configured();

    const { stdout, exitCode } = await run('context delete prod --yes');

    expect([stdout, exitCode]).toEqual(['Context prod is deleted.\n', 0]);
    expect(await contexts()).toMatchObject([{ name: 'lab', isCurrent: false }]);
  });
});

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  async function answering(keys: readonly string[]): Promise<{ exitCode: number; screen: string; names: unknown }> {
    const { home, run } = await configured();
    const terminal = await openTerminal(['context', 'delete', 'prod'], { env: { XDG_CONFIG_HOME: join(home, '.config') } });
    try {
      await terminal.waitFor('Delete context prod and its token? Type prod to go on:');
      await terminal.press(...keys);
      const exitCode = await terminal.exitCode();
      return { exitCode, screen: await terminal.screen(), names: (await run('context list -o name')).stdout };
    } finally {
      await terminal.close();
    }
  }

  test('deletes a context whose name is typed', async () => {
    expect(await answering(['prod', 'Enter'])).toMatchObject({ exitCode: 0, names: 'lab\n' });
  });

  test.each([
    ['another name is typed', ['lab', 'Enter'], 6, '"lab" is not prod. Nothing was done.'],
    ['nothing is typed', ['Enter'], 6, 'Not confirmed. Nothing was done.'],
    ['Ctrl-C is pressed', ['C-c'], 130, 'Interrupted at the question; nothing was done.'],
    ['Ctrl-D is pressed', ['C-d'], 130, 'Interrupted at the question; nothing was done.'],
  ])('keeps it where %s', async (...[, keys, exitCode, message]) => {
    const answered = await answering(keys);

    expect(answered).toMatchObject({ exitCode, names: 'prod\nlab\n' });
    expect(answered.screen).toContain(message);
  });
});
