import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { type AwsErrorCode, meaningOf } from './aws-error-codes.ts';
import { type AwsRefusal, readRefusal } from './aws-refusal.ts';

/** The call that failed, for the message. */
export interface AwsCall {
  readonly service: 'EC2' | 'STS' | 'Pricing';
  readonly action: string;
  readonly region: string;
  readonly timeoutMs: number;
  /** The profile the credentials were to come from, where one is named. */
  readonly profile: string | null;
}

/** Whatever the SDK threw, as an error the operator can act on. */
export function awsFailure(thrown: unknown, call: AwsCall): SpotctlError {
  const refusal = readRefusal(thrown);
  const code = codeOf(refusal, call);
  const hint = hintOf(code, call);
  return new SpotctlError({
    code,
    message: messageOf(code, { ...call, kind: refusal.kind }),
    cause: causeOf(refusal),
    ...(hint === null ? {} : { hint }),
    details: {
      awsCode: refusal.kind === 'service' ? refusal.name : null,
      reason: refusal.name,
      requestId: refusal.requestId,
      httpStatus: refusal.httpStatus,
      action: call.action,
      region: call.region,
    },
  });
}

/** An answer that says success and lacks what such an answer must hold. */
export function awsAnswerIncomplete(call: Pick<AwsCall, 'action' | 'region'>, lacks: string): SpotctlError {
  return new SpotctlError({
    code: 'AWS_FAILED',
    message: `The answer to ${call.action} in ${call.region} is no EC2 answer.`,
    cause: `It lacks ${lacks}; a proxy or a login page may have answered instead of EC2.`,
    details: { awsCode: null, reason: 'IncompleteAnswer', requestId: null, httpStatus: 200, action: call.action, region: call.region },
  });
}

function codeOf(refusal: AwsRefusal, call: AwsCall): AwsErrorCode {
  switch (refusal.kind) {
    case 'service':
      return meaningOf(refusal.name);
    case 'credentials':
      return refusal.isExpiry ? 'AWS_EXPIRED' : 'AWS_CREDENTIALS';
    case 'timeout':
      return 'AWS_UNREACHABLE';
    case 'network':
      return refusal.name === 'ENOTFOUND' && refusal.host?.includes(call.region) === true ? 'AWS_REGION' : 'AWS_UNREACHABLE';
    case 'garbled':
      return 'AWS_FAILED';
    default:
      return refusal.kind satisfies never;
  }
}

function messageOf(code: AwsErrorCode, call: AwsCall & Pick<AwsRefusal, 'kind'>): string {
  const { action, kind, region, service, timeoutMs } = call;
  switch (code) {
    case 'AWS_CREDENTIALS':
      return kind === 'service' ? `${service} in ${region} does not accept the AWS credentials.` : noCredentials(call);
    case 'AWS_EXPIRED':
      return `The AWS credentials have expired; ${action} in ${region} was not done.`;
    case 'AWS_DENIED':
      return `The AWS credentials do not permit ${action} in ${region}.`;
    case 'AWS_REGION':
      return `${region} is no AWS region that can be used.`;
    case 'AWS_THROTTLED':
      return `${service} throttles ${action} in ${region}.`;
    case 'AWS_UNREACHABLE':
      return kind === 'timeout'
        ? `${service} in ${region} did not answer ${action} within ${timeoutMs / 1000} s.`
        : `${service} in ${region} could not be reached for ${action}.`;
    case 'AWS_NOT_FOUND':
      return `${service} in ${region} does not know an id that ${action} named.`;
    case 'AWS_PROTECTED':
      return `An instance named in ${action} in ${region} is protected.`;
    case 'AWS_FAILED':
      return `${service} failed at ${action} in ${region}.`;
    default:
      return code satisfies never;
  }
}

function noCredentials({ profile }: Pick<AwsCall, 'profile'>): string {
  return profile === null ? 'No AWS credentials were found.' : `No AWS credentials were found in profile ${profile}.`;
}

function hintOf(code: AwsErrorCode, { action, service }: AwsCall): string | null {
  return code === 'AWS_DENIED' ? `Ask for the permission ${service.toLowerCase()}:${action}.` : null;
}

const LONGEST_CAUSE = 400;

/** EC2's own words. The encoded part of a refusal runs to thousands of characters that nobody can read. */
function causeOf({ message, name }: AwsRefusal): string {
  const readable = message.replace(/\s*Encoded authorization failure message:.*$/s, ' (The encoded details are left out.)').trim();
  const short = readable.length > LONGEST_CAUSE ? `${readable.slice(0, LONGEST_CAUSE)}…` : readable;
  return short === '' || short === name ? name : `${name}: ${short}`;
}
