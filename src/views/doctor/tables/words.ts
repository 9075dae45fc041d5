import type { Instance } from '../../../domain/instance.ts';
import type { FleetInstance, Standing } from '../../../domain/reconciliation.ts';

const STATUS_WORDS: Readonly<Record<Instance['status'], string>> = {
  running_primary: 'primary',
  running_replica: 'replica',
  zombie: 'zombie',
  terminated: 'terminated',
  unknown: 'unknown',
};

/** How things would stand if all was well. */
const EXPECTED_WORDS: Readonly<Record<Standing, string>> = {
  primary: 'running',
  replica: 'running',
  zombie: 'gone soon',
  ghost: 'gone',
  unregistered: 'registered',
  terminated: 'gone',
  unknown: '-',
};

export function rowWord(row: Instance | null): string {
  return row === null ? '-' : STATUS_WORDS[row.status];
}

export function expectedWord({ standing }: FleetInstance): string {
  return EXPECTED_WORDS[standing];
}

/** EC2's word in one; `?` where it was not seen. */
export function cloudWord({ cloud }: Pick<FleetInstance, 'cloud'>): string {
  if (!cloud.ok) return '?';
  return cloud.value === null ? 'absent' : cloud.value.state;
}
