import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';

import { parseDatabaseUrl } from '../../src/gateways/database/parse-database-url.ts';
import { AGENTS, agentId, instanceId, seed, TOKEN } from './seed.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
const CALLERS = 16;
const BUDGET = { pollsPerSecond: 1000, p99Ms: 50 };

interface Sample {
  readonly kind: 'poll' | 'heartbeat' | 'report';
  readonly ms: number;
}

const folder = await mkdtemp(join(tmpdir(), 'spotctl-load-'));
const url = process.env['BENCH_DATABASE_URL'] ?? `sqlite:${join(folder, 'backend.sqlite')}`;
await seed(parseDatabaseUrl(url));
const backend = spawn(
  process.execPath,
  [
    fileURLToPath(new URL('../../bin/run.js', import.meta.url)),
    'backend',
    'serve',
    '--port',
    '0',
    '--log-level',
    'silent',
    '--database',
    url,
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const origin = await addressOf();
const pool = new Pool(origin, { connections: CALLERS });
const samples: Sample[] = [];
const errors: string[] = [];
const offered = new Set<string>();
let twice = 0;

const until = performance.now() + SECONDS * 1000;
await Promise.all(Array.from({ length: CALLERS }, (_, caller) => callUntil(caller)));
await pool.close();
const ended = once(backend, 'exit');
backend.kill('SIGTERM');
await ended;
await rm(folder, { recursive: true });
report();

async function addressOf(): Promise<string> {
  let said = '';
  for await (const chunk of backend.stdout) {
    said += String(chunk);
    const found = /Serving (\S+)/.exec(said)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error('The backend did not start.');
}

/** Of ten calls one is a heartbeat; what a poll is offered is reported at once. */
async function callUntil(caller: number): Promise<void> {
  for (let turn = 0; performance.now() < until; turn += 1) {
    const agent = (caller + turn * CALLERS) % AGENTS;
    const base = `/api/agents/${agentId(agent)}`;
    if (turn % 10 === 9) {
      await call('heartbeat', { path: `${base}/heartbeat`, body: { status: 'online', instance_id: instanceId(agent * 10) } });
      continue;
    }
    const answer = await call('poll', { path: `${base}/instances-to-terminate` });
    for (const id of answer.match(/i-[0-9a-f]{17}/g) ?? []) {
      if (offered.has(id)) twice += 1;
      offered.add(id);
      await call('report', { path: `${base}/termination-report`, body: { instance_id: id, success: true } });
    }
  }
}

async function call(kind: Sample['kind'], { path, body }: { readonly path: string; readonly body?: object }): Promise<string> {
  const startedAt = performance.now();
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const sent = body === undefined ? { method: 'GET' as const } : { method: 'POST' as const, body: JSON.stringify(body) };
  const answer = await pool.request({ path, headers, ...sent });
  const text = await answer.body.text();
  samples.push({ kind, ms: performance.now() - startedAt });
  if (answer.statusCode !== 200) errors.push(`${String(answer.statusCode)} ${path}: ${text}`);
  return text;
}

function report(): void {
  const polls = samples.filter(({ kind }) => kind === 'poll');
  const perSecond = polls.length / SECONDS;
  for (const kind of ['poll', 'heartbeat', 'report'] as const) {
    const times = samples.filter((sample) => sample.kind === kind).map(({ ms }) => ms);
    const shown = [50, 99, 100].map((percent) => `p${String(percent)} ${quantile(times, percent).toFixed(1)} ms`).join(', ');
    console.log(`${kind.padEnd(10)} ${(times.length / SECONDS).toFixed(0).padStart(6)}/s  ${shown}`);
  }
  console.log(`offered ${String(offered.size)}, twice ${String(twice)}, errors ${String(errors.length)} ${errors[0] ?? ''}`);
  const p99 = quantile(
    polls.map(({ ms }) => ms),
    99,
  );
  if (perSecond < BUDGET.pollsPerSecond || p99 > BUDGET.p99Ms || errors.length > 0 || twice > 0) process.exitCode = 1;
}

function quantile(times: readonly number[], percent: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}
