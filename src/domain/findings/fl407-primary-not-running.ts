import { isInstanceId } from '../instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { instanceEvidence } from './describe-instance.ts';
import { type Facts, isRunning, primariesOf } from './facts.ts';
import { isPrimary } from '../survey-fleet.ts';
import type { FindingDefinition } from './finding.ts';
import { giveItAPrimary } from './remedies.ts';
import { isGoneFromEc2 } from './visibility.ts';

export const primaryNotRunning: FindingDefinition = {
  code: 'FL407',
  category: 'fleet',
  severity: 'error',
  title: 'Primary is not running in EC2',
  expectation: 'Every primary runs in EC2',
  meaning:
    'The backend counts on an instance that EC2 does not run, so the service of its agent is likely down while the dashboard shows it up.',
  cause: 'AWS took the spot instance back, somebody stopped or terminated it, or its replacement was never registered.',
  remedy: 'Register the instance that serves now, or start one.',
  evidence: 'The primary’s row beside EC2’s state, and EC2’s reason for it.',
  related: ['FL404', 'FL406', 'AW304'],
  asks: ['rows', 'regions', 'attribution', 'visibility'],
  judgeEach: (instance, facts) => {
    const isMissed = isPrimary(instance) && isInstanceId(instance.id) && facts.areAllAttributed && isDown(instance, facts);
    if (!isMissed || isReplaced(instance, facts)) return null;
    const remedy =
      instance.agent === null
        ? { text: 'Find out which agent it serves, start a replacement and register it.', command: null }
        : giveItAPrimary(facts, instance.agent);
    return instanceEvidence({ facts, instance, remedy });
  },
};

function isDown(instance: FleetInstance, facts: Facts): boolean {
  if (!instance.cloud.ok) return false;
  if (instance.cloud.value !== null) return !isRunning(instance) && instance.cloud.value.state !== 'unknown';
  return isGoneFromEc2(instance, facts);
}

/** Another primary of the same agent runs, or may run: then the trouble is that there are two. */
function isReplaced(instance: FleetInstance, facts: Facts): boolean {
  const others = primariesOf(facts, instance.agent?.id ?? '');
  return others.some((other) => other.id !== instance.id && mayRun(other, facts));
}

function mayRun(other: FleetInstance, facts: Facts): boolean {
  if (!isInstanceId(other.id)) return false;
  if (!other.cloud.ok) return true;
  return other.cloud.value === null ? !isGoneFromEc2(other, facts) : isRunning(other);
}
