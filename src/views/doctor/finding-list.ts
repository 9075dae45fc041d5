import type { FindingDefinition } from '../../domain/findings/finding.ts';
import type { ListView } from '../list.ts';

/** One finding of the catalogue, as `--list` tells it. */
type ListedFinding = Pick<FindingDefinition, 'code' | 'category' | 'severity' | 'title'>;

export function findingList(findings: readonly FindingDefinition[]): ListView<ListedFinding> {
  return {
    kind: 'FindingList',
    items: findings.map(({ code, category, severity, title }) => ({ code, category, severity, title })),
    id: ({ code }) => code,
    whenEmpty: 'There are no findings.',
    columns: [
      { name: 'code', header: 'CODE', value: ({ code }) => code },
      { name: 'category', header: 'CATEGORY', value: ({ category }) => category },
      { name: 'severity', header: 'SEVERITY', value: ({ severity }) => severity },
      { name: 'title', header: 'TITLE', value: ({ title }) => title },
    ],
  };
}
