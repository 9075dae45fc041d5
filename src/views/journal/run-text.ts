import { formatAge } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { terminationReportText } from '../termination/termination-report-text.ts';
import { wrap } from '../wrap.ts';
import { leftText } from './left-text.ts';
import type { RunDocument } from './run-document.ts';

/** One page on a run: whose it was, what it came to, and what it recorded, oldest first. */
export function runText(run: RunDocument, screen: Screen): string {
  const { runId, status, startedAt, clientName, account, backendUrl, by } = run;
  const head = [
    screen.paint('bold', `${runId}  ${status}`),
    `  Begun    ${startedAt ?? '-'} (${formatAge(startedAt, screen.now)} ago)`,
    `  Client   ${printable(clientName ?? '-')}`,
    `  Account  ${account ?? '-'}`,
    `  Backend  ${printable(backendUrl ?? '-')}`,
    `  Process  ${by === null ? '-' : printable(`${by.pid} on ${by.host}`)}`,
    `  Left     ${leftText(run)}`,
  ];
  const next = status === 'open' ? `\n  Next: spotctl journal resume ${runId}\n` : '';
  return `${head.map((line) => `${line}\n`).join('')}${next}\n${terminationReportText(run.report, screen)}\n${eventLines(run, screen)}`;
}

function eventLines({ events }: RunDocument, screen: Screen): string {
  const lines = events.map(({ at, instanceId, text }) =>
    wrap(printable(text), { first: `${at.slice(0, 19)}Z  ${instanceId}  `, indent: 4, screen }),
  );
  return `${screen.paint('bold', 'WHAT WAS RECORDED')}\n${lines.join('')}`;
}
