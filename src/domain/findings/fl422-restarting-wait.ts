import type { Timestamp } from '../instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { brief, instanceEvidence } from './describe-instance.ts';
import { type Facts, primariesOf } from './facts.ts';
import type { FindingDefinition } from './finding.ts';
import { terminateUnwanted } from './remedies.ts';
import { effectiveWaitSeconds, isBilledZombie, POLL_GRACE_SECONDS } from './waits.ts';

export const restartingWait: FindingDefinition = {
  code: 'FL422',
  category: 'fleet',
  severity: 'warning',
  title: 'Wait keeps restarting',
  expectation: 'The wait of every zombie comes to its end',
  meaning:
    'The sweep counts a zombie’s wait from the last touch of its row, and the row is touched more often than the wait is long: it is never offered.',
  cause:
    'The zombie’s own agent goes on reporting prices every five minutes, each of which touches the row; so does a termination report that fails.',
  remedy: 'Terminate it with spotctl zombies --terminate, or stop the agent on it.',
  evidence: 'Since when it is unwanted, the last touch of its row, and the wait between them.',
  related: ['FL402', 'FL425'],
  asks: ['rows', 'database-rows', 'regions', 'attribution'],
  judge: (facts) =>
    facts.survey.unwanted.flatMap((instance) => {
      if (!isBilledZombie(instance) || instance.row?.isActive === true || instance.row === null) return [];
      const { updatedAt } = instance.row;
      const since = demotedAt(instance, facts);
      if (since === null || updatedAt === null || !isKeptWaiting({ since, updatedAt, instance, facts })) return [];
      const note = `unwanted since ${brief(since)}, touched again ${brief(updatedAt)}, wait ${effectiveWaitSeconds(instance.agent)} s`;
      const remedy = terminateUnwanted('Terminate it: its wait begins anew with every touch of its row.');
      return [instanceEvidence({ facts, instance, note, remedy })];
    }),
};

/** Its own word, else the moment its successor was booked: today's backend keeps none. */
function demotedAt(instance: FleetInstance, facts: Facts): Timestamp | null {
  if (instance.row?.zombieSince != null) return instance.row.zombieSince;
  if (instance.agent === null || !facts.areAllAttributed) return null;
  const booked = primariesOf(facts, instance.agent.id).flatMap(({ row }) => row?.installedAt ?? []);
  return booked.toSorted().at(-1) ?? null;
}

function isKeptWaiting(input: {
  readonly since: Timestamp;
  readonly updatedAt: Timestamp;
  readonly instance: FleetInstance;
  readonly facts: Facts;
}): boolean {
  const waitMs = effectiveWaitSeconds(input.instance.agent) * 1_000;
  const graceMs = POLL_GRACE_SECONDS * 1_000;
  const { nowMs } = input.facts;
  const isOverdue = nowMs - Date.parse(input.since) > waitMs + graceMs;
  const isTouched = Date.parse(input.updatedAt) - Date.parse(input.since) > graceMs;
  return isOverdue && isTouched && nowMs - Date.parse(input.updatedAt) < waitMs;
}
