import { createSchema } from '../../src/backend/store/create-schema.ts';
import { type NewRow, newRow } from '../../src/backend/store/new-row.ts';
import { openStoreAt, type StoreTarget } from '../../src/backend/store/open-store.ts';
import { agentRow, clientRow, instanceRow } from '../../src/sandbox/worlds/seed-rows.ts';

export const AGENTS = 1000;
export const INSTANCES = 10_000;
export const ZOMBIES = 500;
/** Agents beyond the thousand whose calls are not counted, each with a zombie. */
export const WARM_UP_AGENTS = 300;
export const TOKEN = 'bench-token';
const CLIENT = 'c11e0000-0000-4000-8000-00000000000a';

export function agentId(position: number): string {
  return `a6e00000-0000-4000-8000-${position.toString(16).padStart(12, '0')}`;
}

export function instanceId(position: number): string {
  return `i-${position.toString(16).padStart(17, '0')}`;
}

/** A thousand agents with ten instances each; every other agent has a zombie whose wait is over. */
export async function seed(target: StoreTarget): Promise<void> {
  const store = await openStoreAt(target);
  await createSchema(store, { isMigrated: true, rows: rows() });
  await store.destroy();
}

function* rows(): Iterable<NewRow> {
  yield clientRow({ id: CLIENT, name: 'Bench', token: TOKEN });
  yield newRow('spot_pools', { id: 'pool', instance_type: 't3.medium', region: 'ap-south-1', az: 'ap-south-1a' });
  for (let agent = 0; agent < AGENTS; agent += 1) {
    const place = { region: 'ap-south-1', az: 'ap-south-1a' } as const;
    const id = agentId(agent);
    yield agentRow({ id, client_id: CLIENT, logical_agent_id: `agent-${String(agent)}`, instance_id: instanceId(agent * 10), ...place });
    for (let position = 0; position < INSTANCES / AGENTS; position += 1) {
      yield instanceRow({ id: instanceId(agent * 10 + position), client_id: CLIENT, agent_id: id, ...stateOf(agent, position) });
    }
  }
  yield* warmUpRows();
}

function* warmUpRows(): Iterable<NewRow> {
  for (let agent = AGENTS; agent < AGENTS + WARM_UP_AGENTS; agent += 1) {
    const [id, place] = [agentId(agent), { region: 'ap-south-1', az: 'ap-south-1a' }];
    yield agentRow({ id, client_id: CLIENT, logical_agent_id: `agent-${String(agent)}`, instance_id: instanceId(agent * 10), ...place });
    for (const position of [0, 1]) {
      const state = stateOf(position === 0 ? agent : 0, position);
      yield instanceRow({ id: instanceId(agent * 10 + position), client_id: CLIENT, agent_id: id, ...state });
    }
  }
}

function stateOf(agent: number, position: number) {
  const since = '2026-01-01 00:00:00';
  if (position === 0) return { primary_of: agentId(agent) };
  if (position === 1 && agent % (AGENTS / ZOMBIES) === 0) {
    return { instance_status: 'zombie', is_primary: 0, is_active: 0, zombie_since: since };
  }
  return { instance_status: 'terminated', is_primary: 0, is_active: 0, termination_confirmed: 1, terminated_at: since };
}
