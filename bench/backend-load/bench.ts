import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseDatabaseUrl } from '../../src/gateways/database/parse-database-url.ts';
import { Agents, type CallKind } from './agents.ts';
import { startDatabase } from './start-database.ts';
import { pace, warmUp } from './pace.ts';
import { seed } from './seed.ts';
import { startBackend } from './start-backend.ts';

const seconds = Number(process.env['BENCH_SECONDS'] ?? 60);
const pollsPerSecond = Number(process.env['BENCH_POLLS_PER_SECOND'] ?? 1000);
const BUDGET_P99_MS = 50;

const folder = await mkdtemp(join(tmpdir(), 'spotctl-load-'));
/** `npm run bench:backend -- mariadb` measures on that server. */
const database = await startDatabase(process.argv[2]);
const url = process.env['BENCH_DATABASE_URL'] ?? database?.url ?? `sqlite:${join(folder, 'backend.sqlite')}`;
await seed(parseDatabaseUrl(url));
const backend = await startBackend(url);
const uncounted = new Agents(backend.origin);
await warmUp(uncounted);
await uncounted.close();
const agents = new Agents(backend.origin);
const [startedAt, cpuBefore] = [performance.now(), backend.cpuSeconds()];
await pace(agents, { seconds, pollsPerSecond });
const took = (performance.now() - startedAt) / 1000;
const cpuAfter = backend.cpuSeconds();
await agents.close();
await backend.stop();
await database?.stop();
await rm(folder, { recursive: true });
report(agents);

function report({ samples, errors, offered, offeredTwice }: Agents): void {
  for (const kind of ['poll', 'heartbeat', 'report', 'prices'] as const) {
    const times = timesOf(kind);
    const shown = [50, 99, 100].map((percent) => `p${String(percent)} ${quantile(times, percent).toFixed(1)} ms`).join(', ');
    console.log(`${kind.padEnd(10)} ${(times.length / took).toFixed(0).padStart(6)}/s  ${shown}`);
  }
  const cpu = cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore;
  if (cpu !== null)
    console.log(`processor  ${((cpu / samples.length) * 1000).toFixed(2)} ms a call, ${((cpu / took) * 100).toFixed(0)}% of one core`);
  console.log(`offered ${String(offered.size)}, twice ${String(offeredTwice)}, errors ${String(errors.length)} ${errors[0] ?? ''}`);
  const polls = timesOf('poll');
  const isInTime = polls.length / took >= pollsPerSecond * 0.99 && quantile(polls, 99) <= BUDGET_P99_MS;
  if (!isInTime || errors.length > 0 || offeredTwice > 0) process.exitCode = 1;
}

function timesOf(kind: CallKind): readonly number[] {
  return agents.samples.filter((sample) => sample.kind === kind).map(({ ms }) => ms);
}

function quantile(times: readonly number[], percent: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}
