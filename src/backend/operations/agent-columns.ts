import * as z from 'zod/mini';

import { agentSettingsRequest, agentSwitchesRequest as wireSwitches } from '../../wire/client-settings.ts';
import type { AgentRow } from '../store/rows.ts';

const WEEK_MINUTES = 10_080;
const minutes = z.optional(z.number().check(z.minimum(0), z.maximum(WEEK_MINUTES)));

export const agentSwitchesRequest = z.extend(wireSwitches, { terminateWaitMinutes: minutes, terminate_wait_minutes: minutes });
export const settingsRequest = z.extend(agentSettingsRequest, { replica_count: z.optional(z.int().check(z.minimum(0), z.maximum(10))) });

type Columns = Partial<AgentRow>;

/** Manual replicas and automatic switching exclude each other: what is switched on switches the other off. */
export function switchColumns(body: z.output<typeof agentSwitchesRequest>): Columns {
  const wait = body.terminateWaitMinutes ?? body.terminate_wait_minutes;
  return {
    ...(wait === undefined ? {} : { terminate_wait_seconds: Math.round(wait * 60) }),
    ...flag('auto_terminate_enabled', body.autoTerminateEnabled),
    ...flag('auto_switch_enabled', body.autoSwitchEnabled),
    ...flag('manual_replica_enabled', body.manualReplicaEnabled ?? (body.autoSwitchEnabled === true ? false : undefined)),
  };
}

export function agentSettingsColumns(body: z.output<typeof settingsRequest>): Columns {
  return {
    ...flag('auto_switch_enabled', body.auto_switch_enabled),
    ...flag('auto_terminate_enabled', body.auto_terminate_enabled),
    ...flag('replica_enabled', body.replica_enabled),
    ...(body.replica_count === undefined ? {} : { replica_count: body.replica_count }),
  };
}

function flag(column: keyof AgentRow, value: boolean | undefined): Columns {
  return value === undefined ? {} : { [column]: value ? 1 : 0 };
}
