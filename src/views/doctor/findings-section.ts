import type { Finding } from '../../domain/findings/finding.ts';
import { formatHourly } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { mark } from './mark.ts';
import { wrap } from '../wrap.ts';

/** So many subjects of one finding are shown with their evidence; the tables list all of them. */
const SHOWN_SUBJECTS = 5;

/** The findings with their evidence and cost; those of one code that one remedy heals share it. */
export function findingsSection(findings: readonly Finding[], screen: Screen & { readonly isComplete: boolean }): string {
  if (findings.length === 0) return '';
  const groups = [...Map.groupBy(findings, ({ code, remedy }) => `${code} ${remedy.text} ${remedy.command ?? ''}`).values()];
  return `${screen.paint('bold', 'Findings')}\n${groups.map((group) => renderGroup(group, screen)).join('')}`;
}

function renderGroup(group: readonly Finding[], screen: Screen & { readonly isComplete: boolean }): string {
  const [first] = group;
  if (first === undefined) return '';
  const heading = `${mark(first.severity, screen)} ${screen.paint('bold', first.code)}  `;
  const shown = screen.isComplete ? group : group.slice(0, SHOWN_SUBJECTS);
  const rest = group.length - shown.length;
  const more = rest === 0 ? '' : `    … and ${rest} more, all with --all\n`;
  const bodies = shown.map((finding) => renderFinding(finding, screen));
  return `${wrap(first.title, { first: heading, screen })}${bodies.join('')}${more}${renderRemedy(first, screen)}`;
}

function renderFinding({ subject, evidence, hourlyCostUsd }: Finding, screen: Screen): string {
  const cost = hourlyCostUsd === null ? '' : `  ${formatHourly(hourlyCostUsd)}/h`;
  const name = screen.paint('cyan', printable(subject.id));
  const [only, ...others] = voicesOf(evidence);
  if (only !== undefined && others.length === 0) {
    return wrap(printable(only.text), { first: `    ${name}${cost}: `, indent: 6, screen });
  }
  const lines = [only, ...others].flatMap((voice) =>
    voice === undefined ? [] : [wrap(printable(voice.text), { first: `      ${screen.paint('dim', voice.source.padEnd(8))}  `, screen })],
  );
  return `    ${subject.type} ${name}${cost}\n${lines.join('')}`;
}

interface Voice {
  readonly source: string;
  readonly text: string;
}

function voicesOf({ backend, database, aws }: Finding['evidence']): readonly Voice[] {
  const isSame = backend !== null && backend === database;
  return [
    ...(backend === null ? [] : [{ source: 'backend', text: backend }]),
    ...(database === null ? [] : [{ source: 'database', text: isSame ? 'the same' : database }]),
    ...(aws === null ? [] : [{ source: 'aws', text: aws }]),
  ];
}

function renderRemedy({ remedy }: Finding, screen: Screen): string {
  const text = wrap(printable(remedy.text), { first: `    ${screen.paint('dim', '→')} `, screen });
  return remedy.command === null ? text : `${text}      ${screen.paint('bold', `$ ${printable(remedy.command)}`)}\n`;
}
