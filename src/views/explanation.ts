import type { Explanation } from '../domain/explanations.ts';
import type { ListView } from './list.ts';
import type { Screen } from './screen.ts';
import { wrap } from './wrap.ts';

/** One code as text: what it is, why it matters, where it comes from, how it shows, what to do. */
export function explanationText(explanation: Explanation, screen: Screen): string {
  const { paint } = screen;
  const parts = [
    ['Meaning', explanation.meaning],
    ['Cause', explanation.cause],
    ['Look for', explanation.evidence],
    ['Remedy', explanation.remedy],
    ['Rests on', explanation.asks?.join(', ') ?? null],
    ['See also', explanation.related.length === 0 ? null : explanation.related.join(', ')],
    ['Ends a run as', explanation.exit],
  ] as const;
  const head = `${paint('bold', `${explanation.code}: ${explanation.title}`)}${explanation.severity === null ? '' : ` (${explanation.severity})`}\n`;
  const told = parts.flatMap(([name, text]) => (text === null ? [] : [`\n${paint('bold', name)}\n${wrap(text, { first: '  ', screen })}`]));
  return head + told.join('');
}

export function explanationList(explanations: readonly Explanation[]): ListView<Explanation> {
  return {
    kind: 'ExplanationList',
    items: explanations,
    id: ({ code }) => code,
    whenEmpty: 'There are no codes.',
    columns: [
      { name: 'code', header: 'CODE', value: ({ code }) => code },
      { name: 'severity', header: 'SEVERITY', value: ({ severity }) => severity },
      { name: 'title', header: 'TITLE', value: ({ title }) => title },
    ],
  };
}
