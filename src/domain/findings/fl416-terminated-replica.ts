import { isStanding } from '../cloud-instance.ts';
import { costOf } from '../cost.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { RowIndex } from '../rows/row-index.ts';
import type { Replica } from '../replica.ts';
import { describeCloud } from './describe-instance.ts';
import type { Facts } from './facts.ts';
import type { Evidence, FindingDefinition } from './finding.ts';
import { terminateUnwanted } from './remedies.ts';

export const terminatedReplica: FindingDefinition = {
  code: 'FL416',
  category: 'fleet',
  severity: 'error',
  title: 'Terminated replica still runs in EC2',
  expectation: 'Terminated replicas are gone from EC2',
  meaning:
    'The replica book says terminated while EC2 runs and bills the instance, and agents ask for such replicas in a way that never returns them.',
  cause: 'The replica was marked as terminated by its status; nobody called AWS.',
  remedy: 'Terminate it: spotctl zombies --terminate takes terminated replicas too.',
  evidence: 'A row of replica_instances that says terminated beside an instance that EC2 runs.',
  related: ['FL401', 'FL427'],
  asks: ['rows', 'database-rows', 'regions'],
  judge: (facts) => {
    const ended = facts.replicas.filter((replica) => replica.status === 'terminated' || replica.terminationConfirmed === true);
    if (ended.length === 0) return [];
    const byId = new RowIndex(facts.fleet.instances, ({ id }) => id);
    return ended.flatMap((replica) => evidenceOf({ replica, instance: byId.find(replica.instanceId), facts }));
  },
};

/** Silent where the instance's own row already says terminated or zombie, or where it serves: those are other findings. */
function evidenceOf(input: { readonly replica: Replica; readonly instance: FleetInstance | undefined; readonly facts: Facts }): Evidence[] {
  const { replica, instance, facts } = input;
  if (instance === undefined || instance.standing !== 'replica' || instance.isPointedAt) return [];
  if (!instance.cloud.ok || instance.cloud.value === null || !isStanding(instance.cloud.value.state)) return [];
  const cost = costOf(instance, { prices: facts.prices, now: facts.input.fleet.takenAt });
  const owner = instance.agent === null ? '' : `${instance.agent.logicalAgentId}: `;
  const says = `${owner}replica ${replica.id} ${replica.status}`;
  return [
    {
      subject: { type: 'instance', id: instance.id },
      backend: facts.input.fleet.database.ok ? null : says,
      database: facts.input.fleet.database.ok ? says : null,
      aws: describeCloud(instance.cloud, cost),
      hourlyCostUsd: cost.usdPerHour,
      remedy: terminateUnwanted('Terminate it; the book already says so.'),
    },
  ];
}
