import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeFolder } from '../support/home.ts';
import { requireServer } from '../support/require-server.ts';
import { type CommandResult, runCommand } from '../support/run-command.ts';
import { runningSandbox } from '../support/running-sandbox.ts';
import { hasTerminal, openTerminal, type TerminalSession } from '../support/terminal.ts';

interface Place {
  readonly home: string;
  readonly backendUrl: string;
  readonly token: string;
  readonly login: (stdin: string, ...flags: readonly string[]) => Promise<CommandResult>;
}

async function place(): Promise<Place> {
  const [home, { backendUrl, token }] = await Promise.all([homeFolder(), runningSandbox()]);
  const login: Place['login'] = async (stdin, ...flags) =>
    await runCommand(['login', '--backend-url', backendUrl, ...flags], { home, stdin });
  return { home, backendUrl, token, login };
}

/** What is kept under the home folder; `null` where nothing is. */
async function stored(home: string, name: 'config' | 'credentials'): Promise<unknown> {
  const text = await readFile(join(home, `.config/spotctl/${name}.json`), 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text);
}

describe('a token that is piped in', () => {
  test('is checked with the backend and stored where only its owner reads it', async () => {
    const { home, backendUrl, token, login } = await place();

    const { stdout, stderr, exitCode } = await login(`${token}\n`);

    expect([stdout, stderr, exitCode]).toEqual([
      `Logged in to ${backendUrl} as Acme. The token is in context default.\nNext: spotctl doctor\n`,
      '',
      0,
    ]);
    expect(await stored(home, 'credentials')).toEqual({ tokens: { default: token } });
    expect(await stored(home, 'config')).toMatchObject({ currentContext: 'default', contexts: { default: { backendUrl } } });
    expect((await stat(join(home, '.config/spotctl/credentials.json'))).mode & 0o777).toBe(0o600);
  });

  test('serves the next command, and is shown in no answer', async () => {
    const { home, token, login } = await place();

    const answer = await login(token, '--context', 'prod', '--json', '--debug');
    const list = await runCommand(['instances', '--no-aws', '-o', 'name'], { home });

    expect(JSON.parse(answer.stdout)).toMatchObject({ kind: 'Login', context: 'prod', client: { name: 'Acme' } });
    expect(answer.stdout + answer.stderr).not.toContain(token);
    expect([list.stdout, list.exitCode]).toEqual(['i-029c1999a147722de\n', 0]);
  });

  test('is still used where its file was opened to others, and each run says how to close it', async () => {
    const { home, token, login } = await place();
    await login(token);
    const file = join(home, '.config/spotctl/credentials.json');
    await chmod(file, 0o644);

    const open = await runCommand(['agents', '-o', 'name'], { home });
    await chmod(file, 0o600);
    const closed = await runCommand(['agents', '-o', 'name'], { home });

    expect([open.stderr, open.exitCode]).toEqual([
      `! Others than its owner can get at the tokens in ${file}. Next: chmod 600 ${file}\n`,
      0,
    ]);
    expect([closed.stderr, closed.stdout]).toEqual(['', open.stdout]);
  });

  test('that the backend refuses ends with 4, and nothing is stored', async () => {
    const { home, login } = await place();

    const text = await login('wrong-token');
    const json = await login('wrong-token', '--json');

    expect([text.exitCode, json.exitCode, JSON.parse(json.stdout).error.code]).toEqual([4, 4, 'TOKEN_REFUSED']);
    expect(text.stderr + json.stdout).not.toContain('wrong-token');
    expect([await stored(home, 'config'), await stored(home, 'credentials')]).toEqual([null, null]);
  });

  test.each([
    ['empty', '', 'The token from standard input is empty.'],
    ['of two words', 'a b', 'The token from standard input has characters in it that no token has.'],
  ])('that is %s is refused unasked', async (...[, stdin, message]) => {
    const { home } = await place();

    const { stderr, exitCode } = await runCommand(['login', '--backend-url', 'http://127.0.0.1:9'], { home, stdin });

    expect([stderr.split('\n')[0], exitCode]).toEqual([`✗ ${message}`, 2]);
  });

  test('leaves everything as it was where the backend does not answer', async () => {
    const { home, login, token } = await place();
    await login(token);
    const before = [await stored(home, 'config'), await stored(home, 'credentials')];

    const { exitCode } = await runCommand(['login', '--backend-url', 'http://127.0.0.1:9'], { home, stdin: 'another' });

    expect(exitCode).toBe(1);
    expect([await stored(home, 'config'), await stored(home, 'credentials')]).toEqual(before);
  });

  test('makes the context that is current but gone', async () => {
    const { home, login, token } = await place();
    await mkdir(join(home, '.config/spotctl'), { recursive: true });
    await writeFile(join(home, '.config/spotctl/config.json'), '{"currentContext":"gone","contexts":{}}');

    const { exitCode } = await login(token);

    expect(exitCode).toBe(0);
    expect(await stored(home, 'credentials')).toEqual({ tokens: { gone: token } });
  });

  test('is not even read for a name that no context can have', async () => {
    const { home, token, login } = await place();

    const { exitCode } = await login(token, '--context', 'new name');

    expect([exitCode, await stored(home, 'config')]).toEqual([2, null]);
  });
});

test('without a backend anywhere says how to name one', async () => {
  const { stderr, exitCode } = await runCommand(['login'], { stdin: 'token' });

  expect([stderr.split('\n')[0], exitCode]).toEqual(['✗ No backend is named.', 2]);
});

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  async function atPrompt(here: Place, act: (terminal: TerminalSession) => Promise<void>): Promise<{ exitCode: number; screen: string }> {
    const terminal = await openTerminal(['login', '--backend-url', here.backendUrl], {
      env: { XDG_CONFIG_HOME: join(here.home, '.config') },
    });
    try {
      await terminal.waitFor(`Token for ${here.backendUrl}:`);
      await act(terminal);
      return { exitCode: await terminal.exitCode(), screen: await terminal.screen() };
    } finally {
      await terminal.close();
    }
  }

  test('asks for the token on a terminal and never shows it', async () => {
    const here = await place();

    const { exitCode, screen } = await atPrompt(here, async (terminal) => await terminal.press(here.token, 'Enter'));

    expect(exitCode).toBe(0);
    expect(screen).toContain('Logged in to');
    expect(screen).toContain('✓ backend: client Acme, 1 agent, 1 instance');
    expect(screen).toContain('✗ AWS');
    expect(screen).toContain('- database: none is named.');
    expect(screen).not.toContain(here.token);
    expect(await stored(here.home, 'credentials')).toEqual({ tokens: { default: here.token } });
  });

  test('stores nothing where Ctrl-C is pressed at the prompt', async () => {
    const here = await place();

    const { exitCode, screen } = await atPrompt(here, async (terminal) => await terminal.press('half-a-tok', 'C-c'));

    expect(exitCode).toBe(130);
    expect(screen).toContain('Interrupted at the question; nothing was done.');
    expect([await stored(here.home, 'config'), await stored(here.home, 'credentials')]).toEqual([null, null]);
  });

  test('stores nothing where the typed token is wrong', async () => {
    const here = await place();

    const { exitCode } = await atPrompt(here, async (terminal) => await terminal.press('wrong', 'Enter'));

    expect([exitCode, await stored(here.home, 'credentials')]).toEqual([4, null]);
  });
});
