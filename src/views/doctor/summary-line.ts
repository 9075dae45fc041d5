import type { Diagnosis } from '../../domain/diagnosis.ts';
import { formatCount, formatHourly } from '../amounts.ts';
import type { Screen } from '../screen.ts';
import { mark } from './mark.ts';
import { wrap } from './wrap.ts';

/** The verdict in one line, with what is wasted each hour. */
export function summaryLine(diagnosis: Diagnosis, screen: Screen): string {
  const parts = [verdict(diagnosis), troubles(diagnosis), waste(diagnosis), gaps(diagnosis)].filter((part) => part !== null);
  const status = { healthy: 'ok', problems: 'error', incomplete: 'unknown' } as const;
  return wrap(`${parts.join('; ')}.`, { first: `${mark(status[diagnosis.status], screen)} `, screen });
}

function verdict({ status, findings, checks, fleet }: Diagnosis): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  switch (status) {
    case 'healthy':
      return `Healthy: ${formatCount(checks.filter((check) => check.status === 'ok').length, 'check')} passed, ${formatCount(fleet.instances, 'instance')}`;
    case 'problems':
      return `${formatCount(errors, 'error')}, ${formatCount(warnings, 'warning')}`;
    case 'incomplete':
      return 'No problem found, but not everything could be checked';
    default:
      return status satisfies never;
  }
}

function troubles({ fleet }: Diagnosis): string | null {
  const counts = [
    fleet.ghosts === 0 ? null : formatCount(fleet.ghosts, 'ghost'),
    fleet.zombies === 0 ? null : formatCount(fleet.zombies, 'zombie'),
    fleet.unregistered === 0 ? null : `${fleet.unregistered} unregistered`,
  ].filter((count) => count !== null);
  return counts.length === 0 ? null : counts.join(', ');
}

function waste({ fleet }: Diagnosis): string {
  if (fleet.hourlyWasteUsd === 0 && fleet.unpriced === 0) return 'nothing wasted';
  const unpriced = fleet.unpriced === 0 ? '' : ` and ${fleet.unpriced} without a known price`;
  return fleet.hourlyWasteUsd === null ? `wasted at an unknown price` : `${formatHourly(fleet.hourlyWasteUsd)} wasted each hour${unpriced}`;
}

function gaps({ checks }: Diagnosis): string | null {
  const unknown = checks.filter(({ status }) => status === 'unknown').length;
  return unknown === 0 ? null : `${formatCount(unknown, 'check')} unknown`;
}
