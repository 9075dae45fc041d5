import type { Timestamp } from '../../domain/instance.ts';

/** What the dashboard asks of the program around it. */
export interface DashboardActions {
  readonly now: () => Timestamp;
  /** Everything about one instance, as text; rejects with what went wrong. */
  readonly describe: (instanceId: string) => Promise<string>;
  /** The careful termination, on the operator's ordinary screen. */
  readonly terminate: (instanceId: string) => Promise<void>;
  readonly copy: (text: string) => void;
  readonly lookNow: () => void;
}
