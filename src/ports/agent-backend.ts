import type { AgentIdentity } from '../domain/agent-run/agent-identity.ts';
import type { AgentReplica } from '../domain/agent-run/replica-order.ts';
import type { AgentCommand } from '../domain/agent-run/switch-order.ts';
import type { Instance, Timestamp } from '../domain/instance.ts';
import type { SweepOffers } from '../domain/sweep-offers.ts';

export interface RegisteredAgent {
  readonly agentId: string;
  /** False where the backend wrote nothing, since the instance is not the agent's primary. */
  readonly isServing: boolean;
  /** The switch in the agent's settings; true where the backend, having written nothing, tells none of them. */
  readonly isEnabled: boolean;
}

/** A switch that has been made: what ended its service, what took it over, and when. */
export interface SwitchMade {
  readonly commandId: string;
  readonly old: AgentIdentity;
  readonly new: AgentIdentity;
  readonly startedAt: Timestamp;
  readonly readyAt: Timestamp;
  readonly oldSpotUsdPerHour: number | null;
  readonly newSpotUsdPerHour: number | null;
}

/** The end that EC2 has announced to an instance. */
export interface AnnouncedEnd {
  readonly instanceId: string;
  /** EC2's own word for it. */
  readonly action: string;
  readonly at: Timestamp;
  readonly seenAt: Timestamp;
}

/** What became of a replica: it runs, or why it never will. */
export interface ReplicaOutcome {
  readonly replicaId: string;
  readonly status: 'ready' | 'failed';
  readonly reason: string | null;
  readonly at: Timestamp;
}

export interface PricesSeen {
  readonly identity: AgentIdentity;
  /** `null` where nobody tells one. */
  readonly onDemandUsdPerHour: number | null;
  /** USD per hour of the agent's type, by zone. */
  readonly spot: readonly { readonly az: string; readonly usdPerHour: number }[];
  readonly at: Timestamp;
}

/**
 * The calls that an agent makes for itself. Reads are retried, writes never.
 * Every method throws `SpotctlError` with a `BACKEND_*`, `TOKEN_*` or `CLIENT_INACTIVE` code.
 */
export interface AgentBackend {
  register(identity: AgentIdentity): Promise<RegisteredAgent>;
  /** The backend takes type, mode and zone from it, whatever it books the instance as. */
  heartbeat(agentId: string, beat: { readonly identity: AgentIdentity; readonly isEnabled: boolean }): Promise<void>;
  /** The client's own row of one instance; `null` where it has none. */
  ownRow(clientId: string, instanceId: string): Promise<Instance | null>;
  /** Says that the agent has stopped. */
  farewell(agentId: string, identity: AgentIdentity): Promise<void>;
  /** Takes what the sweep offers: a backend that claims gives it to nobody else for a while. */
  takeOffers(agentId: string): Promise<SweepOffers>;
  /** Waiting commands, the most urgent first. */
  commands(agentId: string): Promise<readonly AgentCommand[]>;
  reportExecuted(
    agentId: string,
    done: { readonly commandId: string; readonly isSuccess: boolean; readonly message: string },
  ): Promise<void>;
  reportSwitch(agentId: string, made: SwitchMade): Promise<void>;
  reportPrices(agentId: string, prices: PricesSeen): Promise<void>;
  /** Those of the agent that are not over. */
  replicas(agentId: string): Promise<readonly AgentReplica[]>;
  /** Puts the launched instance in the place of the placeholder. */
  bookReplica(agentId: string, launched: { readonly replicaId: string; readonly instanceId: string }): Promise<void>;
  reportReplica(agentId: string, outcome: ReplicaOutcome): Promise<void>;
  /** Asks for a replica before the instance ends; answers with its id. Today's backend always fails at it. */
  askForReplica(agentId: string, end: Pick<AnnouncedEnd, 'instanceId' | 'at'>): Promise<string>;
  /** Answers with the primary from then on; `null` where the backend tells none. */
  reportInterruption(agentId: string, end: AnnouncedEnd): Promise<string | null>;
  /** Answers with what the backend makes of it: `switch` or `monitor`. */
  reportRebalance(agentId: string, notice: Pick<AnnouncedEnd, 'instanceId' | 'at'>): Promise<string>;
}
