import type { AgentIdentity } from '../../domain/agent-run/agent-identity.ts';
import type { TerminationOptions } from '../../domain/termination/termination-options.ts';
import type { AgentPorts } from '../../ports/agent-ports.ts';
import type { AgentEvent } from './agent-event.ts';

export interface AgentInput {
  /** The instance it manages, at the start. */
  readonly identity: AgentIdentity;
  /** True: it looks, says what it would do, and changes nothing anywhere. */
  readonly isDryRun: boolean;
  /** The most instances it terminates in one cycle. */
  readonly cap: number;
  readonly options: TerminationOptions;
  /** As the journal keeps it. */
  readonly origin: { readonly backendUrl: string; readonly version: string };
  /** Stops it: nothing new is begun, and what is done is still reported. */
  readonly signal: AbortSignal;
}

export interface AgentLog {
  /** Told of all that happens, in order. */
  readonly on: (event: AgentEvent) => void;
  /** Between 0 and 1, for the jitter that keeps a thousand agents apart. */
  readonly random: () => number;
}

/** What the backend lets an agent do. */
export interface AgentStanding {
  /** False where its instance is not the agent's primary: the primary's own agent speaks then. */
  readonly isServing: boolean;
  /** False where the operator has switched the agent off. */
  readonly isEnabled: boolean;
}

/** One agent at work. */
export interface AgentRun {
  readonly ports: AgentPorts;
  readonly input: AgentInput;
  readonly agentId: string;
  readonly clientId: string;
  /** The instance it manages now. */
  identity: AgentIdentity;
  standing: AgentStanding;
  /** Ids whose end the backend has been told of: today's backend offers them again for ever. */
  readonly reported: Set<string>;
  /** EC2's notices that the backend has been told of; `refused` where it had no replica to take over. */
  readonly heard: Map<string, 'refused' | 'over'>;
}
