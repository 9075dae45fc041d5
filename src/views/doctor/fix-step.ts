import type { RunbookStep } from '../../domain/runbook.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { wrap } from '../wrap.ts';
import { mark } from './mark.ts';

/** So many findings of one code are named; the report above has all of them. */
const SHOWN_SUBJECTS = 3;

/** One step before its question: the findings it heals and the command, as it would be typed. */
export function fixStep(step: RunbookStep, place: { readonly number: number; readonly of: number; readonly screen: Screen }): string {
  const { number, of, screen } = place;
  const groups = [...Map.groupBy(step.heals, ({ code }) => code).values()];
  const lines = groups.flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const subjects = [first, ...others].map(({ subject }) => subject.id);
    const rest = subjects.length - SHOWN_SUBJECTS;
    const named = `${subjects.slice(0, SHOWN_SUBJECTS).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
    return [wrap(printable(`${first.title}: ${named}`), { first: `  ${mark(first.severity, screen)} ${first.code}  `, screen })];
  });
  const heading = screen.paint('bold', `Step ${number} of ${of}`);
  return `\n${heading}\n${lines.join('')}  ${screen.paint('bold', `$ ${printable(step.command)}`)}\n`;
}
