import type { EC2Client } from '@aws-sdk/client-ec2';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { awsFailure } from './aws-failure.ts';
import type { Ec2Clients } from './ec2-clients.ts';
import type { Ec2Region, Send } from './ec2-region.ts';
import type { RetryBudget } from './retry-budget.ts';
import type { Gate } from './side-by-side.ts';

export interface RegionOptions {
  readonly clients: Ec2Clients;
  readonly timeoutMs: number;
  readonly profile: string | null;
  /** Shared by all calls to this region. */
  readonly budget: RetryBudget;
  /** Every send to this region goes through it. */
  readonly gate: Gate;
  /** The caller's account, which tells a region that is not enabled from credentials that are no good. */
  readonly account: () => Promise<string>;
  readonly onArrived: (bytes: number) => void;
}

/** EC2 in the region of that name; throws AWS_REGION where the name cannot be a region's. */
export function connectRegion(name: string, options: RegionOptions): Ec2Region {
  if (!/^[a-z]+(?:-[a-z0-9]+)+$/.test(name)) {
    throw new SpotctlError({
      code: 'AWS_REGION',
      message: `"${name}" is not the name of an AWS region.`,
      details: { awsCode: null, reason: 'RegionName', region: name },
    });
  }
  const { clients } = options;
  const attempt = async <Output>(action: string, sending: { readonly client: EC2Client; readonly send: Send<Output> }): Promise<Output> => {
    const { profile, timeoutMs } = options;
    try {
      return await options.gate(async () => sending.send(sending.client, { abortSignal: AbortSignal.timeout(timeoutMs) }));
    } catch (error) {
      const failure = awsFailure(error, { service: 'EC2', action, region: name, timeoutMs, profile });
      throw await withRegionBlamed(failure, options);
    }
  };
  return {
    name,
    onArrived: options.onArrived,
    call: async (action, send) => resendingThrottled(async () => attempt(action, { client: clients.of(name), send }), options),
    callOnce: async (action, send) => {
      const output = await attempt(action, { client: clients.sendingOnce(name), send });
      options.budget.succeeded();
      return output;
    },
  };
}

/** A throttled call had no effect, so it may be sent again; any other failure may have had one. */
async function resendingThrottled<Output>(send: () => Promise<Output>, { budget }: RegionOptions): Promise<Output> {
  for (let tries = 1; ; tries += 1) {
    try {
      const output = await send();
      budget.succeeded();
      return output;
    } catch (error) {
      const isThrottled = error instanceof SpotctlError && error.code === 'AWS_THROTTLED';
      if (!isThrottled || !(await budget.waitToRetry(tries))) throw error;
    }
  }
}

/** EC2 words a region that is not enabled as bad credentials: where STS accepts them, it is the region. */
async function withRegionBlamed(failure: SpotctlError, { account }: RegionOptions): Promise<SpotctlError> {
  if (failure.details['awsCode'] !== 'AuthFailure') return failure;
  const isAccepted = await account().then(
    () => true,
    () => false,
  );
  if (!isAccepted) return failure;
  const { cause, details } = failure;
  return new SpotctlError({
    code: 'AWS_REGION',
    message: `${String(details['region'])} is not enabled for this AWS account.`,
    cause,
    details,
  });
}
