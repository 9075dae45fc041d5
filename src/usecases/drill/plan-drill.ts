import type { Agent } from '../../domain/agent.ts';
import type { CloudInstance } from '../../domain/cloud-instance.ts';
import type { DrillPlan } from '../../domain/drill/drill-plan.ts';
import { type DrillTargets, whyNoTarget } from '../../domain/drill/drill-targets.ts';
import { settingsForDrill } from '../../domain/drill/settings-for-drill.ts';
import type { SwitchTarget } from '../../domain/drill/switch-target.ts';
import { type Obstacle, whyUnready } from '../../domain/drill/why-unready.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Client, FleetSnapshot } from '../../domain/fleet-snapshot.ts';
import type { Instance } from '../../domain/instance.ts';
import type { Seen } from '../../domain/seen.ts';
import type { DrillPorts } from '../../ports/drill-ports.ts';
import { chooseAgent } from '../choose-agent.ts';
import { gatherFleet } from '../gather-fleet.ts';
import { requireSeen } from '../require-seen.ts';

export interface PlanDrillInput {
  readonly targets: DrillTargets;
  readonly backendUrl: string | null;
  readonly clientId: string | null;
  readonly regions: readonly string[] | null;
  /** By UUID or logical id; `null` for the only one there is. */
  readonly agent: string | null;
  /** Where the switch leads; `null` for the pool the old instance is in. */
  readonly poolId: string | null;
  /** The wait under which the drill is held, in whole minutes; `null` for the agent's own. */
  readonly waitSeconds: number | null;
}

/**
 * What rehearsing a switch would come to. Changes nothing, and asks for the fleet only once client and account are known to be targets.
 * Throws `DRILL_REFUSED` where they are not, `DRILL_UNREADY` where the flow could not end or would touch more than its own,
 * `AGENT_UNKNOWN`, `AGENT_AMBIGUOUS`, and the sources' own errors.
 */
export async function planDrill(ports: DrillPorts, input: PlanDrillInput): Promise<DrillPlan> {
  const { account } = await requireTarget(ports, input);
  const snapshot = await gatherFleet(ports, {
    clientId: input.clientId,
    regions: input.regions,
    asksCloud: true,
    asksAccount: false,
    verifiesClient: true,
    asksAttribution: true,
  });
  const client = requireSeen(snapshot.client);
  const rows = requireSeen(snapshot.backend);
  const agent = input.agent === null ? onlyAgent(rows.agents) : chooseAgent(rows.agents, input.agent);
  return { client, account, ...(await planFor(ports, { input, agent, snapshot })) };
}

/** Whom the token and the credentials belong to, where both are drill targets. Throws `DRILL_REFUSED`. */
export async function requireTarget(
  ports: DrillPorts,
  { targets, backendUrl }: Pick<PlanDrillInput, 'targets' | 'backendUrl'>,
): Promise<{ readonly client: Client; readonly account: string }> {
  const [backend, cloud] = await Promise.all([ports.backend(), ports.cloud()]);
  const [client, account] = await Promise.all([backend.identify(), cloud.account()]);
  const reason = whyNoTarget(targets, { backendUrl, client, account });
  if (reason === null) return { client, account };
  const context = targets.context ?? 'NAME';
  throw new SpotctlError({
    code: 'DRILL_REFUSED',
    message: `No drill for client ${client.name} in account ${account}: ${reason}.`,
    hint: `If a switch may be rehearsed there: spotctl context set ${context} --drill-client ${client.id} --drill-account ${account}`,
  });
}

function onlyAgent(agents: readonly Agent[]): Agent {
  const [first, ...others] = agents.filter(({ isEnabled, status }) => isEnabled !== false && status !== 'deleted');
  if (first === undefined) throw new SpotctlError({ code: 'AGENT_UNKNOWN', message: 'This client has no enabled agent.' });
  if (others.length === 0) return first;
  const names = [first, ...others].map(({ logicalAgentId }) => logicalAgentId);
  const shown = names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
  throw new SpotctlError({
    code: 'AGENT_AMBIGUOUS',
    message: `This client has ${names.length} agents: ${shown}.`,
    hint: 'Name the one to rehearse with: --agent AGENT',
  });
}

interface Found {
  readonly input: PlanDrillInput;
  readonly agent: Agent;
  readonly snapshot: FleetSnapshot;
}

async function planFor(ports: DrillPorts, found: Found): Promise<Omit<DrillPlan, 'client' | 'account'>> {
  const { input, agent, snapshot } = found;
  const rows = requireSeen(snapshot.backend).instances.filter(({ agentId, id }) => agentId === agent.id || id === agent.instanceId);
  const old = rows.find(({ id }) => id === agent.instanceId) ?? null;
  const region = old?.region ?? agent.region ?? '';
  const cloud = requireSeen(cloudOf(snapshot, region));
  const { settings, ...start } = await askAbout(ports, { agent, old: cloud.find(({ id }) => id === old?.id) ?? null });
  const held = settingsForDrill(settings, input.waitSeconds);
  if (!held.ok) throw unready(agent, held);
  const obstacle = whyUnready({ agent, rows, cloud, changes: held.changes, ...start });
  if (obstacle !== null || old === null) throw unready(agent, obstacle ?? { reason: 'it has no instance', next: 'spotctl doctor' });
  const { database } = snapshot;
  return {
    region,
    agent: { id: agent.id, logicalAgentId: agent.logicalAgentId },
    old: { id: old.id, instanceType: old.instanceType, az: old.az, mode: old.mode },
    target: targetOf(input.poolId, { old, cloud }),
    settings,
    changes: held.changes,
    knownIds: new Set(cloud.map(({ id }) => id)),
    hasDatabase: database.ok || database.code !== 'NOT_CONFIGURED',
    notes: database.ok ? [] : [databaseNote(database)],
  };
}

/** What the lists do not tell of the agent and its primary. */
async function askAbout(ports: DrillPorts, { agent, old }: { readonly agent: Agent; readonly old: CloudInstance | null }) {
  const [backend, switchboard, cloud] = await Promise.all([ports.backend(), ports.switchboard(), ports.cloud()]);
  const [config, commands, protection, ownInstanceId] = await Promise.all([
    backend.agentConfig(agent.id),
    switchboard.commands(agent.id),
    old === null ? null : cloud.protection(old.region, old.id),
    ports.machine.instanceId(),
    // A sweep that cannot answer never ends the old instance: its error says more than a drill would.
    backend.offers(agent.id),
  ]);
  const { autoTerminateEnabled, terminateWaitSeconds } = config;
  const isOldProtected = protection !== null && (protection.termination || protection.stop);
  return { settings: { autoTerminateEnabled, terminateWaitSeconds }, commands, isOldProtected, ownInstanceId };
}

function cloudOf({ regions }: FleetSnapshot, region: string): Seen<readonly CloudInstance[]> {
  const seen = regions.get(region);
  if (seen !== undefined) return seen;
  throw new SpotctlError({
    code: 'SETTINGS_INVALID',
    message: `The agent's instance stands in ${region === '' ? 'no region that is known' : region}, which is not among the regions asked.`,
    hint: 'Leave --region and SPOTCTL_REGIONS out, or name that region.',
  });
}

/** The pool that the old instance is in, so that the fleet is after the drill what it was before. */
function targetOf(
  wished: string | null,
  { old, cloud }: { readonly old: Instance; readonly cloud: readonly CloudInstance[] },
): SwitchTarget {
  if (wished !== null) return { mode: 'spot', poolId: wished };
  const inCloud = cloud.find(({ id }) => id === old.id);
  const isOnDemand = old.mode === 'ondemand' || (old.mode === 'unknown' && inCloud?.lifecycle === 'on-demand');
  return isOnDemand ? { mode: 'ondemand', poolId: null } : { mode: 'spot', poolId: old.poolId };
}

function databaseNote({ why, code }: { readonly why: string; readonly code: string }): string {
  const consequence = 'termination_confirmed cannot be read, so the last step stays unproven';
  return code === 'NOT_CONFIGURED'
    ? `No database is configured: ${consequence}.`
    : `The database could not be read: ${why} As it is, ${consequence}.`;
}

function unready({ logicalAgentId }: Agent, { reason, next }: Obstacle): SpotctlError {
  return new SpotctlError({
    code: 'DRILL_UNREADY',
    message: `No drill of agent ${logicalAgentId}: ${reason}. Nothing was changed.`,
    hint: next,
  });
}
