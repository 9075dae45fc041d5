import type { ReportedTarget, TerminationOutcome, TerminationReport } from '../../domain/termination/termination-report.ts';
import { formatCount, formatHourly } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen, Style } from '../screen.ts';
import { renderTable } from '../table.ts';
import { wrap } from '../wrap.ts';
import { leftBehindText } from './left-behind-text.ts';

/** How the run ended: each instance, what stays behind, and what it all comes to. */
export function terminationReportText(report: TerminationReport, screen: Screen): string {
  if (report.targets.length === 0) return `${screen.paint('green', '✓')} Nothing to terminate in account ${report.account}.\n`;
  return `${outcomeTable(report, screen)}${trouble(report, screen)}${behind(report, screen)}${totalsLine(report, screen)}`;
}

const columns = [{ header: 'INSTANCE' }, { header: 'REGION' }, { header: 'OUTCOME' }, { header: 'BEFORE' }, { header: 'BACKEND' }] as const;

const styles: Readonly<Record<TerminationOutcome, Style>> = {
  terminated: 'green',
  'already-gone': 'green',
  failed: 'red',
  refused: 'yellow',
  unknown: 'yellow',
  pending: 'yellow',
};

function outcomeTable({ targets }: TerminationReport, screen: Screen): string {
  const rows = targets.map(({ id, region, outcome, previousState, reported }) => [
    id,
    region ?? '-',
    screen.paint(styles[outcome], outcome),
    previousState ?? '-',
    reported ? 'told' : 'not told',
  ]);
  return renderTable({ columns, rows, screen });
}

function trouble({ targets }: TerminationReport, screen: Screen): string {
  const first = `${screen.paint('yellow', '!')} `;
  return targets
    .flatMap(({ id, error }) =>
      error === null
        ? []
        : [
            wrap(`${id}: ${printable(error.message)}`, { first, screen }),
            ...(error.cause === null ? [] : [wrap(printable(error.cause), { first: '  Why:  ', screen })]),
            wrap(printable(error.hint), { first: '  Next: ', screen }),
          ],
    )
    .join('');
}

function behind({ targets }: TerminationReport, screen: Screen): string {
  const first = `${screen.paint('yellow', '!')} `;
  return targets
    .flatMap(({ id, outcome, leftBehind }) => {
      const text = outcome === 'terminated' ? leftBehindText(leftBehind) : null;
      return text === null ? [] : [wrap(`${id} left behind, and goes on costing: ${text}.`, { first, screen })];
    })
    .join('');
}

function totalsLine({ totals, hourlySaving, targets, account }: TerminationReport, screen: Screen): string {
  const { terminated, alreadyGone, failed, refused, unknown, pending, reported } = totals;
  const counts = Object.entries({ terminated, 'already gone': alreadyGone, pending, refused, failed, unknown });
  const words = counts.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  const saved = terminated + pending > 0 ? savingText(hourlySaving) : '';
  const told = terminated + alreadyGone === 0 ? '' : `; ${formatCount(reported, 'end')} reported to the backend`;
  return wrap(`${words.join(', ')} in account ${account}${told}.${saved}`, { first: `${markOf(targets, screen.paint)} `, screen });
}

function savingText(hourlySaving: number | null): string {
  if (hourlySaving === 0) return '';
  return ` Saves ${hourlySaving === null ? 'an amount that no source knows' : `${formatHourly(hourlySaving)} an hour`}.`;
}

function markOf(targets: readonly ReportedTarget[], paint: Screen['paint']): string {
  return targets.every(({ error }) => error === null) ? paint('green', '✓') : paint('yellow', '!');
}
