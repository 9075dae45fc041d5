import { type Packing, RowPacker } from '../../domain/rows/packed-rows.ts';
import { agentPacking, instancePacking, replicaPacking } from '../../domain/rows/packings.ts';
import type { Rows } from '../../domain/rows/rows.ts';
import type { Backend } from '../../ports/backend.ts';
import { clientAgents, clientInstances, clientReplicas } from '../../wire/client-fleet.ts';
import type { Call, CallEndpoint } from './call-endpoint.ts';
import { toAgent, toInstance, toReplica } from './fleet-rows.ts';
import { rowsThrough, type RowsTaken } from './read-rows.ts';

/** The lists that grow with the fleet: each row is packed as it arrives. */
export function fleetLists(call: CallEndpoint): Pick<Backend, 'agents' | 'instances' | 'replicas'> {
  const ask = rowsThrough(call);
  return {
    agents: async (clientId) =>
      await ask(clientAgents, { call: of(clientId), begin: () => packing(agentPacking, (row) => toAgent(row, clientId)) }),
    instances: async (clientId) =>
      await ask(clientInstances, { call: of(clientId), begin: () => packing(instancePacking, (row) => toInstance(row, clientId)) }),
    replicas: async (clientId) => await ask(clientReplicas, { call: of(clientId), begin: () => packing(replicaPacking, toReplica) }),
  };
}

function of(clientId: string): Call {
  return { parameters: { clientId } };
}

function packing<Row, Entry>(packed: Packing<Entry>, make: (row: Row) => Entry): RowsTaken<Row, Rows<Entry>> {
  const entries = new RowPacker(packed);
  return { take: (row) => entries.push(make(row)), taken: () => entries.rows() };
}
