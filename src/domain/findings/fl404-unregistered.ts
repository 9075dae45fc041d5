import type { FleetInstance } from '../reconciliation.ts';
import { instanceEvidence } from './describe-instance.ts';
import { type Facts, isRunning, primariesOf } from './facts.ts';
import type { FindingDefinition, Remedy } from './finding.ts';
import { registerCommand } from './remedies.ts';

/** A switch launches first and registers when the machine runs: that long it is nobody's mistake. */
const REGISTRATION_GRACE_MS = 300_000;

export const unregistered: FindingDefinition = {
  code: 'FL404',
  category: 'fleet',
  severity: 'error',
  title: 'Unregistered: runs under the fleet’s tags, unknown to the backend',
  expectation: 'Everything that runs under the fleet’s tags is registered',
  meaning: 'EC2 runs an instance tagged for this fleet that the backend has no row of. It is in no list, nobody watches it, and it costs.',
  cause: 'It was launched by hand, or a switch or a replica was cut short before it was registered.',
  remedy: 'Register it with spotctl register-instance, or terminate it if nobody needs it.',
  evidence: 'An instance with the tags ManagedBy=SpotOptimizer and LogicalAgentId of one of the agents, and no row.',
  related: ['FL406', 'FL407'],
  asks: ['rows', 'regions'],
  judge: (facts) =>
    facts.survey.unregistered
      .filter((instance) => instance.standing === 'unregistered' && !isJustLaunched(instance, facts))
      .map((instance) => ({
        ...instanceEvidence({ facts, instance, remedy: remedyFor(instance, facts) }),
        backend: `${instance.agent?.logicalAgentId}: ${facts.foreignIds === null ? 'no row of this client' : 'no row'}`,
      })),
};

function isJustLaunched(instance: FleetInstance, facts: Facts): boolean {
  const launchedAt = instance.cloud.ok ? (instance.cloud.value?.launchedAt ?? null) : null;
  return launchedAt !== null && facts.nowMs - Date.parse(launchedAt) < REGISTRATION_GRACE_MS;
}

function remedyFor(instance: FleetInstance, facts: Facts): Remedy {
  const serving = primariesOf(facts, instance.agent?.id ?? '').find(isRunning);
  const command = registerCommand(instance.id, instance.agent);
  if (serving === undefined) return { text: 'Register it; it becomes the primary of its agent.', command };
  return {
    text: `${serving.id} already serves. Terminate this one if it is left over, or let it take over with: ${command}`,
    command: null,
  };
}
