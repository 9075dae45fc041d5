import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { awsAnswerIncomplete, awsFailure } from './aws-failure.ts';
import { type ClientOptions, clientConfig, type Credentials } from './ec2-clients.ts';
import { BEFORE_THE_SDK_KEEPS, limitAnswer } from './limit-answer.ts';

const ACTION = 'GetCallerIdentity';
const ATTEMPTS = 3;

export interface CallerOptions extends ClientOptions {
  readonly region: string;
  readonly credentials: Credentials;
}

/** The access key that calls are signed with at this moment: credentials that expire are fetched anew. */
export async function callerKey({ credentials, profile, region, timeoutMs }: CallerOptions): Promise<string> {
  try {
    return (await credentials()).accessKeyId;
  } catch (error) {
    throw awsFailure(error, { service: 'STS', action: ACTION, region, timeoutMs, profile });
  }
}

/** The account the credentials belong to, as STS tells it. */
export async function callerAccount(options: CallerOptions): Promise<string> {
  const { profile, region, timeoutMs } = options;
  const client = new STSClient({ ...clientConfig({ ...options, maxAttempts: ATTEMPTS }), region });
  client.middlewareStack.add(limitAnswer, BEFORE_THE_SDK_KEEPS);
  const identity = await client
    .send(new GetCallerIdentityCommand({}), { abortSignal: AbortSignal.timeout(timeoutMs) })
    .catch((error: unknown) => {
      throw awsFailure(error, { service: 'STS', action: ACTION, region, timeoutMs, profile });
    })
    .finally(() => client.destroy());
  if (identity.Account === undefined) throw awsAnswerIncomplete({ action: ACTION, region }, 'the account id');
  return identity.Account;
}
