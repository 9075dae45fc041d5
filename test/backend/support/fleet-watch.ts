import { CALLERS } from './random-calls.ts';
import type { SeededBackend } from './seeded-backend.ts';

const OFFERED_AGAIN_AFTER_MS = 300_000;
const IS_PRIMARY = "(is_primary = 1 or instance_status = 'running_primary')";

/** What no books may ever hold, as queries that find it. */
const CONTRADICTIONS = {
  'two primaries of one agent': `select agent_id as id from instances where ${IS_PRIMARY} group by agent_id having count(*) > 1`,
  'a primary that ended': `select id from instances where ${IS_PRIMARY} and (is_active = 0 or termination_confirmed = 1 or zombie_since is not null)`,
  'a primary that is booked for no agent': 'select id from instances where is_primary = 1 and primary_of is not agent_id',
  'an instance of another client than its agent':
    'select i.id from instances i join agents a on a.id = i.agent_id where a.client_id <> i.client_id',
  'an agent that points past its primary':
    'select i.id from instances i join agents a on a.id = i.agent_id where i.is_primary = 1 and a.instance_id <> i.id',
  'a replica on another client’s instance': `select ri.id from replica_instances ri join instances i on i.id = ri.instance_id
    join agents a on a.id = ri.agent_id where i.client_id <> a.client_id`,
};

/** Watches a fleet for what no interleaving of calls may bring about, and keeps what it saw. */
export class FleetWatch {
  readonly breaches: string[] = [];
  readonly #backend: SeededBackend;
  readonly #confirmed = new Map<string, string>();
  readonly #offeredAt = new Map<string, number>();

  constructor(backend: SeededBackend) {
    this.#backend = backend;
  }

  /** An answer of a poll: whose offers they are, and that nobody was offered them just now. */
  seeOffers(agentId: string, body: unknown): void {
    const owner = CALLERS.find(({ agent }) => agent === agentId);
    const now = this.#backend.clock.now().getTime();
    for (const id of JSON.stringify(body).match(/i-[0-9a-f]{17}/g) ?? []) {
      if (now - (this.#offeredAt.get(id) ?? -Infinity) <= OFFERED_AGAIN_AFTER_MS) this.breaches.push(`${id} was offered twice`);
      if (this.#confirmed.has(id)) this.breaches.push(`${id} was offered after its end`);
      this.#offeredAt.set(id, now);
      const row = this.#backend.database.prepare('select client_id from instances where id = ?').get(id);
      if (row !== undefined && row['client_id'] !== owner?.client) this.breaches.push(`${id} was offered to a stranger`);
    }
  }

  seeBooks(): void {
    for (const [what, sql] of Object.entries(CONTRADICTIONS)) {
      for (const { id } of this.#backend.database.prepare(sql).all()) this.breaches.push(`${what}: ${String(id)}`);
    }
    const rows = this.#backend.database.prepare('select id, terminated_at from instances where termination_confirmed = 1').all();
    const now = new Map(rows.map((row) => [String(row['id']), String(row['terminated_at'])]));
    for (const [id, at] of this.#confirmed) if (now.get(id) !== at) this.breaches.push(`${id} came back from its end`);
    for (const [id, at] of now) this.#confirmed.set(id, at);
  }
}
