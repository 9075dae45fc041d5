import type { SpotctlError } from '../errors/spotctl-error.ts';

/** The earlier launch is still to be found by its tag. */
const LAUNCHED_BEFORE = 'IdempotentParameterMismatch';
const EC2_IS_ILL = 500;

/**
 * Why EC2 launches nothing for a request, however often it is asked: no capacity in the pool, a limit, a price, a value it does not know.
 * `null` where another attempt may go through: EC2 throttles, is out of reach or ill, or a permission may yet be given.
 */
export function launchRefusal({ code, message, cause, details }: SpotctlError): string | null {
  if (code !== 'AWS_FAILED' && code !== 'AWS_NOT_FOUND') return null;
  const { awsCode, httpStatus } = details;
  const isWord = typeof awsCode === 'string' && awsCode !== LAUNCHED_BEFORE;
  const isFinal = code === 'AWS_NOT_FOUND' || (isWord && (awsCode.startsWith('Insufficient') || Number(httpStatus) < EC2_IS_ILL));
  const words = typeof cause === 'string' ? `${message} ${cause}` : message;
  return isFinal ? words.replace(/\.$/u, '') : null;
}
