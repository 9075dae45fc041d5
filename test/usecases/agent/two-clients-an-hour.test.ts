import { expect, onTestFinished, test } from 'vitest';
import type { AgentIdentity } from '../../../src/domain/agent-run/agent-identity.ts';
import { createHttpAgentBackend } from '../../../src/gateways/backend-http/http-agent-backend.ts';
import { createHttpBackend } from '../../../src/gateways/backend-http/http-backend.ts';
import { createJournal } from '../../../src/gateways/journal/sqlite-journal.ts';
import type { AgentPorts } from '../../../src/ports/agent-ports.ts';
import { startFlawedBackend } from '../../../src/sandbox/flawed-backend/start-flawed-backend.ts';
import { fleetTags } from '../../../src/sandbox/worlds/fleet-tags.ts';
import type { AgentEvent } from '../../../src/usecases/agent/agent-event.ts';
import { DUTIES, runAgent } from '../../../src/usecases/agent/run-agent.ts';
import { ACME, GLOBEX, GLOBEX_AGENT, GLOBEX_PRIMARY, PRIMARY, twoClients, WEB } from '../../backend/support/fleet-rows.ts';
import { type SeededBackend, seededBackend } from '../../backend/support/seeded-backend.ts';
import { cloudAt } from '../../gateways/ec2/cloud-under-test.ts';
import { emulator } from '../../sandbox/ec2-emulator/emulator-client.ts';
import { world, worldInstance } from '../../sandbox/ec2-emulator/world.ts';
import { agentInput, identity } from '../../support/agent.ts';
import { homeFolder } from '../../support/home.ts';
import { SharedClock } from '../../support/shared-clock.ts';

const MINUTE = 60;
/** Two agents, each duty by itself. */
const WORKERS = 2 * DUTIES.length;

interface Working {
  readonly client: { readonly id: string; readonly token: string };
  readonly agentId: string;
  readonly events: AgentEvent[];
  /** What this client's own agent launched, and its first instance. */
  readonly own: () => ReadonlySet<string>;
}

/** A backend that offers every agent everything EC2 runs, an EC2, and two agents of two clients at work in one region. */
async function twoAtWork() {
  const books = await seededBackend({ rows: twoClients() });
  const clock = new SharedClock(books.clock);
  const cloud = await emulator({
    clock: books.clock,
    shuttingDownSeconds: 30,
    world: world({ instances: [first(PRIMARY, 'web-01'), first(GLOBEX_PRIMARY, 'globex-01')] }),
  });
  const everything = (): readonly string[] => cloud.instances().flatMap(({ id, state }) => (state === 'running' ? [id] : []));
  const front = await startFlawedBackend(
    books.backend.url,
    [WEB, GLOBEX_AGENT].map((agentId) => ({
      path: `/api/agents/${agentId}/instances-to-terminate`,
      change: (body) => offering(everything(), body),
    })),
  );
  onTestFinished(() => front.close());
  const places = { clock, backendUrl: front.url, cloudUrl: cloud.url };
  const stop = new AbortController();
  const acme = await startAgent(places, { client: ACME, agentId: WEB, of: identity({ instanceId: PRIMARY }), signal: stop.signal });
  const globex = await startAgent(places, {
    client: GLOBEX,
    agentId: GLOBEX_AGENT,
    of: identity({ instanceId: GLOBEX_PRIMARY, logicalAgentId: 'globex-01' }),
    signal: stop.signal,
  });
  onTestFinished(async () => {
    stop.abort();
    await Promise.all([acme.ended, globex.ended]);
  });
  return { books, clock, cloud, acme, globex };
}

function first(id: string, logicalAgentId: string) {
  return worldInstance({
    id,
    lifecycle: 'spot',
    imageId: 'ami-0abcdef1234567890',
    tags: fleetTags(logicalAgentId),
    launchedAt: '2025-11-25T12:00:00Z',
  });
}

function offering(ids: readonly string[], body: unknown): unknown {
  const instances = ids.map((id) => ({
    instance_id: id,
    instance_type: 't3.medium',
    az: 'ap-south-1a',
    reason: 'zombie_timeout',
    seconds_waiting: 900,
  }));
  return typeof body === 'object' && body !== null && 'instances' in body ? { ...body, instances } : body;
}

async function startAgent(
  places: { readonly clock: SharedClock; readonly backendUrl: string; readonly cloudUrl: string },
  given: Pick<Working, 'client' | 'agentId'> & { readonly of: AgentIdentity; readonly signal: AbortSignal },
): Promise<Working & { readonly ended: Promise<void> }> {
  const { client, agentId, of, signal } = given;
  const events: AgentEvent[] = [];
  const options = { baseUrl: places.backendUrl, token: client.token, timeoutMs: 20_000 };
  const [backend, agentBackend, cloud] = [createHttpBackend(options), createHttpAgentBackend(options), cloudAt(places.cloudUrl)];
  const journal = createJournal(await homeFolder(), places.clock);
  onTestFinished(() => journal.close());
  const ports: AgentPorts = {
    clock: places.clock,
    machine: {
      instanceId: async () => null,
      facts: async () => null,
      claim: async () => ({ heldBy: new Map(), release: () => undefined }),
    },
    backend: async () => backend,
    agentBackend: async () => agentBackend,
    cloud: async () => cloud,
    launcher: async () => cloud,
    notices: async () => ({ interruption: async () => null, rebalance: async () => null }),
    database: async () => null,
    journal: async () => journal,
  };
  const log = { on: (event: AgentEvent) => void events.push(event), random: () => 0.5 };
  const ended = runAgent(ports, { input: agentInput({ identity: of, signal }), log });
  const launched = () => events.flatMap((event) => (event.kind === 'launched' ? [event.id] : []));
  return { client, agentId, events, ended, own: () => new Set([of.instanceId, ...launched()]) };
}

async function switchTo(az: string, { books, agent }: { readonly books: SeededBackend; readonly agent: Working }): Promise<void> {
  const row = books.database.prepare('SELECT instance_id FROM agents WHERE id = ?').get(agent.agentId);
  const body = { target: 'pool', pool_id: `t3.medium.${az}` };
  const answer = await books.call(`POST /api/client/instances/${String(row?.['instance_id'])}/force-switch`, {
    token: agent.client.token,
    body,
  });
  expect(answer.status).toBe(200);
}

function idsOf({ events }: Working, kind: 'accepted' | 'reported'): readonly string[] {
  return events.flatMap((event) => (event.kind === kind ? [event.id] : []));
}

test('two agents of two clients in one region end nothing of each other’s in an hour, though the sweep offers them everything', async () => {
  const { books, clock, cloud, acme, globex } = await twoAtWork();

  for (const zone of ['b', 'a', 'b', 'a', 'b']) {
    const az = `ap-south-1${zone}`;
    await clock.pass(MINUTE, WORKERS);
    await switchTo(az, { books, agent: acme });
    await switchTo(az, { books, agent: globex });
    await clock.pass(11 * MINUTE, WORKERS);
  }

  for (const [agent, other] of [
    [acme, globex],
    [globex, acme],
  ] as const) {
    const ended = idsOf(agent, 'accepted');
    expect(ended).toHaveLength(5);
    expect(ended.filter((id) => !agent.own().has(id))).toEqual([]);
    expect(idsOf(agent, 'reported')).toEqual(ended);
    const declined = agent.events.flatMap((event) => (event.kind === 'declined' ? [event.id] : []));
    expect(declined.filter((id) => other.own().has(id)).length).toBeGreaterThan(50);
    const rows = books.database.prepare('SELECT id FROM instances WHERE client_id = ?').all(agent.client.id);
    expect(new Set(rows.map(({ id }) => id))).toEqual(agent.own());
  }
  const sent = cloud.calls().filter(({ action, isDryRun }) => action === 'TerminateInstances' && !isDryRun);
  expect(sent.flatMap(({ instanceIds }) => instanceIds).toSorted()).toEqual(
    [...idsOf(acme, 'accepted'), ...idsOf(globex, 'accepted')].toSorted(),
  );
  const running = cloud.instances().filter(({ state }) => state === 'running');
  const serving = books.database.prepare('SELECT instance_id AS id FROM agents').all();
  expect(new Set(running.map(({ id }) => id))).toEqual(new Set(serving.map(({ id }) => id)));
}, 120_000);
