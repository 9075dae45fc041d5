/** What of an agent's settings decides when its old instances are swept. */
export interface SweepSettings {
  readonly autoTerminateEnabled: boolean;
  readonly terminateWaitSeconds: number;
}
