import { isStanding } from '../cloud-instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { instanceEvidence } from './describe-instance.ts';
import type { FindingDefinition } from './finding.ts';

export const factsDiffer: FindingDefinition = {
  code: 'FL410',
  category: 'fleet',
  severity: 'warning',
  title: 'Backend and EC2 describe the instance differently',
  expectation: 'Backend and EC2 agree on type, zone, mode and image',
  meaning: 'The row’s type, region, zone, mode or image is not what EC2 runs, so prices, savings and the next launch rest on wrong facts.',
  cause: 'A terminated id was registered again, a heartbeat of another machine overwrote the facts, or they were typed by hand.',
  remedy: 'Correct the row in the database: registering again does not rewrite type and zone.',
  evidence: 'Each fact of the row that EC2 tells otherwise, both values named.',
  related: ['FL420', 'FL424'],
  asks: ['rows', 'database-rows', 'regions'],
  judgeEach: (instance, facts) => {
    const differences = differencesOf(instance);
    if (differences.length === 0) return null;
    const remedy = { text: 'Correct the row in the database; registering again rewrites neither type nor zone.', command: null };
    return instanceEvidence({ facts, instance, note: `differs in ${differences.join(', ')}`, remedy });
  },
};

function differencesOf(instance: FleetInstance): readonly string[] {
  const { row, standing } = instance;
  const cloud = instance.cloud.ok ? instance.cloud.value : null;
  if (row === null || cloud === null || !isStanding(cloud.state) || (standing !== 'primary' && standing !== 'replica')) return [];
  const mode = cloud.lifecycle === 'on-demand' ? 'ondemand' : 'spot';
  const pairs = [
    ['type', row.instanceType, cloud.instanceType],
    ['region', row.region, cloud.region],
    ['zone', row.az, cloud.az],
    ['mode', row.mode === 'unknown' ? null : row.mode, mode],
    ['image', row.imageId, cloud.imageId],
  ] as const;
  return pairs.flatMap(([name, ours, theirs]) =>
    ours === null || theirs === null || ours === theirs ? [] : [`${name} (${ours}, EC2 ${theirs})`],
  );
}
