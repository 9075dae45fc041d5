import type { AgentIdentity } from '../../domain/agent-run/agent-identity.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { AgentRun } from './agent-run.ts';
import { newestPrice } from './newest-price.ts';

export interface SwitchToReport {
  readonly commandId: string;
  readonly old: AgentIdentity;
  readonly made: AgentIdentity;
  /** When EC2 launched the replacement: the same in every report of the same switch. */
  readonly startedAt: Timestamp;
  /** True where an earlier attempt may have reported it. */
  readonly isAgain: boolean;
}

/** Reports a switch, once: today's backend would book a second report as a second switch, and its savings with it. Throws the backend's error. */
export async function reportSwitch(run: Pick<AgentRun, 'ports' | 'agentId' | 'clientId'>, done: SwitchToReport): Promise<void> {
  if (done.isAgain && (await isReported(run, done))) return;
  const { commandId, old, made, startedAt } = done;
  const backend = await run.ports.agentBackend();
  const [oldSpotUsdPerHour, newSpotUsdPerHour] = await Promise.all([newestPrice(run.ports, old), newestPrice(run.ports, made)]);
  const readyAt = run.ports.clock.now().toISOString();
  await backend.reportSwitch(run.agentId, { commandId, old, new: made, startedAt, readyAt, oldSpotUsdPerHour, newSpotUsdPerHour });
}

async function isReported({ ports, clientId }: Pick<AgentRun, 'ports' | 'clientId'>, { old, made }: SwitchToReport): Promise<boolean> {
  const backend = await ports.backend();
  const switches = await backend.switches(clientId, made.instanceId);
  return switches.some(({ oldInstanceId, newInstanceId }) => oldInstanceId === old.instanceId && newInstanceId === made.instanceId);
}
