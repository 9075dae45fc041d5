import type { Finding } from '../../domain/findings/finding.ts';
import type { ListView } from '../list.ts';

/** Findings that stand, for a watch that tells of their coming and going. */
export function standingFindingList(findings: readonly Finding[]): ListView<Finding> {
  return {
    kind: 'Finding',
    items: findings,
    id: ({ code, subject }) => `${code} ${subject.id}`,
    whenEmpty: 'There are no findings.',
    // Its evidence tells costs and ages, which change by themselves.
    driftingFields: ['evidence.backend', 'evidence.database', 'evidence.aws', 'hourlyCostUsd'],
    columns: [],
  };
}
