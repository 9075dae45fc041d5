import { describe, expect, test } from 'vitest';
import { awsFailure } from '../../../src/gateways/ec2/aws-failure.ts';

const CALL = { service: 'EC2', action: 'DescribeInstances', region: 'ap-south-1', timeoutMs: 30_000, profile: null } as const;

function named(name: string, facts: { readonly message?: string; readonly code?: string; readonly hostname?: string }): Error {
  return Object.assign(new Error(facts.message ?? 'text'), { name }, facts);
}

describe('what the SDK throws', () => {
  test.each([
    {
      what: 'an expired sign-on',
      thrown: named('CredentialsProviderError', { message: 'The SSO session has expired. Run aws sso login with the profile.' }),
      code: 'AWS_EXPIRED',
    },
    {
      what: 'a sign-on token that cannot be renewed',
      thrown: named('TokenProviderError', { message: 'Token is expired.' }),
      code: 'AWS_EXPIRED',
    },
    {
      what: 'a profile without credentials',
      thrown: named('CredentialsProviderError', { message: 'No profile.' }),
      code: 'AWS_CREDENTIALS',
    },
    {
      what: 'a host that names the region and does not exist',
      thrown: named('Error', { code: 'ENOTFOUND', hostname: 'ec2.ap-south-1.amazonaws.com' }),
      code: 'AWS_REGION',
    },
    {
      what: 'another host that does not exist',
      thrown: named('Error', { code: 'ENOTFOUND', hostname: 'proxy.local' }),
      code: 'AWS_UNREACHABLE',
    },
    {
      what: 'a DNS server that does not answer',
      thrown: named('Error', { code: 'EAI_AGAIN', hostname: 'ec2.ap-south-1.amazonaws.com' }),
      code: 'AWS_UNREACHABLE',
    },
    { what: 'a certificate that is not trusted', thrown: named('Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), code: 'AWS_UNREACHABLE' },
    { what: 'a reset the SDK calls a timeout', thrown: named('TimeoutError', { code: 'ECONNRESET' }), code: 'AWS_UNREACHABLE' },
    { what: 'an aborted call', thrown: named('AbortError', {}), code: 'AWS_UNREACHABLE' },
    { what: 'an answer that cannot be read', thrown: named('SyntaxError', {}), code: 'AWS_FAILED' },
    { what: 'what is not even an error', thrown: 'text', code: 'AWS_FAILED' },
  ])('$what is $code', ({ thrown, code }) => {
    const failure = awsFailure(thrown, CALL);

    expect([failure.code, failure.details['awsCode']]).toEqual([code, null]);
  });

  test.each([
    ['OptInRequired', 'AWS_REGION'],
    ['RequestExpired', 'AWS_EXPIRED'],
    ['AccessDenied', 'AWS_DENIED'],
    ['EC2ThrottledException', 'AWS_THROTTLED'],
    ['InvalidSpotInstanceRequestID.NotFound', 'AWS_NOT_FOUND'],
    ['IncorrectInstanceState', 'AWS_FAILED'],
  ])('EC2’s %s is %s', (awsCode, code) => {
    const thrown = Object.assign(named(awsCode, {}), { $fault: 'client', $metadata: { httpStatusCode: 400, requestId: 'r-1' } });

    const failure = awsFailure(thrown, CALL);

    expect(failure).toMatchObject({ code, cause: `${awsCode}: text`, details: { awsCode, requestId: 'r-1', httpStatus: 400 } });
  });

  test('an error that quotes a whole page tells its first line', () => {
    const failure = awsFailure(new Error('bad XML\n<html>…'), CALL);

    expect(failure.cause).toBe('Error: bad XML');
  });
});
