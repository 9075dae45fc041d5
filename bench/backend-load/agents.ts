import { Pool } from 'undici';

import { agentId, instanceId, TOKEN } from './seed.ts';

const CONNECTIONS = 32;

export type CallKind = 'poll' | 'heartbeat' | 'report' | 'prices';

export interface Sample {
  readonly kind: CallKind;
  /** From the moment the call was due: a backend that falls behind makes its callers wait. */
  readonly ms: number;
}

export interface WantedCall {
  readonly kind: CallKind;
  readonly agent: number;
  readonly dueAt: number;
}

const PATHS: Readonly<Record<CallKind, string>> = {
  poll: 'instances-to-terminate',
  heartbeat: 'heartbeat',
  report: 'termination-report',
  prices: 'pricing-report',
};

/** Agents on kept connections. What a poll offers them they report at once. */
export class Agents {
  readonly samples: Sample[] = [];
  readonly errors: string[] = [];
  readonly offered = new Set<string>();
  offeredTwice = 0;
  readonly #pool: Pool;

  constructor(origin: string) {
    this.#pool = new Pool(origin, { connections: CONNECTIONS });
  }

  async call(wanted: WantedCall): Promise<void> {
    try {
      const text = await this.#send(wanted, bodyOf(wanted));
      if (wanted.kind === 'poll') for (const id of text.match(/i-[0-9a-f]{17}/g) ?? []) await this.#report(wanted.agent, id);
    } catch (error) {
      this.errors.push(String(error));
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #report(agent: number, id: string): Promise<void> {
    this.offeredTwice += this.offered.has(id) ? 1 : 0;
    this.offered.add(id);
    await this.#send({ kind: 'report', agent, dueAt: performance.now() }, { instance_id: id, success: true });
  }

  async #send({ kind, agent, dueAt }: WantedCall, body: object | null): Promise<string> {
    const path = `/api/agents/${agentId(agent)}/${PATHS[kind]}`;
    const sent = body === null ? { method: 'GET' as const } : { method: 'POST' as const, body: JSON.stringify(body) };
    const answer = await this.#pool.request({ path, headers: HEADERS, ...sent });
    const text = await answer.body.text();
    this.samples.push({ kind, ms: performance.now() - dueAt });
    if (answer.statusCode !== 200) this.errors.push(`${String(answer.statusCode)} ${path}: ${text}`);
    return text;
  }
}

const HEADERS = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };

function bodyOf({ kind, agent }: WantedCall): object | null {
  const instance_id = instanceId(agent * 10);
  if (kind === 'heartbeat') return { status: 'online', instance_id };
  if (kind !== 'prices') return null;
  const place = { instance_type: 't3.medium', region: 'ap-south-1', az: 'ap-south-1a', mode: 'spot', pool_id: 'pool' };
  const pools = [{ pool_id: 'pool', az: 'ap-south-1a', price: 0.0125 }];
  return { instance: { instance_id, ...place }, pricing: { on_demand_price: 0.0448, current_spot_price: 0.0125, spot_pools: pools } };
}
