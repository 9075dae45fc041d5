import type { CloudInstance } from '../cloud-instance.ts';
import type { FleetSnapshot } from '../fleet-snapshot.ts';
import { isInstanceId } from '../instance.ts';
import type { Fleet, FleetInstance } from '../reconciliation.ts';
import type { Replica } from '../replica.ts';
import type { Candidate, TerminationAction, Undecided, WhyUnwanted } from './candidate.ts';
import { givenUpReplicas, replicasWithoutRow } from './given-up-replicas.ts';
import { existenceOf, judgeAbsence } from './judge-absence.ts';

export interface FoundCandidates {
  readonly candidates: readonly Candidate[];
  readonly undecided: readonly Undecided[];
}

/**
 * Everything nobody wants any more: zombies, ghosts, and terminated replicas that still run, from the client's own rows and EC2.
 * The sweep's offers are not asked: what it never offers is found as well. Placeholder ids are no instances and are left out.
 */
export function findCandidates(fleet: Fleet, snapshot: FleetSnapshot): FoundCandidates {
  const isAccountProven = showsAnyOf(fleet);
  const replicas = givenUpReplicas(snapshot);
  const rows = fleet.instances.filter((instance) => instance.row !== null && isInstanceId(instance.id));
  const rowless = replicasWithoutRow(replicas, { fleet, snapshot });
  const decided = [...rows, ...rowless].map((instance) =>
    decide({ instance, replica: replicas.get(instance.id) ?? null, isAccountProven, now: snapshot.takenAt }),
  );
  return {
    candidates: decided.flatMap((decision) => (decision.kind === 'candidate' ? [decision.candidate] : [])),
    undecided: decided.flatMap((decision) => (decision.kind === 'undecided' ? [decision.undecided] : [])),
  };
}

/** True where EC2 shows at least one instance of the fleet, so that it is not simply another account. */
export function showsAnyOf(fleet: Fleet): boolean {
  return fleet.instances.some((instance) => instance.cloud.ok && instance.cloud.value !== null);
}

type Decision =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'undecided'; readonly undecided: Undecided }
  | { readonly kind: 'none' };

interface Considered {
  readonly instance: FleetInstance;
  readonly replica: Replica | null;
  readonly isAccountProven: boolean;
  readonly now: string;
}

function decide(considered: Considered): Decision {
  const { instance, replica } = considered;
  const why = whyUnwanted(instance, replica);
  if (why === null) return { kind: 'none' };
  const action = actionFor(considered, why);
  if (action === null) return { kind: 'none' };
  const place = placeOf(instance);
  if (typeof action !== 'string') return { kind: 'undecided', undecided: { id: instance.id, region: place.region, reason: action.reason } };
  const agentId = instance.row?.agentId ?? instance.agent?.id ?? replica?.agentId ?? null;
  return { kind: 'candidate', candidate: { id: instance.id, ...place, why, action, instance, agentId } };
}

/** EC2's word on where it is, else the row's. */
export function placeOf({ row, region, cloud }: FleetInstance): Pick<Candidate, 'region' | 'az' | 'cloud'> {
  const value = cloud.ok ? cloud.value : null;
  if (value === null) return { region, az: row?.az ?? null, cloud: null };
  return { region: value.region, az: value.az, cloud: value };
}

function whyUnwanted(instance: FleetInstance, replica: Replica | null): WhyUnwanted | null {
  if (instance.standing === 'zombie') return 'zombie';
  if (replica !== null && instance.standing !== 'terminated') return 'terminated-replica';
  if (instance.standing === 'ghost') return 'ghost';
  // A run that was cut off between EC2's end and the report leaves these: the next run delivers what is missing.
  return instance.standing === 'terminated' && isReportMissing(instance) ? 'ghost' : null;
}

function isReportMissing({ row, cloud }: FleetInstance): boolean {
  if (!cloud.ok || cloud.value === null || row === null || row.terminationConfirmed === true) return false;
  return cloud.value.state === 'shutting-down' || (cloud.value.state === 'terminated' && row.terminationConfirmed === false);
}

function actionFor(considered: Considered, why: WhyUnwanted): TerminationAction | { readonly reason: string } | null {
  const { cloud } = considered.instance;
  if (!cloud.ok) return why === 'zombie' ? { reason: cloud.why } : null;
  if (cloud.value !== null) return actionForState(cloud.value);
  if (why !== 'zombie') return null;
  const absence = judgeAbsence({ ...considered, existedAt: existenceOf(considered.instance.row) });
  return absence.isGone ? 'report' : { reason: absence.reason };
}

/** What is left to do for an instance that EC2 shows; a reason where its state tells nothing. */
export function actionForState(cloud: CloudInstance): TerminationAction | { readonly reason: string } {
  switch (cloud.state) {
    case 'pending':
    case 'running':
    case 'stopping':
    case 'stopped':
      return 'terminate';
    case 'shutting-down':
      return 'await-end';
    case 'terminated':
      return 'report';
    case 'unknown':
      return { reason: 'EC2 shows it in a state that spotctl does not know' };
    default:
      return cloud.state satisfies never;
  }
}
