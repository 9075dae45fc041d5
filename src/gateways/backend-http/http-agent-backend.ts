import type { AgentIdentity } from '../../domain/agent-run/agent-identity.ts';
import type { AgentBackend, PricesSeen, SwitchMade } from '../../ports/agent-backend.ts';
import { pendingCommands, reportCommandExecuted } from '../../wire/agent-commands.ts';
import { heartbeat, registerAgent } from '../../wire/agent-registration.ts';
import { reportPricing, reportSwitch } from '../../wire/agent-reports.ts';
import { clientInstances } from '../../wire/client-fleet.ts';
import { instancesToTerminate } from '../../wire/agent-termination.ts';
import type { RequestOf } from '../../wire/endpoint.ts';
import { toAgentCommand, toSweepOffers } from './agent-answers.ts';
import { toBackendTime } from './backend-times.ts';
import { askingThrough } from './decode-answer.ts';
import { toBoolean, toInstance } from './fleet-rows.ts';
import { connectBackend, type HttpBackendOptions } from './connect-backend.ts';
import { noticeCalls } from './notice-calls.ts';
import { replicaCalls } from './replica-calls.ts';

/** The agent's side of the backend over HTTP. Nothing is sent before the first call. */
export function createHttpAgentBackend(options: HttpBackendOptions & { readonly token: string }): AgentBackend {
  const ask = askingThrough(connectBackend(options, { looksOnly: false }).call);
  const beat = async (agentId: string, { identity, status }: { identity: AgentIdentity; status: string }): Promise<void> => {
    const { instanceId, instanceType, mode, az } = identity;
    await ask(heartbeat, { parameters: { agentId }, body: { status, instance_id: instanceId, instance_type: instanceType, mode, az } });
  };
  return {
    register: async (identity) => {
      const { agent_id: agentId, message, config } = await ask(registerAgent, { body: toRegistration(identity, options.token) });
      const isServing = message === undefined;
      return { agentId, isServing, isEnabled: !isServing || toBoolean(config.enabled) === true };
    },
    heartbeat: async (agentId, { identity, isEnabled }) => await beat(agentId, { identity, status: isEnabled ? 'online' : 'disabled' }),
    ownRow: async (clientId, instanceId) => {
      const rows = await ask(clientInstances, { parameters: { clientId }, query: { search: instanceId } });
      const row = rows.find(({ id }) => id === instanceId);
      return row === undefined ? null : toInstance(row, clientId);
    },
    farewell: async (agentId, identity) => await beat(agentId, { identity, status: 'offline' }),
    takeOffers: async (agentId) => toSweepOffers(await ask(instancesToTerminate, { parameters: { agentId }, isRetried: false })),
    commands: async (agentId) => (await ask(pendingCommands, { parameters: { agentId } })).map(toAgentCommand),
    reportExecuted: async (agentId, { commandId, isSuccess, message }) => {
      await ask(reportCommandExecuted, { parameters: { agentId, commandId }, body: { success: isSuccess, message } });
    },
    reportSwitch: async (agentId, made) => {
      await ask(reportSwitch, { parameters: { agentId }, body: toSwitchReport(made) });
    },
    reportPrices: async (agentId, prices) => {
      await ask(reportPricing, { parameters: { agentId }, body: toPricingReport(prices) });
    },
    ...noticeCalls(ask),
    ...replicaCalls(ask),
  };
}

/** The token is wanted in the body, too; what is not known is left out, since a null is refused. */
function toRegistration(identity: AgentIdentity, token: string): RequestOf<typeof registerAgent> {
  const { logicalAgentId, instanceId, region, az, instanceType, mode, imageId, privateIp, publicIp, hostname, version } = identity;
  return {
    client_token: token,
    logical_agent_id: logicalAgentId,
    instance_id: instanceId,
    region,
    az,
    instance_type: instanceType,
    mode,
    hostname,
    agent_version: version,
    ...(imageId === null ? {} : { ami_id: imageId }),
    ...(privateIp === null ? {} : { private_ip: privateIp }),
    ...(publicIp === null ? {} : { public_ip: publicIp }),
  };
}

/**
 * Today's backend subtracts the two prices, so that one without the other, or a null, fails; and it knows the commands of the older table
 * by their number, which no switch can name. It counts a switch only where it knows the time of the launch.
 */
function toSwitchReport(made: SwitchMade): RequestOf<typeof reportSwitch> {
  const { oldSpotUsdPerHour: old_spot, newSpotUsdPerHour: new_spot, commandId } = made;
  const startedAt = toBackendTime(made.startedAt);
  return {
    old_instance: toReported(made.old),
    new_instance: toReported(made.new),
    timing: { initiated_at: startedAt, instance_launched_at: startedAt, instance_ready_at: toBackendTime(made.readyAt) },
    ...(old_spot === null || new_spot === null ? {} : { pricing: { old_spot, new_spot } }),
    trigger: 'manual',
    ...(/^\d+$/u.test(commandId) ? {} : { command_id: commandId }),
  };
}

function toPricingReport({ identity, spot, onDemandUsdPerHour, at }: PricesSeen): RequestOf<typeof reportPricing> {
  const pools = spot.map(({ az, usdPerHour }) => ({ pool_id: `${identity.instanceType}.${az}`, az, price: usdPerHour }));
  const cheapest = pools.toSorted((left, right) => left.price - right.price)[0];
  const current = spot.find(({ az }) => az === identity.az)?.usdPerHour ?? null;
  return {
    instance: toReported(identity),
    pricing: {
      current_spot_price: current,
      ...(onDemandUsdPerHour === null ? {} : { on_demand_price: onDemandUsdPerHour }),
      spot_pools: pools,
      collected_at: toBackendTime(at),
      ...(cheapest === undefined ? {} : { cheapest_pool: { pool_id: cheapest.pool_id, price: cheapest.price } }),
    },
  };
}

function toReported({ instanceId, instanceType, region, az, mode, imageId }: AgentIdentity) {
  const pool = `${instanceType}.${az}`;
  return { instance_id: instanceId, instance_type: instanceType, region, az, mode, pool_id: pool, ami_id: imageId };
}
