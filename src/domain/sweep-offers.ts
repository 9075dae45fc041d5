/** The sweep's offer to an agent: an instance it is told to terminate. One more voice, never an order. */
export interface SweepOffer {
  readonly instanceId: string;
  readonly reason: string;
  readonly secondsWaiting: number | null;
}

export interface SweepOffers {
  readonly autoTerminateEnabled: boolean | null;
  readonly terminateWaitSeconds: number | null;
  readonly offers: readonly SweepOffer[];
}
