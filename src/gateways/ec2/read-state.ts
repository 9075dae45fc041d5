import type { CloudState } from '../../domain/cloud-instance.ts';

const STATES: ReadonlyMap<number, CloudState> = new Map([
  [0, 'pending'],
  [16, 'running'],
  [32, 'shutting-down'],
  [48, 'terminated'],
  [64, 'stopping'],
  [80, 'stopped'],
]);

/** The low byte of the code is the state; the high byte is AWS's own and to be ignored. */
export function readState(code: number | undefined): CloudState {
  return (code === undefined ? undefined : STATES.get(code % 256)) ?? 'unknown';
}
