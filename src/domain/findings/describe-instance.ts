import type { CloudInstance } from '../cloud-instance.ts';
import { costOf, type InstanceCost } from '../cost.ts';
import type { Instance, Timestamp } from '../instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import type { Seen } from '../seen.ts';
import type { Facts } from './facts.ts';
import type { Evidence, Remedy } from './finding.ts';

/** The evidence for one instance: whose it is, what each source says of it, and its cost. */
export function instanceEvidence(input: {
  readonly facts: Facts;
  readonly instance: FleetInstance;
  readonly remedy: Remedy;
  readonly note?: string;
}): Evidence {
  const { facts, instance, note } = input;
  const owner = instance.agent === null ? '' : `${instance.agent.logicalAgentId}: `;
  const cost = costOf(instance, { prices: facts.prices, now: facts.input.fleet.takenAt });
  return {
    subject: { type: 'instance', id: instance.id },
    backend: instance.backend === null ? null : withNote(`${owner}${describeRow(instance.backend)}`, note),
    database:
      instance.database === null
        ? null
        : withNote(`${owner}${describeRow(instance.database)}`, instance.backend === null ? note : undefined),
    aws: describeCloud(instance.cloud, cost),
    hourlyCostUsd: cost.usdPerHour,
    remedy: input.remedy,
  };
}

/** A row in the backend's own words; facts it does not carry are left out. */
function describeRow(row: Instance): string {
  const words = [
    row.status,
    flag('is_primary', row.isPrimary),
    flag('is_active', row.isActive),
    dated('terminated', row.terminatedAt),
    dated('zombie since', row.status === 'zombie' ? row.zombieSince : null),
    dated('attempted', row.terminationAttemptedAt),
    row.terminationConfirmed === true ? 'confirmed' : null,
  ];
  return words.filter((word) => word !== null).join(', ');
}

/** EC2's word on an instance; `null` where EC2 was not seen. */
export function describeCloud(cloud: Seen<CloudInstance | null>, cost?: InstanceCost): string | null {
  if (!cloud.ok) return null;
  if (cloud.value === null) return 'not returned by EC2';
  const { state, stateReason, instanceType, lifecycle, az } = cloud.value;
  const why = state === 'running' || stateReason === null ? null : stateReason.message;
  const machine = [instanceType, lifecycle, az === null ? null : `in ${az}`].filter((word) => word !== null).join(' ');
  const wasted =
    cost?.wastedUsd == null || cost.wastedSince === null ? null : `$${cost.wastedUsd.toFixed(2)} wasted since ${brief(cost.wastedSince)}`;
  return [state, machine, why, wasted].filter((word) => word !== null && word !== '').join(', ');
}

/** A moment to the minute, for reading. */
export function brief(moment: Timestamp): string {
  return `${moment.slice(0, 16).replace('T', ' ')}Z`;
}

function flag(name: string, value: boolean | null): string | null {
  return value === null ? null : `${name}=${value ? 1 : 0}`;
}

function dated(word: string, at: Timestamp | null): string | null {
  return at === null ? null : `${word} ${brief(at)}`;
}

function withNote(text: string, note: string | undefined): string {
  return note === undefined ? text : `${text}; ${note}`;
}
