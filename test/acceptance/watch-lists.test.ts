import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { homeFolder } from '../support/home.ts';
import { requireServer } from '../support/require-server.ts';
import { binPath, isolatedEnv } from '../support/run-command.ts';
import { runningSandbox } from '../support/running-sandbox.ts';
import { sandboxRun } from '../support/sandbox-run.ts';
import { hasTerminal, openTerminal } from '../support/terminal.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';

interface PipedWatch {
  readonly child: ChildProcess;
  /** The next line of stdout, as the document it is. */
  next(): Promise<Readonly<Record<string, unknown>>>;
}

async function pipedWatch(words: readonly string[], env: Readonly<Record<string, string>>): Promise<PipedWatch> {
  const child = spawn(process.execPath, [binPath, ...words], { env: { ...isolatedEnv(await homeFolder()), ...env }, stdio: 'pipe' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, next: async () => JSON.parse((await lines.next()).value ?? '{}') };
}

describe('a watch that is piped', () => {
  test('tells what is there, then only what changes, and ends quietly with 130', async () => {
    const run = await sandboxRun();
    await run.spotctl('schema', 'apply', '--yes');
    const watch = await pipedWatch(['instances', '--watch', '1s'], run.env);
    const first = [await watch.next(), await watch.next()];

    await run.spotctl('register-instance', NEW, '--yes');
    const seen = new Map<unknown, Readonly<Record<string, unknown>>>();
    while (!seen.has(OLD) || !seen.has(NEW)) {
      const line = await watch.next();
      seen.set(line['id'], line);
    }
    watch.child.kill('SIGINT');
    const [code] = await once(watch.child, 'exit');

    expect(first.map(({ kind, change, id }) => [kind, change, id])).toEqual([
      ['InstanceListChange', 'added', OLD],
      ['InstanceListChange', 'added', NEW],
    ]);
    expect(seen.get(NEW)).toMatchObject({ change: 'changed', fields: { status: { from: null, to: 'running_primary' } } });
    expect(seen.get(OLD)).toMatchObject({ change: 'changed' });
    expect(code).toBe(130);
  });

  test('ends with 130 however often it is interrupted', async () => {
    const { env } = await runningSandbox();
    const watch = await pipedWatch(['agents', '--watch', '1s'], env);
    await watch.next();

    const again = setInterval(() => watch.child.kill('SIGINT'), 1);
    const [code, signal] = await once(watch.child, 'exit');
    clearInterval(again);

    expect([code, signal]).toEqual([130, null]);
  });

  test('keeps its facts while EC2 is silent, and says so once', async () => {
    const { env } = await runningSandbox();
    const blind = await pipedWatch(['instances', '-w', '1s', '-o', 'json'], { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });

    const lines = [await blind.next(), await blind.next()];

    expect(lines).toMatchObject([
      { change: 'stale', source: 'EC2 in ap-south-1', code: 'AWS_UNREACHABLE', seenAt: null },
      { change: 'added', id: OLD, item: { aws: null } },
    ]);
  });
});

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  test('a watch on a terminal redraws in place, and Ctrl-C gives the screen back with 130', async () => {
    const run = await sandboxRun();
    const terminal = await openTerminal(['agents', '--watch', '1s'], { env: run.env, columns: 80, rows: 20 });
    onTestFinished(() => terminal.close());

    const drawn = await terminal.waitFor('1 agent: 1 online.');
    await terminal.press('C-c');
    const exitCode = await terminal.exitCode();
    const left = await terminal.screen();

    expect(drawn).toMatch(/^spotctl agents --watch 1s {2}every 1s, last at \d\d:\d\d:\d\dZ; Ctrl-C ends it$/m);
    expect(drawn).toMatch(/^AGENT +STATUS +INSTANCE +HEARTBEAT +FINDINGS$/m);
    expect([exitCode, left.includes('AGENT')]).toEqual([130, false]);
  });

  test('a watch on a terminal shows what it saw last while the backend is gone, and how old that is', async () => {
    const run = await sandboxRun();
    const terminal = await openTerminal(['agents', '--watch', '1s'], { env: run.env, columns: 80, rows: 20 });
    onTestFinished(() => terminal.close());
    await terminal.waitFor('1 agent: 1 online.');

    await run.stop();

    const drawn = await terminal.waitFor(/! backend: .*Shown as it was\s+\d+s ago\./su);
    expect(drawn).toContain('1 agent: 1 online.');
  });
});
