import { hashToken } from '../../backend/http/hash-token.ts';
import { type NewRow, newRow, type NewValues } from '../../backend/store/new-row.ts';

/** An active client with its token, given as its holder has it. */
export function clientRow(
  facts: { readonly id: string; readonly name: string; readonly token: string } & Partial<NewValues<'clients'>>,
): NewRow {
  const { token, ...columns } = facts;
  return newRow('clients', { email: `ops@${facts.name.toLowerCase()}.example`, ...columns, client_token: hashToken(token) });
}

export function administratorRow(facts: { readonly id: string; readonly name: string; readonly token: string }): NewRow {
  return newRow('administrators', { ...facts, token: hashToken(facts.token) });
}

type AgentFacts = NewValues<'agents'> & {
  readonly id: string;
  readonly instance_id: string | null;
  readonly region: string;
  readonly az: string;
};

/** An online agent of today's version that points at its instance. */
export function agentRow(facts: AgentFacts): NewRow {
  return newRow('agents', { instance_type: 't3.medium', current_mode: 'spot', agent_version: '4.0.0', status: 'online', ...facts });
}

/** A running primary on a spot instance, as the columns' own defaults have it. */
export function instanceRow(
  facts: Partial<NewValues<'instances'>> & Pick<NewValues<'instances'>, 'id' | 'client_id' | 'agent_id'>,
): NewRow {
  return newRow('instances', {
    instance_type: 't3.medium',
    region: 'ap-south-1',
    az: 'ap-south-1a',
    current_mode: 'spot',
    current_pool_id: 't3.medium.ap-south-1a',
    spot_price: 0.0125,
    ondemand_price: 0.0448,
    ...facts,
  });
}
