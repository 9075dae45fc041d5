import { expect, test } from 'vitest';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import { targetErrorOf } from '../../../src/usecases/termination/termination-run.ts';

test.each([
  { what: 'an error with words', cause: new Error('socket hang up'), told: 'socket hang up' },
  { what: 'words', cause: 'Instance not found', told: 'Instance not found' },
  { what: 'an error without words', cause: new AggregateError([new Error('connect ECONNREFUSED')]), told: null },
  { what: 'no words', cause: '', told: null },
  { what: 'nothing', cause: undefined, told: null },
])('tells the cause of a target that failed in the words it came with, and leaves an empty one out: $what', ({ cause, told }) => {
  const error = new SpotctlError({ code: 'BACKEND_UNREACHABLE', message: 'The backend did not answer.', cause });

  const ofTarget = targetErrorOf(error);

  expect(ofTarget).toEqual({ code: 'BACKEND_UNREACHABLE', message: 'The backend did not answer.', cause: told, hint: error.hint });
});
