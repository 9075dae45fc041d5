import { NO_ADDRESSES } from '../../domain/agent-run/agent-identity.ts';
import { type CloudInstance, isStanding } from '../../domain/cloud-instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { registerPrimary } from './register-primary.ts';

/**
 * Makes sure that the replica that took over is booked as the primary: today's backend points the agent at it and leaves both rows as they
 * were, so that nobody would serve. Only this client's own replica, which EC2 shows to stand, is registered. What kept it from it is told.
 */
export async function* registerSuccessor(run: AgentRun, id: string): AsyncGenerator<AgentEvent, void> {
  try {
    if (await registerReplica(run, id)) yield { kind: 'successor-registered', id };
  } catch (error) {
    if (!(error instanceof SpotctlError)) throw error;
    yield { kind: 'successor-refused', id, reason: error.message };
  }
}

/** Whether it had to be registered. */
async function registerReplica({ ports, agentId, clientId, identity }: AgentRun, id: string): Promise<boolean> {
  const own = await ports.agentBackend();
  const row = await own.ownRow(clientId, id);
  if (row?.status !== 'running_replica') return false;
  const cloud = await ports.cloud();
  for await (const found of cloud.instances(identity.region, { by: 'ids', ids: [id] })) {
    if (!isStanding(found.state)) return false;
    await registerPrimary(ports, { agentId, identity: { ...identity, ...factsOf(found, identity) } });
    return true;
  }
  return false;
}

function factsOf({ id, instanceType, az, lifecycle, imageId }: CloudInstance, old: AgentRun['identity']) {
  const mode = lifecycle === 'spot' ? ('spot' as const) : ('ondemand' as const);
  return { instanceId: id, instanceType: instanceType ?? old.instanceType, az: az ?? old.az, mode, imageId, ...NO_ADDRESSES };
}
