import type { Check, Diagnosis } from '../../domain/diagnosis.ts';
import type { Category, Finding } from '../../domain/findings/finding.ts';
import { formatCount } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { mark } from './mark.ts';
import { wrap } from './wrap.ts';

const HEADINGS: Readonly<Record<Category, string>> = {
  schema: 'Schema',
  endpoints: 'Endpoints',
  aws: 'AWS',
  fleet: 'Fleet',
  logs: 'Logs',
};

/** Every category with what is not well in it; what is well is counted, or listed with `isComplete`. */
export function checksSection(diagnosis: Diagnosis, screen: Screen & { readonly isComplete: boolean }): string {
  const categories = [...new Set(diagnosis.checks.map(({ category }) => category))];
  return categories
    .map((category) => {
      const checks = diagnosis.checks.filter((check) => check.category === category);
      const shown = checks.filter(({ status }) => screen.isComplete || status !== 'ok');
      const passed = checks.filter(({ status }) => status === 'ok').length;
      const tail = screen.isComplete || passed === 0 ? '' : `  ${mark('ok', screen)} ${formatCount(passed, 'check')} passed\n`;
      const lines = shown.map((check) => checkLine(check, { findings: diagnosis.findings, screen }));
      return `${screen.paint('bold', HEADINGS[category])}\n${lines.join('')}${tail}`;
    })
    .join('');
}

function checkLine(check: Check, context: { readonly findings: readonly Finding[]; readonly screen: Screen }): string {
  const { screen } = context;
  const found = context.findings.filter(({ code }) => code === check.id);
  const count = found.length > 1 ? ` (${found.length})` : '';
  const title = found[0] === undefined ? check.title : `${found[0].title}${count}`;
  const why = found.length > 0 || check.detail === null ? '' : `: ${printable(check.detail)}`;
  return wrap(`${title}${why}`, { first: `  ${mark(check.status, screen)} ${check.id}  `, screen });
}
