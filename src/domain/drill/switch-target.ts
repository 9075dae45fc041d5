/** Where a switch leads: a pool, or only a way of paying, which leaves the zone to the agent. */
export interface SwitchTarget {
  readonly mode: 'spot' | 'ondemand';
  readonly poolId: string | null;
}
