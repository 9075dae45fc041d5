import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { homeFolder } from '../support/home.ts';
import { requireServer } from '../support/require-server.ts';
import { runCommand } from '../support/run-command.ts';
import { hasTerminal, openTerminal } from '../support/terminal.ts';

const NOTICE = 'spotctl 99.0.0 is out; this is ';

interface Registry {
  readonly asked: string[];
  /** What a user has who lets spotctl ask, with this registry. */
  readonly env: Readonly<Record<string, string>>;
  readonly kept: () => Promise<unknown>;
}

/** A registry of npm on loopback whose newest spotctl is 99.0.0. */
async function registry(): Promise<Registry> {
  const home = await homeFolder();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(JSON.stringify({ name: 'spotctl', version: '99.0.0' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  return {
    asked,
    env: { XDG_CACHE_HOME: home, npm_config_registry: `http://127.0.0.1:${port}/`, SPOTCTL_NO_UPDATE_NOTICE: '' },
    kept: async () => JSON.parse(await readFile(join(home, 'spotctl/newest-version.json'), 'utf8')),
  };
}

/** What a run on a terminal shows. */
async function shown(env: Readonly<Record<string, string>>): Promise<string> {
  const terminal = await openTerminal(['explain', 'USAGE'], { env });
  try {
    await terminal.exitCode();
    return await terminal.screen();
  } finally {
    await terminal.close();
  }
}

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  test('the first run asks in the background, the next one tells, and that is it for the day', async () => {
    const { env, asked, kept } = await registry();

    const first = await shown(env);
    await vi.waitFor(async () => expect(await kept()).toMatchObject({ newest: '99.0.0' }), { timeout: 20_000 });
    const second = await shown(env);
    const third = await shown(env);

    expect(first).not.toContain('is out');
    expect(second).toContain(NOTICE);
    expect(third).not.toContain('is out');
    expect(asked).toEqual(['/spotctl/latest']);
  });

  test('a piped run neither tells nor asks, and no run does where the environment says so', async () => {
    const { env, asked, kept } = await registry();

    const piped = await runCommand(['explain', 'USAGE'], { env });
    const refused = [await shown({ ...env, SPOTCTL_NO_UPDATE_NOTICE: '1' }), await shown({ ...env, NO_UPDATE_NOTIFIER: '1' })];

    expect(piped.stderr).toBe('');
    expect(refused.join('')).not.toContain('is out');
    await expect(kept()).rejects.toThrow('ENOENT');
    expect(asked).toEqual([]);
  });

  test('a registry that hangs holds nothing up', async () => {
    const { env } = await registry();
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => silent.closeAllConnections());
    onTestFinished(() => void silent.close());
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : null;

    const screen = await shown({ ...env, npm_config_registry: `http://127.0.0.1:${port}` });

    expect(screen).toContain('[spotctl ended with 0]');
  });
});
