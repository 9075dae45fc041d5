import type { CloudInstance } from '../cloud-instance.ts';
import type { FleetInstance } from '../reconciliation.ts';

/** Why nobody wants it: replaced (`zombie`), said to be terminated while EC2 runs it (`ghost`), or a replica given up. */
export type WhyUnwanted = 'zombie' | 'ghost' | 'terminated-replica';

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

/** An unwanted instance nothing may be concluded about: it is neither terminated nor reported. */
export interface Undecided {
  readonly id: string;
  readonly region: string;
  readonly reason: string;
}
