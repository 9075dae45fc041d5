import { formatDuration } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import type { Diagnosed } from '../../usecases/diagnose.ts';
import { checksSection } from './checks-section.ts';
import { findingsSection } from './findings-section.ts';
import { sideBySide } from './side-by-side.ts';
import { summaryLine } from './summary-line.ts';
import { suppressedSection } from './suppressed-section.ts';
import { wrap } from '../wrap.ts';

/** The diagnosis for reading: whom it is about, the checks, the findings with their remedies, the sources side by side, the verdict. */
export function doctorText(diagnosed: Diagnosed, view: { readonly screen: Screen; readonly isComplete: boolean }): string {
  const { screen, isComplete } = view;
  const options = { ...screen, isComplete };
  const { diagnosis } = diagnosed;
  const sections = [
    header(diagnosed, screen),
    checksSection(diagnosis, options),
    findingsSection(diagnosis.findings, options),
    suppressedSection(diagnosis.suppressed, screen),
    sideBySide(diagnosed, options),
    summaryLine(diagnosis, screen),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

function header({ input, durationMs }: Diagnosed, screen: Screen): string {
  const { client, account, regions } = input.fleet;
  const words = [
    client.ok ? `client ${client.value.name}` : 'client unknown',
    account.ok ? `AWS account ${account.value}` : null,
    regions.size === 0 ? null : [...regions.keys()].join(', '),
    durationMs < 1_000 ? `${durationMs} ms` : formatDuration(durationMs / 1_000),
  ].filter((word) => word !== null);
  return wrap(printable(words.join(' · ')), { first: '', screen });
}
