import { randomUUID } from 'node:crypto';

import * as z from 'zod/mini';

import { pricingReportRequest, reportPricing } from '../../wire/agent-reports.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { reportedTime } from './reported-time.ts';

/** What a price column holds. */
const price = z.number().check(z.minimum(0), z.maximum(9999.999999));
const upTo = (characters: number) => z.string().check(z.minLength(1), z.maxLength(characters));
const pool = z.object({ pool_id: upTo(100), price });
const place = z.object({
  instance_id: z.nullish(z.string().check(z.maxLength(50))),
  instance_type: z.nullish(z.string().check(z.maxLength(50))),
  region: z.nullish(z.string().check(z.maxLength(32))),
  az: z.nullish(z.string().check(z.maxLength(48))),
  mode: z.nullish(z.string().check(z.maxLength(20))),
  pool_id: z.nullish(z.string().check(z.maxLength(100))),
});
const request = z.extend(pricingReportRequest, {
  instance: z.optional(place),
  pricing: z.optional(
    z.object({
      on_demand_price: z.nullish(price),
      current_spot_price: z.nullish(price),
      cheapest_pool: z.nullish(pool),
      spot_pools: z.optional(z.array(z.extend(pool, { az: upTo(48) })).check(z.maxLength(200))),
      collected_at: z.nullish(z.string()),
    }),
  ),
});

type Report = z.output<typeof request>;

/** Books the prices an agent saw. The instance's row keeps its `updated_at`: prices are no change of its state. */
export const pricingReportRoute: Route = ownAgentRoute({ ...reportPricing, request }, async ({ store, client, agent, body, now }) => {
  const collectedAt = reportedTime('pricing.collected_at', body.pricing?.collected_at) ?? storedTime(now);
  await transact(store, async (transaction) => {
    await bookInstancePrices(transaction, { report: body, clientId: client.id });
    await bookReport(transaction, { report: body, agentId: agent.id, collectedAt, now });
    await bookPools(transaction, { report: body, collectedAt });
  });
  return { success: true };
});

async function bookInstancePrices(
  transaction: StoreTransaction,
  { report, clientId }: { readonly report: Report; readonly clientId: string },
): Promise<void> {
  const { instance, pricing } = report;
  if (instance?.instance_id == null || pricing === undefined) return;
  const { current_spot_price: spot, on_demand_price: onDemand } = pricing;
  if (spot == null && onDemand == null) return;
  await transaction
    .updateTable('instances')
    .set((is) => ({
      ...(spot == null ? {} : { spot_price: spot }),
      ...(onDemand == null ? {} : { ondemand_price: onDemand }),
      updated_at: is.ref('updated_at'),
    }))
    .where('id', '=', instance.instance_id)
    .where('client_id', '=', clientId)
    .execute();
}

interface ReportToBook {
  readonly report: Report;
  readonly agentId: string;
  readonly collectedAt: string;
  readonly now: Date;
}

/** What a report does not say is left to the columns' own NULL. */
async function bookReport(transaction: StoreTransaction, { report, agentId, collectedAt, now }: ReportToBook): Promise<void> {
  const { instance = {}, pricing = {} } = report;
  await transaction
    .insertInto('pricing_reports')
    .values({
      id: randomUUID(),
      agent_id: agentId,
      ...sent({ instance_id: instance.instance_id, instance_type: instance.instance_type, region: instance.region, az: instance.az }),
      ...sent({ current_mode: instance.mode, current_pool_id: instance.pool_id }),
      ...sent({ on_demand_price: pricing.on_demand_price, current_spot_price: pricing.current_spot_price }),
      ...sent({ cheapest_pool_id: pricing.cheapest_pool?.pool_id, cheapest_pool_price: pricing.cheapest_pool?.price }),
      spot_pools: JSON.stringify(pricing.spot_pools ?? []),
      collected_at: collectedAt,
      received_at: storedTime(now),
    })
    .execute();
}

function sent(columns: Readonly<Record<string, string | number | null | undefined>>): Record<string, string | number | null> {
  return Object.fromEntries(Object.entries(columns).map(([column, value]) => [column, value ?? null]));
}

/** A pool of this type and zone may be known under another id: its prices go there. */
async function bookPools(
  transaction: StoreTransaction,
  { report, collectedAt }: { readonly report: Report; readonly collectedAt: string },
): Promise<void> {
  const { instance_type, region } = report.instance ?? {};
  if (instance_type == null || region == null) return;
  for (const { pool_id, az, price: poolPrice } of report.pricing?.spot_pools ?? []) {
    const known = await transaction
      .selectFrom('spot_pools')
      .select('id')
      .where((is) =>
        is.or([is('id', '=', pool_id), is.and([is('instance_type', '=', instance_type), is('region', '=', region), is('az', '=', az)])]),
      )
      .executeTakeFirst();
    if (known === undefined) await transaction.insertInto('spot_pools').values({ id: pool_id, instance_type, region, az }).execute();
    const snapshot = { pool_id: known?.id ?? pool_id, price: poolPrice, captured_at: collectedAt };
    await transaction.insertInto('spot_price_snapshots').values(snapshot).execute();
  }
  const onDemand = report.pricing?.on_demand_price;
  if (onDemand == null) return;
  const snapshot = { region, instance_type, price: onDemand, captured_at: collectedAt };
  await transaction.insertInto('ondemand_price_snapshots').values(snapshot).execute();
}
