import type { Guard } from '../guard.ts';
import { lastOfItsAgent } from './last-of-its-agent.ts';
import { managedByAnother } from './managed-by-another.ts';
import { neverAForeignClient } from './never-a-foreign-client.ts';
import { neverAPrimary } from './never-a-primary.ts';
import { neverThisMachine } from './never-this-machine.ts';
import { neverWhatIsKept } from './never-what-is-kept.ts';
import { onlyTheConfirmedPlace } from './only-the-confirmed-place.ts';
import { onlyWhatWasConfirmed } from './only-what-was-confirmed.ts';
import { protectedInstance } from './protected-instance.ts';
import { tagOfAnotherAgent } from './tag-of-another-agent.ts';
import { tooManyAtOnce } from './too-many-at-once.ts';

/** Nothing lifts these; they are judged again right before each call. */
export const absoluteGuards: readonly Guard[] = [
  onlyWhatWasConfirmed,
  neverAPrimary,
  neverAForeignClient,
  onlyTheConfirmedPlace,
  neverThisMachine,
  neverWhatIsKept,
];

/** Each lifted by its own flag. Those that count come last, since they count what the others left. */
export const liftableGuards: readonly Guard[] = [tagOfAnotherAgent, managedByAnother, protectedInstance, lastOfItsAgent, tooManyAtOnce];

export const guards: readonly Guard[] = [...absoluteGuards, ...liftableGuards];
