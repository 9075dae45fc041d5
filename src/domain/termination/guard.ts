import type { Agent } from '../agent.ts';
import type { Client } from '../fleet-snapshot.ts';
import type { Timestamp } from '../instance.ts';
import type { Fleet } from '../reconciliation.ts';
import type { Seen } from '../seen.ts';
import type { Candidate } from './candidate.ts';
import type { TerminationOptions } from './termination-options.ts';

/** What the operator was shown and agreed to. */
export interface Confirmed {
  readonly account: string;
  /** Region by instance id. */
  readonly regions: ReadonlyMap<string, string>;
}

export interface Protection {
  readonly termination: boolean;
  readonly stop: boolean;
}

/** All a guard may look at. */
export interface GuardContext {
  readonly client: Client;
  /** The caller's account at this moment. */
  readonly account: string;
  /** `null` while the plan is still being made. */
  readonly confirmed: Confirmed | null;
  readonly fleet: Fleet;
  /** As each source tells them, unmerged: a claim of any of them counts. */
  readonly agents: readonly Agent[];
  readonly foreignInstanceIds: ReadonlySet<string>;
  /** The machine spotctl runs on. */
  readonly ownInstanceId: string | null;
  readonly protection: ReadonlyMap<string, Seen<Protection>>;
  readonly options: TerminationOptions;
  readonly now: Timestamp;
  /** The candidates that earlier guards left in. */
  readonly remaining: readonly Candidate[];
}

export interface Objection {
  readonly reason: string;
  /** The flag that lifts it, with its value; left out where nothing does. */
  readonly liftedBy?: string;
  /** What would make it right, where no flag lifts it. */
  readonly hint?: string;
}

/** A rule that keeps an instance alive: a record with a pure judge, so that a new rule is a new file and a line in the list. */
export interface Guard {
  readonly name: string;
  /** The flag that lifts it; `null` where nothing does. */
  readonly flag: string | null;
  /** Made ready once for all candidates, whose number may be great as well as the fleet's. */
  readonly judge: (context: GuardContext) => (candidate: Candidate) => Objection | null;
}
