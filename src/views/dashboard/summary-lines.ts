import type { SourceAge } from '../../domain/watch/source-ages.ts';
import type { FollowedFleet } from '../../usecases/follow-fleet.ts';
import { formatAge, formatCount, formatHourly, formatUsd } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { cut } from '../wrap.ts';
import { wastedNow } from './instance-columns.ts';
import type { InstanceRow } from './instance-rows.ts';
import { runLines } from './run-lines.ts';

/** Whose fleet it is and how old each source's word, what it counts, and a line for each source that fails. */
export function summaryLines(
  watched: FollowedFleet,
  { rows, screen }: { readonly rows: readonly InstanceRow[]; readonly screen: Screen },
): readonly string[] {
  const client = watched.client.ok ? watched.client.value.name : 'client unknown';
  const title = cut(printable(`spotctl watch  ${client}`), { width: screen.columns - 1, screen });
  const told = cut(printable(`seen: ${ages(watched.sources, screen).join(', ')}`), { width: screen.columns - 1, screen });
  const failures = watched.sources.flatMap((age) => (age.failure === null ? [] : [`! ${nameOf(age)}: ${age.failure}`]));
  return [
    screen.paint('bold', title),
    screen.paint('dim', told),
    ...countsLines(watched, { rows, screen }),
    ...runLines(watched, screen),
    ...failures.map((line) => screen.paint('red', cut(printable(line), { width: screen.columns - 1, screen }))),
  ];
}

function countsLines(
  { totals, findings }: FollowedFleet,
  { rows, screen }: { readonly rows: readonly InstanceRow[]; readonly screen: Screen },
): readonly string[] {
  const wasted = rows.flatMap((row) => wastedNow(row, screen) ?? []);
  const ending = rows.filter((row) => row.aws?.state === 'shutting-down').length;
  const standing = findings.filter(({ wentAt }) => wentAt === null).length;
  const counts = [
    `${known(totals.primaries)} primary`,
    `${known(totals.replicas)} replica`,
    `${known(totals.zombies)} zombie`,
    `${known(totals.ghosts)} ghost`,
    `${known(totals.unregistered)} unregistered`,
    ...(ending > 0 ? [`${ending} ending`] : []),
  ].join('  ');
  const sum = wasted.reduce((total, usd) => total + usd, 0);
  const waste = `${formatHourly(totals.hourlyWasteUsd)}/h wasted${wasted.length > 0 ? `, ${formatUsd(sum)} so far` : ''}`;
  const line = `${counts}   ${formatCount(standing, 'finding')}`;
  return screen.columns >= screen.widthOf(line) + screen.widthOf(waste) + 4 ? [`${line}   ${waste}`] : [line, waste];
}

/** How long ago each source answered; of many regions the one that is most behind. */
function ages(sources: readonly SourceAge[], { now }: Screen): readonly string[] {
  const regions = sources.filter(({ region }) => region !== null);
  const oldest = regions.toSorted((left, right) => momentOf(left) - momentOf(right))[0];
  const age = ({ seenAt }: SourceAge): string => (seenAt === null ? 'never' : `${formatAge(seenAt, now)} ago`);
  if (regions.length < 3 || oldest === undefined) return sources.map((source) => `${nameOf(source)} ${age(source)}`);
  const others = sources.filter(({ region }) => region === null).map((source) => `${nameOf(source)} ${age(source)}`);
  return [...others, `EC2 in ${regions.length} regions ${age(oldest)}`];
}

function momentOf({ seenAt }: SourceAge): number {
  return seenAt === null ? 0 : Date.parse(seenAt);
}

function nameOf({ source, region }: SourceAge): string {
  return region === null ? source : `${source} ${region}`;
}

function known(count: number | null): string {
  return count === null ? '?' : String(count);
}
