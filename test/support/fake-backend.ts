import type { Agent } from '../../src/domain/agent.ts';
import type { EndpointProbe } from '../../src/domain/findings/diagnosis-input.ts';
import type { Client } from '../../src/domain/fleet-snapshot.ts';
import type { Instance } from '../../src/domain/instance.ts';
import type { Replica } from '../../src/domain/replica.ts';
import type { SchemaComparison } from '../../src/domain/schema/compare-schema.ts';
import type { SweepOffers } from '../../src/domain/sweep-offers.ts';
import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import type {
  AgentConfig,
  AttributedInstance,
  Attribution,
  Backend,
  RegistrationRequest,
  Switch,
  TerminationReport,
} from '../../src/ports/backend.ts';
import { agent, CLIENT_ID, instance } from './builders.ts';
import { FakeFaults } from './fake-faults.ts';

export interface FakeBooks {
  readonly agents?: readonly Agent[];
  readonly instances?: readonly Instance[];
  readonly replicas?: readonly Replica[];
}

/** The backend as it is today, defects included: its registration demotes first and leaves the demoted one active. */
export class FakeBackend implements Backend {
  client: Client = { id: CLIENT_ID, name: 'Acme' };
  foreign: AttributedInstance[] = [];
  /** Whether the administration's list stops at its limit. */
  isListCut = false;
  /** The list of all rows is full before the first of this client; those of its regions are not. */
  isWholeListCut = false;
  /** What the schema endpoint answers; `null` where the backend has none. */
  schemaTold: SchemaComparison | null = null;
  probes: readonly EndpointProbe[] = [];
  probedAgents: readonly string[] = [];
  /** What the sweep offers each agent; `null`: its endpoint is broken, as in the incident. */
  sweep: SweepOffers | null = null;
  readonly switched: Switch[] = [];
  config: AgentConfig = { isEnabled: true, autoTerminateEnabled: true, terminateWaitSeconds: 300 };
  readonly faults = new FakeFaults();
  readonly reports: TerminationReport[] = [];
  readonly registrations: RegistrationRequest[] = [];
  readonly #agents: Map<string, Agent>;
  readonly #rows: Map<string, Instance>;
  readonly #replicas: readonly Replica[];

  constructor(books: FakeBooks = {}) {
    this.#agents = new Map((books.agents ?? [agent()]).map((row) => [row.id, row]));
    this.#rows = new Map((books.instances ?? [instance()]).map((row) => [row.id, row]));
    this.#replicas = books.replicas ?? [];
  }

  row(id: string): Instance | undefined {
    return this.#rows.get(id);
  }

  changeRow(id: string, change: Partial<Instance>): void {
    this.#rows.set(id, { ...instance({ id }), ...this.#rows.get(id), ...change });
  }

  changeAgent(id: string, change: Partial<Agent>): void {
    this.#agents.set(id, { ...agent({ id }), ...this.#agents.get(id), ...change });
  }

  async identify(): Promise<Client> {
    return this.faults.strike('identify', () => this.client);
  }

  async agents(): Promise<readonly Agent[]> {
    return this.faults.strike('agents', () => [...this.#agents.values()]);
  }

  /** Every row as the database has it. */
  rows(): { readonly agents: readonly Agent[]; readonly instances: readonly Instance[] } {
    return { agents: [...this.#agents.values()], instances: [...this.#rows.values()] };
  }

  /** As the client list tells it: no agent, no termination. */
  async instances(): Promise<readonly Instance[]> {
    const hidden = { agentId: null, zombieSince: null, terminatedAt: null, terminationAttemptedAt: null, terminationConfirmed: null };
    return this.faults.strike('instances', () => [...this.#rows.values()].map((row) => ({ ...row, ...hidden })));
  }

  async replicas(): Promise<readonly Replica[]> {
    return this.faults.strike('replicas', () => this.#replicas);
  }

  async attributedInstances(region: string | null): Promise<Attribution> {
    return this.faults.strike('attributedInstances', () => {
      if (region === null && this.isWholeListCut) return { instances: [], isComplete: false };
      const own = [...this.#rows.values()].map(({ id, agentId, installedAt }) => ({ id, clientId: this.client.id, agentId, installedAt }));
      return { instances: [...own, ...this.foreign], isComplete: !this.isListCut };
    });
  }

  async register(agentId: string, request: RegistrationRequest): Promise<void> {
    this.registrations.push(request);
    this.faults.strike('register', () => this.#register(agentId, request));
  }

  async reportTermination(_agentId: string, report: TerminationReport): Promise<void> {
    this.faults.strike('reportTermination', () => {
      this.reports.push(report);
      const { instanceId, terminatedAt } = report;
      if (this.#rows.has(instanceId))
        this.changeRow(instanceId, { status: 'terminated', isActive: false, terminatedAt, terminationConfirmed: true });
    });
  }

  async switches(): Promise<readonly Switch[]> {
    return this.switched;
  }

  async agentConfig(): Promise<AgentConfig> {
    return this.faults.strike('agentConfig', () => this.config);
  }

  /** Broken unless told otherwise: whoever relies on it learns nothing. */
  async offers(): Promise<SweepOffers> {
    if (this.sweep !== null) return this.sweep;
    throw new SpotctlError({
      code: 'BACKEND_DATABASE',
      message: "Unknown column 'i.termination_attempted_at' in 'WHERE'",
      details: { errno: 1054 },
    });
  }

  async schema(): Promise<SchemaComparison | null> {
    return this.faults.strike('schema', () => this.schemaTold);
  }

  async probe(_clientId: string, agentIds: readonly string[]): Promise<readonly EndpointProbe[]> {
    this.probedAgents = agentIds;
    return this.faults.strike('probe', () => this.probes);
  }

  #register(agentId: string, request: RegistrationRequest): void {
    const { instanceId, instanceType, region, az, mode, isPrimary } = request;
    if (isPrimary) this.demote(agentId);
    this.changeRow(instanceId, {
      agentId,
      instanceType,
      region,
      az,
      mode,
      isPrimary,
      isActive: true,
      status: isPrimary ? 'running_primary' : 'running_replica',
    });
    if (isPrimary) this.changeAgent(agentId, { instanceId, instanceType, mode, az });
  }

  /** The half of a registration that survives its failure. */
  demote(agentId: string): void {
    for (const row of this.#rows.values()) {
      if (row.agentId !== agentId || row.isPrimary !== true) continue;
      this.changeRow(row.id, { isPrimary: false, status: row.status === 'running_primary' ? 'zombie' : row.status });
    }
  }
}
