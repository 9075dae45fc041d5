import { reportCleanup } from '../../wire/agent-reports.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { recordEvent } from '../store/record-event.ts';
import { transact } from '../store/transact.ts';
import { reportedTime } from './reported-time.ts';
import { storedTime } from '../store/stored-time.ts';

export const cleanupReportRoute: Route = ownAgentRoute(reportCleanup, async ({ store, client, agent, body, now }) => {
  const { snapshots = {}, amis = {} } = body;
  const deletedSnapshots = count(snapshots.deleted);
  const deletedAmis = count(amis.deleted_amis);
  const failed = count(snapshots.failed) + count(amis.failed);
  const at = reportedTime('timestamp', body.timestamp) ?? storedTime(now);
  const cutoff = reportedTime('snapshots.cutoff_date', snapshots.cutoff_date);
  await transact(store, async (transaction) => {
    const counts = { deleted_snapshots_count: deletedSnapshots, deleted_amis_count: deletedAmis, failed_count: failed };
    const details = JSON.stringify({ snapshots, amis });
    await transaction
      .insertInto('cleanup_logs')
      .values({ agent_id: agent.id, client_id: client.id, cleanup_type: 'full', ...counts, details, cutoff_date: cutoff, executed_at: at })
      .execute();
    await transaction.updateTable('agents').set({ last_cleanup_at: at }).where('id', '=', agent.id).execute();
    await recordEvent(transaction, {
      type: 'cleanup_completed',
      severity: failed > 0 ? 'warning' : 'info',
      clientId: client.id,
      agentId: agent.id,
      message: `Deleted ${String(deletedSnapshots)} snapshots and ${String(deletedAmis)} images, ${String(failed)} failed`,
      at: now,
    });
  });
  return {
    success: true,
    message: 'Cleanup report recorded',
    deleted_snapshots: deletedSnapshots,
    deleted_amis: deletedAmis,
    failed_count: failed,
  };
});

function count(items: readonly unknown[] | undefined): number {
  return items?.length ?? 0;
}
