import type { Agent } from '../../domain/agent.ts';
import { type AgentIdentity, NO_ADDRESSES } from '../../domain/agent-run/agent-identity.ts';
import { COMMAND_TAG } from '../../domain/agent-run/launch-marks.ts';
import { type CloudInstance, isStanding } from '../../domain/cloud-instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { isInstanceId } from '../../domain/instance.ts';
import type { AgentPorts } from '../../ports/agent-ports.ts';
import { registerPrimary } from './register-primary.ts';
import { reportSwitch } from './report-switch.ts';

/** How long after the launch the agent that launched it may take to report the switch. */
const REPORTED_WITHIN_MS = 600_000;

interface Newcomer {
  readonly identity: AgentIdentity;
  readonly clientId: string;
}

/** What is known of a newcomer whose agent points at another instance. */
interface Succession extends Newcomer {
  readonly agent: Agent;
  readonly primaryId: string;
  readonly primary: CloudInstance | null;
  readonly self: CloudInstance | null;
}

/**
 * Makes sure that registering leaves the agent one primary: today's backend books every instance it does not know as one more.
 * A replacement waits until its switch is reported; where the agent that made it is gone, it reports the switch itself. Any other newcomer
 * takes over from a primary that EC2 says has ended. Throws `REGISTRATION_REFUSED` where the primary still stands.
 */
export async function clearRegistration(ports: AgentPorts, newcomer: Newcomer): Promise<void> {
  const { identity, clientId } = newcomer;
  const [backend, own] = await Promise.all([ports.backend(), ports.agentBackend()]);
  const agents = await backend.agents(clientId);
  const agent = agents.find(({ logicalAgentId }) => logicalAgentId === identity.logicalAgentId);
  const primaryId = agent?.instanceId ?? null;
  if (agent === undefined || primaryId === null || primaryId === identity.instanceId) return;
  if ((await own.ownRow(clientId, identity.instanceId)) !== null) return;
  const [primary, self] = await Promise.all([
    find(ports, { id: primaryId, region: agent.region ?? identity.region }),
    find(ports, { id: identity.instanceId, region: identity.region }),
  ]);
  await succeed(ports, { ...newcomer, agent, primaryId, primary, self });
}

async function find(ports: AgentPorts, { id, region }: { readonly id: string; readonly region: string }): Promise<CloudInstance | null> {
  if (!isInstanceId(id)) return null;
  const cloud = await ports.cloud();
  for await (const instance of cloud.instances(region, { by: 'ids', ids: [id] })) return instance;
  return null;
}

async function succeed(ports: AgentPorts, succession: Succession): Promise<void> {
  const { agent, identity, primary, primaryId, self } = succession;
  // Where EC2 does not even show the newcomer, that it does not show the primary says nothing.
  const stands = primary === null ? self === null : isStanding(primary.state);
  const commandId = await openCommand(ports, succession);
  const launchedAt = self?.launchedAt ?? ports.clock.now().toISOString();
  const isOverdue = ports.clock.now().getTime() - Date.parse(launchedAt) >= REPORTED_WITHIN_MS;
  if (commandId !== null && (!stands || isOverdue)) {
    const run = { ports, agentId: agent.id, clientId: succession.clientId };
    await reportSwitch(run, { commandId, old: asIdentity(succession), made: identity, startedAt: launchedAt, isAgain: true });
    return;
  }
  if (!stands) return await registerPrimary(ports, { agentId: agent.id, identity });
  throw new SpotctlError({
    code: 'REGISTRATION_REFUSED',
    message:
      commandId === null
        ? `${identity.instanceId} is not registered: ${primaryId} is the primary of ${agent.logicalAgentId} and still stands, and a second one would be booked beside it.`
        : `${identity.instanceId} is not registered yet: the switch that it was launched for is not reported, and ${primaryId} is still the primary of ${agent.logicalAgentId}.`,
    hint: `If it shall take over: spotctl register-instance ${identity.instanceId}`,
  });
}

/** The command that the instance was launched for, as long as it waits. */
async function openCommand(ports: AgentPorts, { agent, self }: Succession): Promise<string | null> {
  const launchedFor = self?.tags[COMMAND_TAG];
  if (launchedFor === undefined) return null;
  const own = await ports.agentBackend();
  const commands = await own.commands(agent.id);
  return commands.some(({ id }) => id === launchedFor) ? launchedFor : null;
}

/** The primary that was, by EC2's word, else by the agent's row. */
function asIdentity({ agent, identity, primary, primaryId }: Succession): AgentIdentity {
  const mode = primary === null ? agent.mode : primary.lifecycle === 'spot' ? 'spot' : 'ondemand';
  const instanceType = primary?.instanceType ?? agent.instanceType ?? identity.instanceType;
  const az = primary?.az ?? agent.az ?? identity.az;
  return { ...identity, instanceId: primaryId, instanceType, az, mode, imageId: primary?.imageId ?? identity.imageId, ...NO_ADDRESSES };
}
