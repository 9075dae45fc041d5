import type { AgentIdentity } from './agent-identity.ts';

/** A command as the backend queues it. */
export interface AgentCommand {
  readonly id: string;
  readonly instanceId: string | null;
  readonly targetMode: string | null;
  readonly targetPoolId: string | null;
}

/** A switch that can be carried out. */
export interface SwitchOrder {
  readonly commandId: string;
  readonly oldInstanceId: string;
  readonly region: string;
  readonly instanceType: string;
  readonly az: string;
  readonly mode: 'spot' | 'ondemand';
}

/** What a command asks for, or why it cannot be done. Without a pool the replacement stays in its zone, with its type. */
export function readOrder(
  command: AgentCommand,
  own: AgentIdentity,
): { readonly ok: true; readonly order: SwitchOrder } | { readonly ok: false; readonly why: string } {
  const { targetMode, targetPoolId, instanceId } = command;
  if (targetMode !== 'spot' && targetMode !== 'ondemand') return refuse(`it names no mode to switch to, but ${targetMode ?? 'nothing'}`);
  if (instanceId !== null && instanceId !== own.instanceId)
    return refuse(`it is about ${instanceId}, and this agent manages ${own.instanceId}`);
  const pool = targetPoolId === null ? { instanceType: own.instanceType, az: own.az } : readPool(targetPoolId);
  if (pool === null) return refuse(`"${targetPoolId ?? ''}" is no pool of the form TYPE.ZONE`);
  if (!pool.az.startsWith(own.region)) return refuse(`its pool is in ${pool.az}, outside this agent's region ${own.region}`);
  return { ok: true, order: { commandId: command.id, oldInstanceId: own.instanceId, region: own.region, ...pool, mode: targetMode } };
}

/** A pool is named by type and zone: `t3.medium.ap-south-1a`. */
function readPool(poolId: string): { readonly instanceType: string; readonly az: string } | null {
  const [, instanceType, az] = /^([a-z0-9-]+\.[a-z0-9-]+)\.([a-z]{2}(?:-[a-z0-9]+)+)$/u.exec(poolId) ?? [];
  return instanceType === undefined || az === undefined ? null : { instanceType, az };
}

function refuse(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why };
}
