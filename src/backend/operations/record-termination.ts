import { type InstanceEvent, transition } from '../../domain/instance-transitions.ts';
import { reportTermination } from '../../wire/agent-termination.ts';
import { refusal } from '../http/refusal.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { isMysql } from '../store/flavour.ts';
import { bookOf, writeBook } from '../store/instance-book.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import { receivedTime, storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { withinColumn } from '../store/within-column.ts';
import { describeRefusal } from './book-instance.ts';

interface Report {
  readonly clientId: string;
  readonly agentId: string;
  readonly instanceId: string;
  readonly isSuccess: boolean;
  readonly error: string | null;
  readonly terminatedAt: Date;
  readonly now: Date;
}

/** Believes a report only about an instance of the caller's client that serves nobody; the same report twice changes nothing more. */
export const terminationReportRoute: Route = ownAgentRoute(reportTermination, async ({ store, client, agent, body, now, metrics }) => {
  const terminatedAt = body.terminated_at == null || body.terminated_at === '' ? now : receivedTime(body.terminated_at);
  if (terminatedAt === null) throw refusal(400, 'terminated_at is not a time');
  const report: Report = {
    clientId: client.id,
    agentId: agent.id,
    instanceId: body.instance_id,
    isSuccess: body.success ?? false,
    error: body.error == null ? null : withinColumn(body.error),
    terminatedAt,
    now,
  };
  const isNew = await transact(store, (transaction) => record(transaction, report));
  if (isNew && report.isSuccess) metrics.countConfirmation();
  return { success: true, message: 'Termination report recorded' };
});

/** True where the report said something new. */
async function record(transaction: StoreTransaction, report: Report): Promise<boolean> {
  const changesInstance = await recordForInstance(transaction, report);
  const changesReplicas = await recordForReplicas(transaction, report);
  if (changesInstance === 'unknown' && changesReplicas === 'unknown') throw refusal(404, 'Instance not found');
  if (changesInstance !== 'changed' && changesReplicas !== 'changed') return false;
  await recordEvent(transaction, {
    type: report.isSuccess ? 'instance_terminated' : 'instance_termination_failed',
    severity: report.isSuccess ? 'info' : 'warning',
    clientId: report.clientId,
    agentId: report.agentId,
    instanceId: report.instanceId,
    message: report.isSuccess
      ? `Instance ${report.instanceId} was terminated`
      : `Instance ${report.instanceId} could not be terminated: ${report.error ?? 'no reason given'}`,
    metadata: { error: report.error, terminated_at: report.isSuccess ? storedTime(report.terminatedAt) : null },
    at: report.now,
  });
  return true;
}

async function recordForInstance(transaction: StoreTransaction, report: Report): Promise<'unknown' | 'unchanged' | 'changed'> {
  const row = await transaction
    .selectFrom('instances')
    .select(['id', 'agent_id', 'instance_status', 'is_primary', 'is_active', 'terminated_at', 'zombie_since'])
    .select(['termination_attempted_at', 'termination_confirmed'])
    .where('id', '=', report.instanceId)
    .where('client_id', '=', report.clientId)
    .$if(isMysql(transaction), (query) => query.forUpdate())
    .executeTakeFirst();
  if (row === undefined) return 'unknown';
  const served = await transaction
    .selectFrom('agents')
    .select('logical_agent_id')
    .where('instance_id', '=', report.instanceId)
    .where((is) => is.or([is('status', 'is', null), is('status', '!=', 'deleted')]))
    .executeTakeFirst();
  if (served !== undefined) throw refusal(409, `Instance ${report.instanceId} serves agent ${served.logical_agent_id}`);
  const change = transition(bookOf(row), eventOf(report));
  if (change.outcome === 'refused') throw refusal(409, describeRefusal(report.instanceId, change.because));
  if (change.outcome === 'changed') await writeBook(transaction, { row, book: change.to, now: report.now });
  return change.outcome;
}

/** The replica book's rows of this client that name the instance and are not yet confirmed. */
async function recordForReplicas(transaction: StoreTransaction, report: Report): Promise<'unknown' | 'unchanged' | 'changed'> {
  const rows = await transaction
    .selectFrom('replica_instances as ri')
    .innerJoin('agents as a', 'a.id', 'ri.agent_id')
    .select(['ri.id', 'ri.termination_confirmed'])
    .where('ri.instance_id', '=', report.instanceId)
    .where('a.client_id', '=', report.clientId)
    .execute();
  if (rows.length === 0) return 'unknown';
  const open = rows.filter((row) => row.termination_confirmed !== 1).map((row) => row.id);
  if (open.length === 0) return 'unchanged';
  const attempted = { termination_attempted_at: storedTime(report.now) };
  const ended = { status: 'terminated', is_active: 0, terminated_at: storedTime(report.terminatedAt), termination_confirmed: 1 };
  await transaction
    .updateTable('replica_instances')
    .set(report.isSuccess ? { ...attempted, ...ended } : attempted)
    .where('id', 'in', open)
    .execute();
  return 'changed';
}

function eventOf(report: Report): InstanceEvent {
  const at = report.now.toISOString();
  return report.isSuccess
    ? { kind: 'termination-confirmed', at, terminatedAt: report.terminatedAt.toISOString() }
    : { kind: 'termination-failed', at };
}
