import { costOf, type InstanceCost, priceBook } from '../../../domain/cost.ts';
import type { FleetInstance } from '../../../domain/reconciliation.ts';
import type { Diagnosed } from '../../../usecases/diagnose.ts';
import { formatHourly, formatUsd } from '../../amounts.ts';
import { codesBySubject } from './codes-by-subject.ts';
import type { Comparison } from './comparison.ts';
import { cloudWord, expectedWord, rowWord } from './words.ts';

/** Each instance: how it should stand, what each source says, and on a wide screen whose it is and what it costs. */
export function instanceTable({ fleet, diagnosis, input }: Diagnosed, isComplete: boolean): Comparison {
  const troubled = codesBySubject(diagnosis);
  const rows = fleet.instances.filter((instance) => isComplete || troubled.has(instance.id));
  const { backend, database, takenAt } = input.fleet;
  const prices = priceBook(fleet.instances, input.spotPrices);
  return {
    title: 'Instances',
    columns: [
      { header: 'INSTANCE' },
      ...['AGENT', 'TYPE', 'ZONE', '$/HOUR', 'WASTED'].map((header) => ({ header, isExtra: true })),
      { header: 'EXPECTED' },
      { header: 'BACKEND' },
      ...(database.ok ? [{ header: 'DATABASE' }] : []),
      { header: 'AWS' },
      { header: 'FINDINGS' },
    ],
    rows: rows.map((instance) => [
      instance.id,
      ...extras(instance, costOf(instance, { prices, now: takenAt })),
      expectedWord(instance),
      backend.ok ? rowWord(instance.backend) : '?',
      ...(database.ok ? [rowWord(instance.database)] : []),
      cloudWord(instance),
      (troubled.get(instance.id) ?? []).join(' '),
    ]),
  };
}

function extras({ agent, row, cloud }: FleetInstance, cost: InstanceCost): readonly string[] {
  const seen = cloud.ok ? cloud.value : null;
  return [
    agent?.logicalAgentId ?? '-',
    seen?.instanceType ?? row?.instanceType ?? '-',
    seen?.az ?? row?.az ?? '-',
    formatHourly(cost.usdPerHour),
    formatUsd(cost.wastedUsd),
  ];
}
