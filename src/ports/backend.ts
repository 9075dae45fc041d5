import type { Agent } from '../domain/agent.ts';
import type { EndpointProbe } from '../domain/findings/diagnosis-input.ts';
import type { Client } from '../domain/fleet-snapshot.ts';
import type { Instance, Timestamp } from '../domain/instance.ts';
import type { RegistrationRequest } from '../domain/registration/registration-request.ts';
import type { Replica } from '../domain/replica.ts';
import type { Rows } from '../domain/rows/rows.ts';
import type { SchemaComparison } from '../domain/schema/compare-schema.ts';
import type { SweepOffers } from '../domain/sweep-offers.ts';

export type { RegistrationRequest, SweepOffers };

export interface Switch {
  readonly id: string;
  readonly oldInstanceId: string | null;
  readonly newInstanceId: string | null;
  readonly at: Timestamp;
  readonly trigger: string;
}

export interface TerminationReport {
  readonly instanceId: string;
  readonly terminatedAt: Timestamp;
}

export interface AgentConfig {
  readonly isEnabled: boolean;
  readonly autoTerminateEnabled: boolean | null;
  readonly terminateWaitSeconds: number | null;
}

/** An instance as the administration's list tells it: it alone names the agent and the clients of every row. */
export interface AttributedInstance {
  readonly id: string;
  readonly clientId: string;
  readonly agentId: string | null;
  readonly installedAt?: Timestamp | null;
}

export interface Attribution {
  readonly instances: readonly AttributedInstance[];
  /** False where the list may have stopped at its limit. */
  readonly isComplete: boolean;
}

/**
 * The backend's HTTP API. Reads are retried, writes never.
 * Every method throws `SpotctlError` with a `BACKEND_*`, `TOKEN_*` or `CLIENT_INACTIVE` code.
 * @see the contract in `src/wire`
 */
export interface Backend {
  /** The client behind the token. */
  identify(): Promise<Client>;
  agents(clientId: string): Promise<Rows<Agent>>;
  instances(clientId: string): Promise<Rows<Instance>>;
  replicas(clientId: string): Promise<Rows<Replica>>;
  /** Newest first, at most 100: the backend's own limit. */
  switches(clientId: string, instanceId?: string): Promise<readonly Switch[]>;
  /** Rows of all clients, at most 500: the backend stops there without a word. `isComplete` is false at the limit. */
  attributedInstances(region: string | null): Promise<Attribution>;
  agentConfig(agentId: string): Promise<AgentConfig>;
  offers(agentId: string): Promise<SweepOffers>;
  /** The schema as the backend sees it; `null` where the backend has no such endpoint. */
  schema(): Promise<SchemaComparison | null>;
  /** Calls each guarded endpoint once and tells what it did; never throws for what an endpoint did. */
  probe(clientId: string, agentIds: readonly string[]): Promise<readonly EndpointProbe[]>;
  register(agentId: string, request: RegistrationRequest): Promise<void>;
  /** Reports a termination that EC2 has completed. */
  reportTermination(agentId: string, report: TerminationReport): Promise<void>;
}
