import type { AgentCommand } from '../domain/agent-run/switch-order.ts';
import type { SweepSettings } from '../domain/drill/sweep-settings.ts';
import type { SwitchTarget } from '../domain/drill/switch-target.ts';

/**
 * What a client's dashboard can have an agent do. Reads are retried, writes never.
 * Every method throws `SpotctlError` with a `BACKEND_*`, `TOKEN_*` or `CLIENT_INACTIVE` code.
 */
export interface Switchboard {
  /** The agent's waiting commands, the most urgent first. */
  commands(agentId: string): Promise<readonly AgentCommand[]>;
  /** Queues a switch for the agent that the instance serves; answers with the command's id. */
  forceSwitch(instanceId: string, to: SwitchTarget): Promise<string>;
  /** Closes a waiting command as failed, so that no agent carries it out. One that is closed already stays as it is. */
  withdraw(agentId: string, command: { readonly id: string; readonly message: string }): Promise<void>;
  /** Sets only what is given; the wait has whole minutes. */
  setSweep(agentId: string, settings: Partial<SweepSettings>): Promise<void>;
}
