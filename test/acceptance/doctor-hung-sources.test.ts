import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { runCommand } from '../support/run-command.ts';
import { sandboxRun } from '../support/sandbox-run.ts';

const REPORT = z.object({
  sources: z.record(z.string(), z.object({ status: z.string(), detail: z.string().nullable() })),
  checks: z.array(z.object({ id: z.string(), status: z.string() })),
  findings: z.array(z.object({ code: z.string() })),
});

/** Takes connections and never says a word. */
async function hungPort(): Promise<number> {
  const server = createServer((socket) => void socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function diagnosed(hung: 'backend' | 'database' | 'aws', ...flags: readonly string[]) {
  const { env } = await sandboxRun({ world: 'healthy' });
  const port = await hungPort();
  const led = {
    backend: { SPOTCTL_BACKEND_URL: `http://127.0.0.1:${port}` },
    database: { SPOTCTL_DATABASE_URL: `mysql://ops:ops@127.0.0.1:${port}/fleet` },
    aws: { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
  }[hung];
  const run = await runCommand(['doctor', '-o', 'json', '--timeout', '1s', ...flags], { env: { ...env, ...led } });
  const report = REPORT.parse(JSON.parse(run.stdout));
  const statusOf = (code: string): string | undefined => report.checks.find(({ id }) => id === code)?.status;
  return { exitCode: run.exitCode, report, statusOf };
}

test('a database that hangs is named, and backend and AWS are judged without it', async () => {
  const { exitCode, report, statusOf } = await diagnosed('database');

  expect(report.findings.map(({ code }) => code)).toEqual(['SC106']);
  expect(report.sources['database']).toMatchObject({ detail: expect.stringContaining('No answer in time') });
  expect([statusOf('AW303'), statusOf('FL401'), statusOf('EP203'), statusOf('FL409')]).toEqual(['ok', 'ok', 'ok', 'unknown']);
  expect(exitCode).toBe(1);
});

test('an AWS that hangs is named, and the others are judged without it', async () => {
  const { exitCode, report, statusOf } = await diagnosed('aws');

  expect(report.findings.map(({ code }) => code)).toEqual(['AW302']);
  expect([statusOf('SC102'), statusOf('EP203'), statusOf('FL420'), statusOf('FL401')]).toEqual(['ok', 'ok', 'ok', 'unknown']);
  expect(exitCode).toBe(1);
});

test('a backend that hangs is named, and schema and fleet are judged from the database', async () => {
  const { exitCode, report, statusOf } = await diagnosed('backend');

  expect(report.findings.map(({ code }) => code)).toEqual(['EP201']);
  expect([statusOf('SC102'), statusOf('EP203'), statusOf('FL401'), statusOf('FL412')]).toEqual(['ok', 'unknown', 'ok', 'unknown']);
  expect(exitCode).toBe(1);
});

test('ends with 3 where nothing is found and a source did not answer', async () => {
  const { exitCode, report } = await diagnosed('database', '--skip', 'SC106');

  expect([exitCode, report.findings]).toEqual([3, []]);
});
