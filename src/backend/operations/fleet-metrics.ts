import { metricsDocument } from '../../wire/operations.ts';
import { administratorRoute, type Route } from '../http/route.ts';
import type { Store } from '../store/open-store.ts';
import { secondsSince } from '../store/stored-time.ts';

/** An OpenMetrics document: what this process did, and how many zombies the database holds. It tells of every client, so only an administrator reads it. */
export const metricsRoute: Route = administratorRoute(metricsDocument, async ({ store, metrics, now }) => {
  const zombies = await countZombies(store);
  const oldest = Math.max(0, secondsSince(zombies.since, now) ?? 0);
  return [
    ...metrics.lines(),
    '# TYPE spotctl_zombies gauge',
    '# HELP spotctl_zombies Instances that wait for their termination.',
    `spotctl_zombies ${String(zombies.count)}`,
    '# TYPE spotctl_oldest_zombie_seconds gauge',
    '# UNIT spotctl_oldest_zombie_seconds seconds',
    '# HELP spotctl_oldest_zombie_seconds How long the oldest of them waits.',
    `spotctl_oldest_zombie_seconds ${String(oldest)}`,
    '# EOF',
    '',
  ].join('\n');
});

async function countZombies(store: Store): Promise<{ readonly count: number; readonly since: string | null }> {
  return store
    .selectFrom('instances')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min<string | null>(fn.coalesce('zombie_since', 'updated_at')).as('since')])
    .where('instance_status', '=', 'zombie')
    .executeTakeFirstOrThrow();
}
