import type { ErrorCode } from '../../domain/errors/catalogue.ts';

export type AwsErrorCode = Extract<ErrorCode, `AWS_${string}`>;

/**
 * What EC2's and STS's own codes mean to an operator.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const MEANINGS: ReadonlyMap<string, AwsErrorCode> = new Map<string, AwsErrorCode>([
  ['AuthFailure', 'AWS_CREDENTIALS'],
  ['IncompleteSignature', 'AWS_CREDENTIALS'],
  ['InvalidAccessKeyId', 'AWS_CREDENTIALS'],
  ['InvalidClientTokenId', 'AWS_CREDENTIALS'],
  ['MissingAuthenticationToken', 'AWS_CREDENTIALS'],
  ['SignatureDoesNotMatch', 'AWS_CREDENTIALS'],
  ['UnrecognizedClientException', 'AWS_CREDENTIALS'],
  ['ExpiredToken', 'AWS_EXPIRED'],
  ['ExpiredTokenException', 'AWS_EXPIRED'],
  ['RequestExpired', 'AWS_EXPIRED'],
  ['UnauthorizedException', 'AWS_EXPIRED'],
  ['AccessDenied', 'AWS_DENIED'],
  ['AccessDeniedException', 'AWS_DENIED'],
  ['Blocked', 'AWS_DENIED'],
  ['PendingVerification', 'AWS_DENIED'],
  ['UnauthorizedOperation', 'AWS_DENIED'],
  ['OptInRequired', 'AWS_REGION'],
  ['RegionDisabledException', 'AWS_REGION'],
  ['BandwidthLimitExceeded', 'AWS_THROTTLED'],
  ['EC2ThrottledException', 'AWS_THROTTLED'],
  ['RequestLimitExceeded', 'AWS_THROTTLED'],
  ['RequestThrottled', 'AWS_THROTTLED'],
  ['RequestThrottledException', 'AWS_THROTTLED'],
  ['SlowDown', 'AWS_THROTTLED'],
  ['ThrottledException', 'AWS_THROTTLED'],
  ['Throttling', 'AWS_THROTTLED'],
  ['ThrottlingException', 'AWS_THROTTLED'],
  ['TooManyRequestsException', 'AWS_THROTTLED'],
  ['InvalidInstanceID.Malformed', 'AWS_NOT_FOUND'],
  ['InvalidInstanceID.NotFound', 'AWS_NOT_FOUND'],
  ['InvalidSpotInstanceRequestID.Malformed', 'AWS_NOT_FOUND'],
  ['InvalidSpotInstanceRequestID.NotFound', 'AWS_NOT_FOUND'],
  ['OperationNotPermitted', 'AWS_PROTECTED'],
]);

/** The catalogue's code for one of AWS's own; `AWS_FAILED` where the code says no more than that. */
export function meaningOf(awsCode: string): AwsErrorCode {
  return MEANINGS.get(awsCode) ?? 'AWS_FAILED';
}
