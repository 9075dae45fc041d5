import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { call, home, serve } from './support/serve-backend.ts';

const AGENTS = 30;
const KILLED_AFTER = 10;
const PLACE = { instance_type: 't3.medium', region: 'ap-south-1', az: 'ap-south-1a', mode: 'spot' } as const;

interface Fleet {
  readonly folder: string;
  readonly token: string;
  readonly clientId: string;
}

interface ServedFleet extends Fleet {
  readonly url: string;
}

async function newFleet(): Promise<Fleet> {
  const folder = await home();
  const backend = await serve(folder);
  const made = await call(`${backend.url}/api/admin/clients/create`, { token: backend.token, body: { name: 'Acme' } });
  await backend.end('SIGTERM');
  return { folder, token: /"token":"([^"]+)"/.exec(made)?.[1] ?? '', clientId: /"client":\{"id":"([^"]+)"/.exec(made)?.[1] ?? '' };
}

function oldId(agent: number): string {
  return `i-0${String(agent).padStart(16, '0')}`;
}

function newId(agent: number): string {
  return `i-1${String(agent).padStart(16, '0')}`;
}

/** Runs one write for each agent at once, kills the process after some were acknowledged, and tells which were. */
async function killedWhile(fleet: Fleet, write: (served: ServedFleet, agent: number) => Promise<unknown>): Promise<readonly number[]> {
  const backend = await serve(fleet.folder);
  const acknowledged: number[] = [];
  const writing = Array.from({ length: AGENTS }, async (_, agent) => {
    await write({ ...fleet, url: backend.url }, agent);
    acknowledged.push(agent);
    if (acknowledged.length === KILLED_AFTER) await backend.end('SIGKILL');
  });
  await Promise.allSettled(writing);
  return acknowledged;
}

/** Reads what stands in the database while nobody serves it. */
function rowsOf({ folder }: Fleet, sql: string): readonly string[] {
  const database = new DatabaseSync(join(folder, 'backend.sqlite'));
  const rows = database
    .prepare(sql)
    .all()
    .map((row) => String(Object.values(row)[0]));
  const [damage] = database
    .prepare('pragma integrity_check')
    .all()
    .map((row) => String(Object.values(row)[0]));
  database.close();
  return damage === 'ok' ? rows : [`damaged: ${String(damage)}`];
}

async function register({ url, token }: ServedFleet, agent: number): Promise<string> {
  const body = { ...PLACE, logical_agent_id: `agent-${String(agent)}`, instance_id: oldId(agent) };
  const answer = await call(`${url}/api/agents/register`, { token, body });
  return /"agent_id":"([^"]+)"/.exec(answer)?.[1] ?? '';
}

async function replacePrimary(served: ServedFleet, agent: number): Promise<void> {
  const { url, token } = served;
  const id = await register(served, agent);
  await call(`${url}/api/client/agents/${id}/config`, { token, body: { terminateWaitMinutes: 0 } });
  const body = { ...PLACE, instance_id: newId(agent) };
  await call(`${url}/api/agents/${id}/register-instance`, { token, body });
}

test('keeps every registration that it acknowledged, though it is killed in the middle of many', async () => {
  const fleet = await newFleet();

  const acknowledged = await killedWhile(fleet, register);

  const kept = rowsOf(fleet, 'select logical_agent_id from agents');
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLED_AFTER);
  expect(acknowledged.filter((agent) => !kept.includes(`agent-${String(agent)}`))).toEqual([]);
});

test('keeps every change of a primary whole, acknowledged or not', async () => {
  const fleet = await newFleet();

  const acknowledged = await killedWhile(fleet, replacePrimary);

  const primaries = rowsOf(fleet, "select id from instances where is_primary = 1 and instance_status = 'running_primary'");
  const agents = rowsOf(fleet, 'select id from agents');
  const pointed = rowsOf(fleet, 'select instance_id from agents');
  expect(acknowledged.filter((agent) => !primaries.includes(newId(agent)))).toEqual([]);
  expect(primaries.toSorted()).toEqual(pointed.toSorted());
  expect(primaries).toHaveLength(agents.length);
});

test('keeps every offer and every confirmation that it acknowledged: nothing is offered again', async () => {
  const fleet = await newFleet();
  const backend = await serve(fleet.folder);
  for (let agent = 0; agent < AGENTS; agent += 1) await replacePrimary({ ...fleet, url: backend.url }, agent);
  const listed = await call(`${backend.url}/api/client/${fleet.clientId}/agents`, { token: fleet.token });
  await backend.end('SIGTERM');
  const ids = [...listed.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? '');
  const offered: string[] = [];
  const confirmed: string[] = [];

  await killedWhile(fleet, async ({ url }, agent) => {
    const base = `${url}/api/agents/${ids[agent] ?? ''}`;
    const [offer = ''] = (await call(`${base}/instances-to-terminate`, { token: fleet.token })).match(/i-\d{17}/) ?? [];
    offered.push(offer);
    await call(`${base}/termination-report`, { token: fleet.token, body: { instance_id: offer, success: true } });
    confirmed.push(offer);
  });

  const kept = rowsOf(fleet, 'select id from instances where termination_confirmed = 1');
  const again = await serve(fleet.folder);
  const polled = await Promise.all(ids.map((id) => call(`${again.url}/api/agents/${id}/instances-to-terminate`, { token: fleet.token })));
  await again.end('SIGTERM');
  const offeredAgain = polled.flatMap((answer) => answer.match(/i-\d{17}/g) ?? []);
  expect(confirmed.length).toBeGreaterThanOrEqual(KILLED_AFTER);
  expect(confirmed.filter((id) => !kept.includes(id))).toEqual([]);
  expect(offeredAgain.filter((id) => offered.includes(id))).toEqual([]);
});
