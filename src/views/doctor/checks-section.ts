import type { Check, Diagnosis } from '../../domain/diagnosis.ts';
import type { Category } from '../../domain/findings/finding.ts';
import { formatCount } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { mark } from './mark.ts';
import { wrap } from '../wrap.ts';

const HEADINGS: Readonly<Record<Category, string>> = {
  schema: 'Schema',
  endpoints: 'Endpoints',
  aws: 'AWS',
  fleet: 'Fleet',
  logs: 'Logs',
};

/** Every category with what is not well in it; what is well is counted, or listed with `isComplete`. */
export function checksSection(diagnosis: Diagnosis, screen: Screen & { readonly isComplete: boolean }): string {
  const categories = [...new Set(diagnosis.checks.map(({ category }) => category))].filter(
    (category) => screen.isComplete || !isUnused(category, diagnosis),
  );
  return categories
    .map((category) => {
      const checks = diagnosis.checks.filter((check) => check.category === category);
      const lines = screen.isComplete
        ? checks.map((check) => checkLine(check, { diagnosis, screen }))
        : shortLines(checks, { diagnosis, screen });
      return `${screen.paint('bold', HEADINGS[category])}\n${lines.join('')}`;
    })
    .join('');
}

/** Logs are looked at where some are given; that none were is no news. */
function isUnused(category: Category, { checks }: Diagnosis): boolean {
  return category === 'logs' && checks.every((check) => check.category !== category || check.status === 'skipped');
}

interface Context {
  readonly diagnosis: Diagnosis;
  readonly screen: Screen;
}

/** Troubles one by one; checks that were not made together by their reason; those that passed as a number. */
function shortLines(checks: readonly Check[], context: Context): readonly string[] {
  const { screen } = context;
  const troubles = checks.filter(({ status }) => status === 'error' || status === 'warning');
  const unmade = checks.filter(({ status }) => status === 'unknown' || status === 'skipped');
  const passed = checks.length - troubles.length - unmade.length;
  return [
    ...troubles.map((check) => checkLine(check, context)),
    ...[...Map.groupBy(unmade, ({ status, detail }) => `${status} ${detail}`).values()].map((group) => unmadeLine(group, context)),
    ...(passed === 0 ? [] : [`  ${mark('ok', screen)} ${formatCount(passed, 'check')} passed\n`]),
  ];
}

function unmadeLine(group: readonly Check[], context: Context): string {
  const [first] = group;
  if (first === undefined) return '';
  if (group.length === 1) return checkLine(first, context);
  const { screen } = context;
  const text = `${formatCount(group.length, 'check')} ${first.status}: ${printable(first.detail ?? '')} (${group.map(({ id }) => id).join(' ')})`;
  return wrap(text, { first: `  ${mark(first.status, screen)} `, screen });
}

function checkLine(check: Check, context: Context): string {
  const { screen } = context;
  const found = context.diagnosis.findings.filter(({ code }) => code === check.id);
  const count = found.length > 1 ? ` (${found.length})` : '';
  const title = found[0] === undefined ? check.title : `${found[0].title}${count}`;
  const why = found.length > 0 || check.detail === null ? '' : `: ${printable(check.detail)}`;
  return wrap(`${title}${why}`, { first: `  ${mark(check.status, screen)} ${check.id}  `, screen });
}
