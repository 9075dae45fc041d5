import { formatCount, formatHourly, formatUsd } from '../amounts.ts';
import type { InstanceItem } from './instance-item.ts';

/** `2 instances at $0.0269 an hour; 1 unwanted at $0.0135 an hour, $0.33 so far.` What has no known price is said, not guessed. */
export function instanceTotals(items: Iterable<InstanceItem>): string {
  const all = [...items];
  const unwanted = all.filter(isUnwanted);
  const waste = `${hourlyOf(unwanted)}${wastedOf(unwanted)}.`;
  if (unwanted.length === 0) return `${formatCount(all.length, 'instance')}${hourlyOf(all)}.`;
  if (unwanted.length === all.length) return `${formatCount(all.length, 'unwanted instance')}${waste}`;
  return `${formatCount(all.length, 'instance')}${hourlyOf(all)}; ${unwanted.length} unwanted${waste}`;
}

/** Over in the backend, or a zombie there, while EC2 bills it. */
function isUnwanted({ status, aws }: InstanceItem): boolean {
  const isBilled = aws?.state === 'running' || aws?.state === 'pending' || aws?.state === 'stopping';
  return isBilled && (status === 'zombie' || status === 'terminated');
}

/** What EC2 did not return costs nothing that is known of, and is not counted as a gap. */
function hourlyOf(items: readonly InstanceItem[]): string {
  const known = items.flatMap(({ hourlyCost }) => hourlyCost ?? []);
  const unpriced = items.filter(({ hourlyCost, aws }) => hourlyCost === null && aws?.state !== 'absent').length;
  if (known.length === 0) return unpriced === 0 ? '' : ' of unknown cost';
  return ` at ${formatHourly(sum(known))} an hour${unpriced === 0 ? '' : ` and ${unpriced} of unknown cost`}`;
}

function wastedOf(items: readonly InstanceItem[]): string {
  const known = items.flatMap(({ wastedCost }) => wastedCost ?? []);
  return known.length === 0 ? '' : `, ${formatUsd(sum(known))} so far`;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
