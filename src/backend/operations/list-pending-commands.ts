import { pendingCommands } from '../../wire/agent-commands.ts';
import { clientTokenRoute, type Route } from '../http/route.ts';
import { sentTime } from '../store/stored-time.ts';

/** Commands of the caller's own agent, highest priority first, then oldest. An agent that is not the caller's has none. */
export const pendingCommandsRoute: Route = clientTokenRoute(pendingCommands, async ({ store, client, params }) => {
  const agentId = params['agentId'] ?? '';
  const current = await store
    .selectFrom('commands')
    .select(['id', 'instance_id', 'target_mode', 'target_pool_id', 'priority', 'terminate_wait_seconds', 'created_at'])
    .where('agent_id', '=', agentId)
    .where('client_id', '=', client.id)
    .where('status', '=', 'pending')
    .execute();
  const older = await store
    .selectFrom('pending_switch_commands')
    .select(['id', 'instance_id', 'target_mode', 'target_pool_id', 'priority', 'terminate_wait_seconds', 'created_at'])
    .where('agent_id', '=', agentId)
    .where('client_id', '=', client.id)
    .where('executed_at', 'is', null)
    .execute();
  return [...current, ...older]
    .map((command) => ({ ...command, id: String(command.id), created_at: sentTime(command.created_at) }))
    .toSorted((left, right) => (right.priority ?? 0) - (left.priority ?? 0) || compare(left.created_at, right.created_at));
});

function compare(left: string | null, right: string | null): number {
  if (left === right) return 0;
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
