import type { SweepObstacle } from '../../domain/sweep-obstacles.ts';

/** Why the sweep has not taken an instance: in a cell, and in a sentence. */
export const SWEEP_REASONS: Readonly<Record<SweepObstacle, { readonly brief: string; readonly meaning: string }>> = {
  'ended-in-ec2': { brief: 'ended in EC2', meaning: 'it has ended, and the backend was not told' },
  'absent-in-ec2': { brief: 'not in EC2', meaning: 'EC2 was asked and did not return it, which does not prove that it is gone' },
  'booked-terminated': {
    brief: 'booked as gone',
    meaning: 'a ghost: the backend takes it for terminated, and the sweep offers zombies alone',
  },
  'pointed-at': { brief: 'agent names it', meaning: 'an agent names it as its own instance' },
  'claims-primary': { brief: 'claims primary', meaning: 'its row still says that it serves' },
  'still-active': { brief: 'still active', meaning: 'its row is still `is_active`, and the sweep offers only rows that are not' },
  'no-agent': { brief: 'no known agent', meaning: 'no source says whose it is' },
  'auto-terminate-off': { brief: 'sweep is off', meaning: 'auto-terminate is off for its agent' },
  'other-region': { brief: 'other region', meaning: 'its agent is in another region, and the sweep looks there' },
  'agent-not-online': { brief: 'agent offline', meaning: 'its agent is not online' },
  waiting: { brief: 'wait not over', meaning: 'its wait is not over' },
  attempted: { brief: 'not confirmed', meaning: 'a termination was tried and never confirmed' },
  'sweep-fails': { brief: 'sweep fails', meaning: 'the endpoint that offers it to its agent fails' },
  'not-taken': { brief: 'not taken', meaning: 'the sweep offers it, and the agent has not taken it' },
  'not-offered': { brief: 'not offered', meaning: 'its wait is over, and the sweep does not offer it' },
};
