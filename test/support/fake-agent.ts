import { createHash } from 'node:crypto';
import type { AgentIdentity } from '../../src/domain/agent-run/agent-identity.ts';
import type { AgentReplica } from '../../src/domain/agent-run/replica-order.ts';
import type { AgentCommand } from '../../src/domain/agent-run/switch-order.ts';
import type { Instance } from '../../src/domain/instance.ts';
import type { SweepOffers } from '../../src/domain/sweep-offers.ts';
import type { AgentBackend, AnnouncedEnd, PricesSeen, RegisteredAgent, ReplicaOutcome, SwitchMade } from '../../src/ports/agent-backend.ts';
import type { AgentPorts } from '../../src/ports/agent-ports.ts';
import type { Launcher, LaunchRequest } from '../../src/ports/launcher.ts';
import type { InterruptionNotice, Notices } from '../../src/ports/notices.ts';
import { AGENT_ID, cloudInstance } from './builders.ts';
import { FakeFaults } from './fake-faults.ts';
import { type FakePorts, fakePorts } from './fake-ports.ts';

/** The backend's other face, over the books of the same `FakeBackend`. */
export class FakeAgentBackend implements AgentBackend {
  readonly faults = new FakeFaults();
  readonly heartbeats: string[] = [];
  /** What each heartbeat said of the operator's switch. */
  readonly enabled: boolean[] = [];
  readonly farewells: string[] = [];
  readonly switches: SwitchMade[] = [];
  readonly prices: PricesSeen[] = [];
  /** What became of each command that was reported. */
  readonly executed: { readonly commandId: string; readonly isSuccess: boolean }[] = [];
  waiting: AgentCommand[] = [];
  /** The replicas' book. */
  book: AgentReplica[] = [];
  readonly outcomes: ReplicaOutcome[] = [];
  /** What was told of EC2's notices, in order. */
  readonly told: (AnnouncedEnd | { readonly asked: string } | { readonly rebalance: string })[] = [];
  /** The primary after an interruption. */
  successor: string | null = null;
  readonly #ports: FakePorts;

  constructor(ports: FakePorts) {
    this.#ports = ports;
  }

  async register(identity: AgentIdentity): Promise<RegisteredAgent> {
    return this.faults.strike('register', () => {
      const isServing = this.#ports.fakeBackend.row(identity.instanceId)?.status !== 'zombie';
      return { agentId: AGENT_ID, isServing, isEnabled: true };
    });
  }

  async heartbeat(
    _agentId: string,
    { identity, isEnabled }: { readonly identity: AgentIdentity; readonly isEnabled: boolean },
  ): Promise<void> {
    this.faults.strike('heartbeat', () => {
      this.heartbeats.push(identity.instanceId);
      this.enabled.push(isEnabled);
    });
  }

  async ownRow(_clientId: string, instanceId: string): Promise<Instance | null> {
    return this.faults.strike('ownRow', () => this.#ports.fakeBackend.row(instanceId) ?? null);
  }

  async farewell(_agentId: string, identity: AgentIdentity): Promise<void> {
    this.faults.strike('farewell', () => this.farewells.push(identity.instanceId));
  }

  async takeOffers(): Promise<SweepOffers> {
    return await this.faults.strike('takeOffers', async () => await this.#ports.fakeBackend.offers());
  }

  async commands(): Promise<readonly AgentCommand[]> {
    return this.faults.strike('commands', () => this.waiting);
  }

  async reportExecuted(
    _agentId: string,
    { commandId, isSuccess }: { readonly commandId: string; readonly isSuccess: boolean },
  ): Promise<void> {
    this.faults.strike('reportExecuted', () => {
      this.executed.push({ commandId, isSuccess });
      this.waiting = this.waiting.filter(({ id }) => id !== commandId);
    });
  }

  async reportSwitch(_agentId: string, made: SwitchMade): Promise<void> {
    this.faults.strike('reportSwitch', () => {
      this.switches.push(made);
      const { fakeBackend } = this.#ports;
      const [oldInstanceId, newInstanceId] = [made.old.instanceId, made.new.instanceId];
      fakeBackend.switched.push({ id: `s-${this.switches.length}`, oldInstanceId, newInstanceId, at: made.startedAt, trigger: 'manual' });
      fakeBackend.changeRow(made.old.instanceId, { status: 'zombie', isPrimary: false, isActive: false, agentId: AGENT_ID });
      fakeBackend.changeRow(made.new.instanceId, { status: 'running_primary', isPrimary: true, isActive: true, agentId: AGENT_ID });
      fakeBackend.changeAgent(AGENT_ID, { instanceId: made.new.instanceId });
    });
  }

  async reportPrices(_agentId: string, prices: PricesSeen): Promise<void> {
    this.faults.strike('reportPrices', () => this.prices.push(prices));
  }

  async replicas(): Promise<readonly AgentReplica[]> {
    return this.faults.strike('replicas', () => this.book.filter(({ status }) => status !== 'failed'));
  }

  async bookReplica(
    _agentId: string,
    { replicaId, instanceId }: { readonly replicaId: string; readonly instanceId: string },
  ): Promise<void> {
    this.faults.strike('bookReplica', () => {
      this.#change(replicaId, { instanceId, status: 'syncing' });
    });
  }

  async reportReplica(_agentId: string, outcome: ReplicaOutcome): Promise<void> {
    this.faults.strike('reportReplica', () => {
      this.outcomes.push(outcome);
      this.#change(outcome.replicaId, { status: outcome.status });
    });
  }

  #change(replicaId: string, facts: Partial<AgentReplica>): void {
    this.book = this.book.map((replica) => (replica.id === replicaId ? { ...replica, ...facts } : replica));
  }

  async askForReplica(_agentId: string, { at }: { readonly at: string }): Promise<string> {
    return this.faults.strike('askForReplica', () => {
      this.told.push({ asked: at });
      return 'r-1';
    });
  }

  async reportInterruption(_agentId: string, end: AnnouncedEnd): Promise<string | null> {
    return this.faults.strike('reportInterruption', () => {
      this.told.push(end);
      return this.successor;
    });
  }

  async reportRebalance(_agentId: string, { at }: { readonly at: string }): Promise<string> {
    return this.faults.strike('reportRebalance', () => {
      this.told.push({ rebalance: at });
      return 'monitor';
    });
  }
}

/** Launches into the fake EC2, once for one token. */
export class FakeLauncher implements Launcher {
  readonly faults = new FakeFaults();
  readonly launched = new Map<string, string>();
  readonly #ports: FakePorts;

  constructor(ports: FakePorts) {
    this.#ports = ports;
  }

  async launch(region: string, request: LaunchRequest): Promise<string> {
    return this.faults.strike('launch', () => this.#launch(region, request));
  }

  #launch(region: string, { clientToken, instanceType, az, mode, tags }: LaunchRequest): string {
    const before = this.launched.get(clientToken);
    if (before !== undefined) return before;
    const id = `i-${createHash('sha256').update(clientToken).digest('hex').slice(0, 17)}`;
    const lifecycle = mode === 'spot' ? 'spot' : 'on-demand';
    this.#ports.fakeCloud.put(
      cloudInstance({ id, region, az, instanceType, lifecycle, tags, launchedAt: this.#ports.clock.now().toISOString() }),
    );
    this.launched.set(clientToken, id);
    return id;
  }
}

/** A metadata service that announces what a test sets. */
export class FakeNotices implements Notices {
  readonly faults = new FakeFaults();
  ends: InterruptionNotice | null = null;
  recommendedAt: string | null = null;

  async interruption(): Promise<InterruptionNotice | null> {
    return this.faults.strike('interruption', () => this.ends);
  }

  async rebalance(): Promise<string | null> {
    return this.faults.strike('rebalance', () => this.recommendedAt);
  }
}

export type FakeAgentPorts = FakePorts &
  Pick<AgentPorts, 'agentBackend' | 'launcher' | 'notices'> & {
    readonly fakeAgentBackend: FakeAgentBackend;
    readonly fakeLauncher: FakeLauncher;
    readonly fakeNotices: FakeNotices;
  };

/** What an agent is handed, in memory. */
export function fakeAgentPorts(world: Parameters<typeof fakePorts>[0] = {}): FakeAgentPorts {
  const ports = fakePorts(world);
  const fakeAgentBackend = new FakeAgentBackend(ports);
  const fakeLauncher = new FakeLauncher(ports);
  const fakeNotices = new FakeNotices();
  return {
    ...ports,
    fakeAgentBackend,
    fakeLauncher,
    fakeNotices,
    agentBackend: async () => fakeAgentBackend,
    launcher: async () => fakeLauncher,
    notices: async () => fakeNotices,
  };
}
