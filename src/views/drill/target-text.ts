import type { SwitchTarget } from '../../domain/drill/switch-target.ts';

/** Where a switch leads, in words. */
export function targetText({ mode, poolId }: SwitchTarget): string {
  if (poolId !== null) return `pool ${poolId}`;
  return mode === 'spot' ? 'spot, in a zone of the agent’s choice' : 'on-demand';
}
