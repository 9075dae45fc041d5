import type { FleetInstance } from '../reconciliation.ts';
import { isPrimary } from '../survey-fleet.ts';
import { instanceEvidence } from './describe-instance.ts';
import { isRunning } from './facts.ts';
import type { FindingDefinition, Remedy } from './finding.ts';
import { registerCommand } from './remedies.ts';

export const strangeValue: FindingDefinition = {
  code: 'FL424',
  category: 'fleet',
  severity: 'error',
  title: 'Row holds a value that no query expects',
  expectation: 'Rows hold only values that the backend’s queries know',
  meaning:
    'The backend stored what it was sent, and its queries compare with other values: a primary whose is_primary is 2 or NULL is never demoted, a zombie whose is_active is NULL is never offered, a negative price is counted as income.',
  cause: 'A caller sent something else than true or false, a made-up mode or a negative price, and the backend checks none of them.',
  remedy: 'Register the instance again with spotctl register-instance where it serves, or correct the named column in the database.',
  evidence: 'The row’s column and value, such as is_primary=2, in the words of each source that holds it.',
  related: ['FL403', 'FL405', 'FL420'],
  asks: ['rows'],
  judgeEach: (instance, facts) => {
    const strange = instance.row?.status === 'terminated' ? [] : (instance.row?.strangeValues ?? []);
    if (strange.length === 0) return null;
    const note = `no query expects ${strange.join(', ')}`;
    return instanceEvidence({ facts, instance, note, remedy: remedyFor(instance, strange) });
  },
};

/** A registration writes these two anew, and is safe for a primary that serves already. */
const REWRITTEN: readonly string[] = ['is_primary', 'is_active'];

function remedyFor(instance: FleetInstance, strange: readonly string[]): Remedy {
  const columns = strange.map((value) => value.split('=')[0] ?? value);
  const isServing = isPrimary(instance) && instance.isPointedAt && isRunning(instance);
  if (isServing && columns.every((column) => REWRITTEN.includes(column))) {
    return { text: 'Register it again, which writes the column anew.', command: registerCommand(instance.id, instance.agent) };
  }
  return { text: `Correct ${columns.join(', ')} of this row in the database; the backend itself never does.`, command: null };
}
