import type { Instance } from '../instance.ts';
import { instanceEvidence } from './describe-instance.ts';
import type { FindingDefinition } from './finding.ts';

export const contradictoryRow: FindingDefinition = {
  code: 'FL420',
  category: 'fleet',
  severity: 'error',
  title: 'Row contradicts itself',
  expectation: 'No row contradicts itself',
  meaning:
    'Fields of one row say opposite things, and each query of the backend believes another of them: lists, sweep and switches disagree.',
  cause:
    'A terminated id was registered again, a termination was reported for a primary, an agent was deleted, or a value other than true or false was sent.',
  remedy: 'Register the instance that serves; a row of one that is gone is to be corrected in the database.',
  evidence: 'The two fields that contradict each other.',
  related: ['FL401', 'FL405', 'FL424'],
  asks: ['rows', 'database-rows'],
  judgeEach: (instance, facts) => {
    const contradictions = instance.row === null ? [] : contradictionsOf(instance.row);
    if (contradictions.length === 0) return null;
    const remedy = {
      text: 'Register the agent’s serving instance, which demotes this row; what stays wrong after that must be corrected in the database.',
      command: null,
    };
    return instanceEvidence({ facts, instance, note: `contradiction: ${contradictions.join(', ')}`, remedy });
  },
};

function contradictionsOf(row: Instance): readonly string[] {
  const isRunning = row.status === 'running_primary' || row.status === 'running_replica';
  const rules: readonly (readonly [boolean, string])[] = [
    [row.status === 'running_primary' && row.isPrimary === false, 'running_primary but not is_primary'],
    [row.status !== 'running_primary' && row.status !== 'unknown' && row.isPrimary === true, `${row.status} but is_primary`],
    [isRunning && row.isActive === false, `${row.status} but not is_active`],
    [isRunning && row.terminatedAt !== null, `${row.status} but terminated_at is set`],
    [isRunning && row.terminationConfirmed === true, `${row.status} but termination_confirmed`],
  ];
  return rules.flatMap(([isBroken, words]) => (isBroken ? [words] : []));
}
