/** Why the sweep has not ended an instance that nobody wants; the first that holds, since each rules the later ones out. */
export const SWEEP_OBSTACLES = [
  'ended-in-ec2',
  'absent-in-ec2',
  'booked-terminated',
  'pointed-at',
  'claims-primary',
  'still-active',
  'no-agent',
  'auto-terminate-off',
  'other-region',
  'agent-not-online',
  'waiting',
  'attempted',
  'sweep-fails',
  'not-taken',
  'not-offered',
] as const;

export type SweepObstacle = (typeof SWEEP_OBSTACLES)[number];
