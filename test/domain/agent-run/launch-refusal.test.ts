import { describe, expect, test } from 'vitest';
import { launchRefusal } from '../../../src/domain/agent-run/launch-refusal.ts';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';

function failure(awsCode: string | null, httpStatus: number): SpotctlError {
  const details = { awsCode, httpStatus };
  return new SpotctlError({ code: 'AWS_FAILED', message: 'EC2 failed at RunInstances in ap-south-1.', cause: `${awsCode}: no`, details });
}

describe('a launch that EC2 refuses', () => {
  test.each([
    ['InsufficientInstanceCapacity', 500],
    ['MaxSpotInstanceCountExceeded', 400],
    ['VcpuLimitExceeded', 400],
    ['Unsupported', 400],
  ])('is over with %s', (awsCode, httpStatus) => {
    expect(launchRefusal(failure(awsCode, httpStatus))).toBe(`EC2 failed at RunInstances in ap-south-1. ${awsCode}: no`);
  });

  test.each([
    ['InternalError', 500],
    ['Unavailable', 503],
    ['IdempotentParameterMismatch', 400],
    [null, 502],
  ])('is tried again with %s', (awsCode, httpStatus) => {
    expect(launchRefusal(failure(awsCode, httpStatus))).toBeNull();
  });

  test('is over where there is nothing to launch it like', () => {
    expect(launchRefusal(new SpotctlError({ code: 'AWS_NOT_FOUND', message: 'EC2 does not show i-1.' }))).toBe('EC2 does not show i-1');
  });

  test.each(['AWS_DENIED', 'AWS_THROTTLED', 'AWS_UNREACHABLE', 'AWS_EXPIRED'] as const)('is tried again with %s', (code) => {
    expect(launchRefusal(new SpotctlError({ code, message: 'No.' }))).toBeNull();
  });
});
