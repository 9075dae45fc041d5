import type { AgentCommand } from '../../domain/agent-run/switch-order.ts';
import type { AgentConfig, SweepOffers, Switch } from '../../ports/backend.ts';
import type { pendingCommands } from '../../wire/agent-commands.ts';
import type { agentConfig } from '../../wire/agent-registration.ts';
import type { instancesToTerminate } from '../../wire/agent-termination.ts';
import type { switchHistory } from '../../wire/client-fleet.ts';
import type { ResponseOf } from '../../wire/endpoint.ts';
import { fromBackendTime } from './backend-times.ts';
import { toBoolean } from './fleet-rows.ts';

export function toAgentConfig(config: ResponseOf<typeof agentConfig>): AgentConfig {
  return {
    isEnabled: toBoolean(config.enabled) === true,
    autoTerminateEnabled: toBoolean(config.auto_terminate_enabled),
    terminateWaitSeconds: config.terminate_wait_seconds,
  };
}

export function toSweepOffers(answer: ResponseOf<typeof instancesToTerminate>): SweepOffers {
  return {
    autoTerminateEnabled: toBoolean(answer.auto_terminate_enabled),
    terminateWaitSeconds: answer.terminate_wait_seconds,
    offers: answer.instances.map((offer) => ({
      instanceId: offer.instance_id,
      reason: offer.reason,
      secondsWaiting: offer.seconds_waiting ?? offer.seconds_since_marked ?? null,
    })),
  };
}

export function toAgentCommand(command: ResponseOf<typeof pendingCommands>[number]): AgentCommand {
  const { id, instance_id: instanceId, target_mode: targetMode, target_pool_id: targetPoolId } = command;
  return { id, instanceId, targetMode, targetPoolId };
}

export function toSwitch(row: ResponseOf<typeof switchHistory>[number]): Switch {
  return {
    id: row.id,
    oldInstanceId: row.oldInstanceId,
    newInstanceId: row.newInstanceId,
    at: fromBackendTime(row.timestamp),
    trigger: row.trigger,
  };
}
