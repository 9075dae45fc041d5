import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { binPath, isolatedEnv, runCommand } from '../support/run-command.ts';
import { expectOneSwitch, killedAtEachStep, type Place, SWITCHED, switchPlace } from '../support/switch-flow.ts';
import { startBackendProcess } from './support/backend-process.ts';
import type { DatabaseServer } from './support/database-server.ts';
import { onEveryServer } from './support/on-every-server.ts';

await onEveryServer(({ start }) => {
  let server: DatabaseServer;
  let databases = 0;

  beforeAll(async () => {
    server = await start();
    await server.run(["SET GLOBAL time_zone = '+00:00'", "SET GLOBAL sql_mode = 'NO_ENGINE_SUBSTITUTION'"]);
  });
  afterAll(async () => {
    await server.stop();
  });

  /** The backend's process over a database of its own. */
  async function place(): Promise<Place> {
    databases += 1;
    const database = `flow_${databases}`;
    await server.run([`CREATE DATABASE ${database}`]);
    const url = server.url(database);
    return await switchPlace(url, async () => {
      const backend = await startBackendProcess(url);
      onTestFinished(async () => void (await backend.stop()));
      return backend.url;
    });
  }

  test('a switch comes to its one end, with the agent killed at each of its steps', async () => {
    const here = await place();

    await killedAtEachStep(here);

    await expectOneSwitch(here);
  });

  test('a drill proves it, with the agent’s daemon beside it', async () => {
    const { env, home, store } = await place();
    await store.updateTable('agents').set({ terminate_wait_seconds: 5 }).where('id', '=', SWITCHED.agentId).execute();
    const targets = ['--drill-client', SWITCHED.clientId, '--drill-account', SWITCHED.account];
    await runCommand(['context', 'set', 'staging', '--backend-url', env['SPOTCTL_BACKEND_URL'] ?? '', ...targets], { env, home });
    const flags = ['--instance', SWITCHED.oldInstanceId, '--region', 'ap-south-1', '--listen', '0'];
    const agent = spawn(process.execPath, [binPath, 'agent', 'run', ...flags], { env: { ...isolatedEnv(home), ...env }, stdio: 'ignore' });
    onTestFinished(() => void agent.kill('SIGKILL'));

    const { stdout, exitCode } = await runCommand(['drill', '--agent', 'web-02', '--yes', '--json'], { env, home, timeoutSeconds: 170 });

    const report: { readonly outcome: string; readonly steps: readonly { readonly proof: { readonly database: string | null } }[] } =
      JSON.parse(stdout);
    expect([exitCode, report.outcome], stdout).toEqual([0, 'passed']);
    expect(report.steps.at(-1)?.proof.database).toContain('termination_confirmed=1');
  });
});
