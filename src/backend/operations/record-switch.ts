import { randomUUID } from 'node:crypto';

import { reportSwitch } from '../../wire/agent-reports.ts';
import { refusal } from '../http/refusal.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { lockAgent } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import type { AgentRow } from '../store/rows.ts';
import { momentOf, storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { bookInstance } from './book-instance.ts';
import { changeInstance } from './change-instance.ts';
import { notify } from './notify.ts';
import { pointAgentAt } from './point-agent.ts';
import { type SwitchRequest, switchRequest, switchTimes } from './switch-request.ts';

interface Switch {
  readonly clientId: string;
  readonly agent: AgentRow;
  readonly report: SwitchRequest;
  readonly times: ReturnType<typeof switchTimes>;
  readonly now: Date;
}

/** Books a switch that its agent made: the new instance is the primary, every other one of the agent's is demoted. The same report twice changes nothing more. */
export const switchReportRoute: Route = ownAgentRoute({ ...reportSwitch, request: switchRequest }, async (call) => {
  const { store, client, agent, body, now } = call;
  const change: Switch = { clientId: client.id, agent, report: body, times: switchTimes(body), now };
  await transact(store, (transaction) => record(transaction, change));
  return { success: true };
});

async function record(transaction: StoreTransaction, change: Switch): Promise<void> {
  await lockAgent(transaction, change.agent.id);
  if (await isKnown(transaction, change)) return;
  await expectCommand(transaction, change);
  await bookNewInstance(transaction, change);
  await endOldInstance(transaction, change);
  await bookSwitch(transaction, change);
}

async function isKnown(transaction: StoreTransaction, { agent, report, times }: Switch): Promise<boolean> {
  const known = await transaction
    .selectFrom('switches')
    .select(['id', 'initiated_at', 'old_instance_id'])
    .where('agent_id', '=', agent.id)
    .where('new_instance_id', '=', report.new_instance.instance_id)
    .execute();
  const oldId = report.old_instance?.instance_id ?? null;
  return known.some((row) => row.initiated_at === times.initiated_at && row.old_instance_id === oldId && times.initiated_at !== null);
}

async function expectCommand(transaction: StoreTransaction, { agent, report }: Switch): Promise<void> {
  if (report.command_id == null) return;
  const command = await transaction
    .selectFrom('commands')
    .select('id')
    .where('id', '=', report.command_id)
    .where('agent_id', '=', agent.id)
    .executeTakeFirst();
  if (command === undefined) throw refusal(404, 'Command not found');
}

async function bookNewInstance(transaction: StoreTransaction, { clientId, agent, report, times, now }: Switch): Promise<void> {
  const { new_instance: instance } = report;
  const booking = {
    clientId,
    agentId: agent.id,
    instanceId: instance.instance_id,
    instanceType: instance.instance_type,
    region: instance.region,
    az: instance.az,
    mode: instance.mode ?? 'unknown',
    poolId: instance.pool_id ?? null,
    imageId: instance.ami_id ?? null,
    spotPrice: pricesOf(report)?.new_spot ?? null,
    onDemandPrice: pricesOf(report)?.on_demand ?? null,
    isPrimary: true,
    now,
  };
  const at = times.instance_ready_at ?? storedTime(now);
  await bookInstance(transaction, booking);
  await pointAgentAt(transaction, booking);
  await transaction.updateTable('instances').set({ last_switch_at: at }).where('id', '=', booking.instanceId).execute();
  await transaction.updateTable('agents').set({ last_switch_at: at }).where('id', '=', agent.id).execute();
}

/** The agent ended the old machine itself, if it says so: there is nothing left to offer then. */
async function endOldInstance(transaction: StoreTransaction, { clientId, agent, report, times, now }: Switch): Promise<void> {
  const instanceId = report.old_instance?.instance_id;
  if (instanceId == null || instanceId === report.new_instance.instance_id) return;
  const ended = momentOf(times.old_terminated_at)?.toISOString();
  if (ended === undefined) return;
  const event = { kind: 'termination-confirmed', at: now.toISOString(), terminatedAt: ended } as const;
  await changeInstance(transaction, { instanceId, clientId, agentId: agent.id, event, now });
}

async function bookSwitch(transaction: StoreTransaction, { clientId, agent, report, times, now }: Switch): Promise<void> {
  const { on_demand = null, old_spot = null, new_spot = null } = pricesOf(report) ?? {};
  const impact = old_spot === null || new_spot === null ? 0 : old_spot - new_spot;
  await transaction
    .insertInto('switches')
    .values({
      id: randomUUID(),
      client_id: clientId,
      agent_id: agent.id,
      command_id: report.command_id ?? null,
      ...sideOf('old', report.old_instance),
      ...sideOf('new', report.new_instance),
      on_demand_price: on_demand,
      old_spot_price: old_spot,
      new_spot_price: new_spot,
      savings_impact: impact,
      event_trigger: report.trigger ?? null,
      ...times,
      downtime_seconds: secondsBetween(times.instance_launched_at, times.instance_ready_at),
      total_duration_seconds: secondsBetween(times.initiated_at, times.instance_ready_at),
      timestamp: storedTime(now),
    })
    .execute();
  if (impact > 0) await addSavings(transaction, { clientId, usd: impact * 24 });
  const instanceId = report.new_instance.instance_id;
  const message = `Switch from ${report.old_instance?.instance_id ?? 'nothing'} to ${instanceId}`;
  await notify(transaction, { clientId, agentId: agent.id, type: 'switch_completed', message, now });
  await recordEvent(transaction, { type: 'switch_completed', clientId, agentId: agent.id, instanceId, message, at: now });
}

async function addSavings(
  transaction: StoreTransaction,
  { clientId, usd }: { readonly clientId: string; readonly usd: number },
): Promise<void> {
  await transaction
    .updateTable('clients')
    .set((is) => ({ total_savings: is(is.fn.coalesce('total_savings', is.val(0)), '+', usd) }))
    .where('id', '=', clientId)
    .execute();
}

function pricesOf({ pricing, prices }: SwitchRequest): SwitchRequest['prices'] {
  return pricing ?? prices;
}

function sideOf(side: 'old' | 'new', instance: SwitchRequest['old_instance']) {
  const entries = Object.entries({
    instance_id: instance?.instance_id,
    instance_type: instance?.instance_type,
    region: instance?.region,
    az: instance?.az,
    ami_id: instance?.ami_id,
    mode: instance?.mode,
    pool_id: instance?.pool_id,
  });
  return Object.fromEntries(entries.map(([name, value]) => [`${side}_${name}`, value ?? null]));
}

function secondsBetween(from: string | null, to: string | null): number | null {
  const [start, end] = [momentOf(from), momentOf(to)];
  return start === null || end === null ? null : Math.max(0, Math.floor((end.getTime() - start.getTime()) / 1000));
}
