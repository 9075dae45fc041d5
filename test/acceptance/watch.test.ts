import { spawn } from 'node:child_process';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { faultyEc2 } from '../support/faulty-ec2.ts';
import { requireServer } from '../support/require-server.ts';
import { binPath } from '../support/run-command.ts';
import { runningSandbox } from '../support/running-sandbox.ts';
import { sandboxRun } from '../support/sandbox-run.ts';
import { hasTerminal, openTerminal, type TerminalSession } from '../support/terminal.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';

/** What moves by itself, held still: ages, countdowns and costs. */
function steady(line: string): string {
  return line
    .replace(/\d+[smhd]\d*[smhd]? ago/gu, 'N ago')
    .replace(/\bin \d:\d\d/u, 'in N:NN')
    .replace(/\$\d+\.\d\d(?!\d)/gu, '$N.NN');
}

interface Watching {
  readonly flags?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
}

async function watching(env: Readonly<Record<string, string>>, asked: Watching = {}): Promise<TerminalSession> {
  const { flags = [], columns = 80, rows = 24 } = asked;
  const terminal = await openTerminal(['watch', ...flags], { env, columns, rows });
  onTestFinished(() => terminal.close());
  await terminal.waitFor('? help');
  return terminal;
}

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  test('shows the incident on 80 by 24', async () => {
    const { env } = await runningSandbox();

    const terminal = await watching(env);

    const lines = (await terminal.screen()).split('\n');
    await terminal.press('q');
    await terminal.exitCode();
    expect(lines.map(steady)).toEqual([
      'spotctl watch  Acme',
      'seen: backend N ago, database N ago, EC2 ap-south-1 N ago',
      '0 primary  0 replica  0 zombie  1 ghost  1 unregistered   4 findings',
      '$0.0135/h wasted, $N.NN so far',
      '[1 instances 2]  2 agents 1   3 findings 4',
      '  INSTANCE            AGENT       BACKEND    AWS           SWEEP         WASTED',
      `› ${OLD} web-01      terminated running       never          $N.NN`,
      `  ${NEW} web-01      no row     running       -                  -`,
      ...Array.from({ length: 13 }, () => ''),
      't3.medium  ap-south-1a  spot  $0.0135 an hour  FL401 FL420',
      'Enter open  / filter  s sort  c copy  t terminate  r look  ? help  q quit',
    ]);
  });

  test('counts down on 120 by 40 to the sweep of a zombie, while its cost goes on', async () => {
    const run = await sandboxRun();
    await run.spotctl('schema', 'apply', '--yes');
    await run.spotctl('register-instance', NEW, '--yes');

    const terminal = await watching(run.env, { columns: 120, rows: 40, flags: ['--interval', '1h'] });

    const countdown = /in (\d:\d\d)/u;
    const first = await terminal.waitFor(countdown);
    const later = await terminal.waitFor(new RegExp(`in (?!${countdown.exec(first)?.[1]})\\d:\\d\\d`, 'u'));
    await terminal.press('q');
    await terminal.exitCode();
    expect(later.split('\n').map(steady)).toEqual([
      'spotctl watch  Acme',
      'seen: backend N ago, database N ago, EC2 ap-south-1 N ago',
      '1 primary  0 replica  1 zombie  0 ghost  0 unregistered   0 findings   $0.0135/h wasted, $N.NN so far',
      '[1 instances 2]  2 agents 1   3 findings 0',
      '  INSTANCE            AGENT       BACKEND    AWS           SWEEP         WASTED   $/HOUR FINDINGS',
      `› ${OLD} web-01      zombie     running       in N:NN        $N.NN  $0.0135 -`,
      `  ${NEW} web-01      primary    running       -                  -  $0.0134 -`,
      ...Array.from({ length: 30 }, () => ''),
      't3.medium  ap-south-1a  spot  $0.0135 an hour',
      'Enter open  / filter  s sort  c copy  t terminate  r look  ? help  q quit',
    ]);
  });

  test('follows a termination until it is over', async () => {
    const run = await sandboxRun({ shuttingDownSeconds: 8 });
    await run.spotctl('schema', 'apply', '--yes');
    await run.spotctl('register-instance', NEW, '--yes');
    const terminal = await watching(run.env, { flags: ['--interval', '1s'] });

    const terminating = run.spotctl('zombies', '--terminate', '--yes');

    const screen = await terminal.waitFor('shutting-down');
    await terminal.waitFor(/terminating: 0 of 1 gone, 0 reported, 1 ending {2}\(run \w+/u);
    expect(screen).toContain('1 ending');
    await terminating;
    // The journal and the fleet are read side by side: the last word of one may come a look before the other's.
    const after = await terminal.waitFor(/^(?![\s\S]*terminating)[\s\S]*\[1 instances 1\]/u);
    await terminal.press('q');
    await terminal.exitCode();
    expect(after).toContain('0 zombie');
  });

  test('opens an instance, goes back, and leaves the terminal as it was', async () => {
    const { env } = await runningSandbox();
    const terminal = await watching(env);

    await terminal.press('Down', 'Enter');
    await terminal.waitFor(`${NEW}  unregistered`);
    await terminal.press('Escape');
    await terminal.waitFor(`› ${NEW}`);
    await terminal.press('q');

    expect(await terminal.exitCode()).toBe(0);
    expect((await terminal.screen()).trim()).toBe('[spotctl ended with 0]');
    expect(await terminal.isAsBefore()).toBe(true);
  });

  test('is left at once, also while a source keeps it waiting', async () => {
    const { env } = await runningSandbox();
    const hang = { on: 'DescribeInstances', mishap: 'act, then hang', calls: (call: number) => call > 1 } as const;
    const ec2 = await faultyEc2(env['AWS_ENDPOINT_URL'] ?? '', [hang]);
    const terminal = await watching({ ...env, AWS_ENDPOINT_URL: ec2.url }, { flags: ['--interval', '1s'] });
    await vi.waitFor(() => expect(ec2.actions.filter((action) => action === 'DescribeInstances').length).toBeGreaterThan(1), {
      timeout: 15_000,
    });

    await terminal.press('q');

    expect(await terminal.exitCode(5)).toBe(0);
    expect(await terminal.isAsBefore()).toBe(true);
  });

  test('ends with 130 on Ctrl-C, the terminal as it was', async () => {
    const { env } = await runningSandbox();
    const terminal = await watching(env);

    await terminal.press('C-c');

    expect(await terminal.exitCode()).toBe(130);
    expect((await terminal.screen()).trim()).toBe('[spotctl ended with 130]');
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)('ends with 130 on %s, the terminal as it was', async (signal) => {
    const { env } = await runningSandbox();
    const terminal = await watching(env);

    await terminal.kill(signal);

    expect(await terminal.exitCode()).toBe(130);
    expect((await terminal.screen()).trim()).toBe('[spotctl ended with 130]');
    expect(await terminal.isAsBefore()).toBe(true);
  });

  test('leaves the terminal as it was where it breaks down', async () => {
    const { env } = await runningSandbox();
    const breaking = 'data:text/javascript,process.on(`SIGUSR2`,()=>{throw(Error(`broken`))})';
    const terminal = await watching({ ...env, NODE_OPTIONS: `--import ${breaking}` });

    await terminal.kill('SIGUSR2');

    expect(await terminal.exitCode()).toBe(1);
    expect(await terminal.screen()).toContain('Error: broken');
    expect(await terminal.isAsBefore()).toBe(true);
  });

  test('keeps what was seen when every source goes away, and says why', async () => {
    const sandbox = await startSandbox({
      world: 'incident',
      size: 0,
      shuttingDownSeconds: 0,
      onDefect: (error) => {
        throw error;
      },
    });
    const env = Object.fromEntries(Object.entries(sandbox.environment).filter((entry): entry is [string, string] => entry[1] !== null));
    const terminal = await watching(env, { flags: ['--interval', '1s'] });

    await sandbox.close();

    const screen = await terminal.waitFor('! backend: ');
    expect(screen).toContain(OLD);
    expect(screen).toContain('! EC2 ap-south-1: ');
  });

  test('fits itself to the terminal while it changes', async () => {
    const { env } = await runningSandbox();
    const terminal = await watching(env);

    await terminal.resize(120, 30);

    await terminal.waitFor('FINDINGS');
    expect((await terminal.screen()).split('\n')).toHaveLength(29);
    await terminal.press('q');
    await terminal.exitCode();
  });

  test('says at once what keeps it from looking at all', async () => {
    const { env } = await runningSandbox();

    const terminal = await openTerminal(['watch'], { env: { ...env, SPOTCTL_TOKEN: 'wrong' } });
    onTestFinished(() => terminal.close());

    expect(await terminal.exitCode()).toBe(4);
    expect(await terminal.screen()).toContain('TOKEN_REFUSED');
  });
});

test('tells what happens as NDJSON where it is piped', async () => {
  const run = await sandboxRun();
  const child = spawn(process.execPath, [binPath, 'watch', '--interval', '1s'], { env: { ...process.env, ...run.env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  const told = (): readonly Record<string, unknown>[] =>
    stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));

  await vi.waitFor(() => expect(told().filter(({ kind }) => kind === 'FindingChange')).toHaveLength(4), { timeout: 20_000 });
  await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', NEW, '--yes');

  await vi.waitFor(() => expect(told()).toContainEqual(expect.objectContaining({ change: 'gone', id: `FL404 ${NEW}` })), {
    timeout: 20_000,
  });
  expect(told()).toContainEqual(
    expect.objectContaining({
      kind: 'InstanceListChange',
      change: 'changed',
      id: NEW,
      fields: expect.objectContaining({ status: { from: null, to: 'running_primary' } }),
    }),
  );
});
