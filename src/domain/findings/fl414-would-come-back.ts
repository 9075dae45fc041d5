import { AUTO_SCALING_GROUP_TAG, FLEET_REQUEST_TAGS } from '../cloud-instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { instanceEvidence } from './describe-instance.ts';
import type { Facts } from './facts.ts';
import type { FindingDefinition, Remedy } from './finding.ts';
import { spotRequestOf, unwantedOf } from './unwanted.ts';

export const wouldComeBack: FindingDefinition = {
  code: 'FL414',
  category: 'fleet',
  severity: 'warning',
  title: 'Would come back after its termination',
  expectation: 'What is unwanted stays gone once terminated',
  meaning:
    'A persistent spot request, an Auto Scaling group or a fleet stands behind the instance: terminated, it is launched anew, and costs again.',
  cause: 'The instance was not launched by an agent, which asks for one-time requests only.',
  remedy:
    'spotctl zombies --terminate cancels a persistent request first. Take a member out of its group or fleet before it is terminated.',
  evidence: 'The persistent spot request, Auto Scaling group or fleet behind the instance.',
  related: ['FL401', 'FL402'],
  asks: ['rows', 'regions', 'respawns'],
  judge: (facts) =>
    unwantedOf(facts).flatMap((instance) => {
      const owner = ownerOf(instance, facts);
      return owner === null ? [] : [instanceEvidence({ facts, instance, note: owner.name, remedy: owner.remedy })];
    }),
};

function ownerOf(instance: FleetInstance, facts: Facts): { readonly name: string; readonly remedy: Remedy } | null {
  const tags = instance.cloud.ok ? (instance.cloud.value?.tags ?? {}) : {};
  const group = tags[AUTO_SCALING_GROUP_TAG];
  const fleet = FLEET_REQUEST_TAGS.map((tag) => tags[tag]).find((value) => value !== undefined);
  if (group !== undefined) return managedBy(`Auto Scaling group ${group}`);
  if (fleet !== undefined) return managedBy(`fleet ${fleet}`);
  const request = spotRequestOf(instance);
  const persistent = facts.input.persistentRequests.get(instance.region);
  if (request === null || persistent?.ok !== true || !persistent.value.has(request)) return null;
  return {
    name: `its spot request ${request} is persistent`,
    remedy: { text: 'Terminate it here: its request is cancelled first.', command: 'spotctl zombies --terminate' },
  };
}

function managedBy(owner: string): { readonly name: string; readonly remedy: Remedy } {
  return {
    name: `member of ${owner}`,
    remedy: { text: `Take it out of ${owner} first; spotctl terminates a member only with --allow-managed.`, command: null },
  };
}
