import type { CloudInstance } from '../cloud-instance.ts';
import type { FleetInstance } from '../reconciliation.ts';

/**
 * Why it is to end: replaced (`zombie`), said to be terminated while EC2 runs it (`ghost`), a replica given up, or
 * wanted by every source and named by the operator all the same (`named`).
 */
export type WhyUnwanted = 'zombie' | 'ghost' | 'terminated-replica' | 'named';

/** What is left to do: end it, wait for an end that has begun, or only tell the backend of an end that is over. */
export type TerminationAction = 'terminate' | 'await-end' | 'report';

/** An instance a termination could be about, before any guard has looked at it. */
export interface Candidate {
  readonly id: string;
  /** Where EC2 has it; where EC2 shows nothing, the row's region. */
  readonly region: string;
  readonly az: string | null;
  readonly why: WhyUnwanted;
  readonly action: TerminationAction;
  readonly instance: FleetInstance;
  /** `null` where EC2 shows nothing of it any more. */
  readonly cloud: CloudInstance | null;
  /** Whose report tells the backend of its end; `null` where no source names an agent. */
  readonly agentId: string | null;
}

/** An instance nothing may be concluded about: it is neither terminated nor reported. */
export interface Undecided {
  readonly id: string;
  readonly region: string;
  readonly reason: string;
}

/** An id the operator named that needs nothing any more: EC2 and the backend agree that it has ended. */
export interface Over {
  readonly id: string;
  readonly region: string;
  readonly reason: string;
}

/** An id the operator named that no list of this client holds and EC2 does not show. */
export interface Stranger {
  readonly id: string;
  readonly reason: string;
}
