export interface ResumeInput {
  readonly runId: string;
  readonly version: string;
  /** The backend that is configured now: a run reports to the one it was begun for, and to no other. */
  readonly backendUrl: string;
  /** How long each end may still take; `null` to look once and not wait. */
  readonly waitSeconds: number | null;
  readonly signal: AbortSignal;
}
