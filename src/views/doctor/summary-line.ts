import type { Diagnosis } from '../../domain/diagnosis.ts';
import { formatCount, formatHourly } from '../amounts.ts';
import type { Screen } from '../screen.ts';
import { mark } from './mark.ts';
import { wrap } from '../wrap.ts';

/** The verdict in one line, with what is wasted each hour. */
export function summaryLine(diagnosis: Diagnosis, screen: Screen): string {
  const parts = [verdict(diagnosis), troubles(diagnosis), waste(diagnosis), gaps(diagnosis), quiet(diagnosis)].filter(
    (part) => part !== null,
  );
  const status = { healthy: 'ok', problems: 'error', incomplete: 'unknown' } as const;
  return wrap(`${parts.join('; ')}.`, { first: `${mark(status[diagnosis.status], screen)} `, screen });
}

function verdict({ status, findings, checks, fleet }: Diagnosis): string {
  switch (status) {
    case 'healthy':
      return `Healthy: ${formatCount(checks.filter((check) => check.status === 'ok').length, 'check')} passed, ${formatCount(fleet.instances ?? 0, 'instance')}`;
    case 'problems':
      return (['error', 'warning'] as const)
        .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
        .flatMap(({ severity, count }) => (count === 0 ? [] : [formatCount(count, severity)]))
        .join(', ');
    case 'incomplete':
      return 'No problem found, but not everything could be checked';
    default:
      return status satisfies never;
  }
}

function troubles({ fleet }: Diagnosis): string | null {
  const { ghosts, zombies, unregistered } = fleet;
  const counts = [
    ghosts === null || ghosts === 0 ? null : formatCount(ghosts, 'ghost'),
    zombies === null || zombies === 0 ? null : formatCount(zombies, 'zombie'),
    unregistered === null || unregistered === 0 ? null : `${unregistered} unregistered`,
  ].filter((count) => count !== null);
  return counts.length === 0 ? null : counts.join(', ');
}

function waste({ fleet }: Diagnosis): string {
  const { hourlyWasteUsd, unpriced } = fleet;
  if (hourlyWasteUsd === null) return 'waste unknown';
  if (hourlyWasteUsd === 0 && unpriced === 0) return 'nothing wasted';
  return `${formatHourly(hourlyWasteUsd)} wasted each hour${unpriced === 0 ? '' : ` and ${unpriced} without a known price`}`;
}

function gaps({ checks }: Diagnosis): string | null {
  const unknown = checks.filter(({ status }) => status === 'unknown').length;
  return unknown === 0 ? null : `${formatCount(unknown, 'check')} unknown`;
}

function quiet({ suppressed }: Diagnosis): string | null {
  return suppressed.length === 0 ? null : `${suppressed.length} suppressed`;
}
