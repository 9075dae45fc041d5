import { setTimeout as delay } from 'node:timers/promises';
import type { Cloud } from '../../ports/cloud.ts';
import type { Launcher } from '../../ports/launcher.ts';
import { connectRegion } from './connect-region.ts';
import { describeInstances } from './describe-instances.ts';
import { type ClientOptions, Ec2Clients } from './ec2-clients.ts';
import type { Ec2Region } from './ec2-region.ts';
import { describeProtection, liftProtection } from './protection.ts';
import { RetryBudget } from './retry-budget.ts';
import { type Gate, openGate, SIDE_BY_SIDE } from './side-by-side.ts';
import { describeSpotPrices } from './spot-prices.ts';
import { cancelSpotRequests, describeSpotRequests } from './spot-requests.ts';
import { mayTerminate, terminateInstances } from './terminate-instances.ts';

const DEFAULT_ACCOUNT_REGION = 'us-east-1';

export interface Ec2CloudOptions extends ClientOptions {
  /** Where STS is asked for the account; us-east-1 where it is `null`. */
  readonly accountRegion: string | null;
  /** Told of the bytes of every chunk of a long answer. */
  readonly onArrived?: (bytes: number) => void;
  /** Waits between two sends of a throttled call. */
  readonly pause?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** AWS through its SDK: one client a region, credentials from the SDK's own chain. */
export function createEc2Cloud(options: Ec2CloudOptions): Cloud & Launcher {
  const clients = new Ec2Clients(options);
  const account = askingForEachKey(options, clients);
  const regionOptions = {
    clients,
    account,
    timeoutMs: options.timeoutMs,
    profile: options.profile,
    onArrived: options.onArrived ?? (() => undefined),
  };
  const sharedIn = sharingByRegion(options);
  const at = (region: string): Ec2Region => connectRegion(region, { ...regionOptions, ...sharedIn(region) });
  return {
    account,
    instances: async function* instances(region, query) {
      yield* describeInstances(at(region), query);
    },
    mayTerminate: async (region, ids) => mayTerminate(at(region), ids),
    launch: async (region, request) => (await import('./launch-instance.ts')).launchInstance(at(region), request),
    terminate: async (region, ids) => terminateInstances(at(region), ids),
    waitToResend: async (region, { tries, signal }) => sharedIn(region).budget.waitToRetry(tries, signal),
    protection: async (region, id) => describeProtection(at(region), id),
    unprotect: async (region, id) => liftProtection(at(region), id),
    spotRequests: async (region, ids) => describeSpotRequests(at(region), ids),
    cancelSpotRequests: async (region, ids) => cancelSpotRequests(at(region), ids),
    spotPrices: async (region, query) => describeSpotPrices(at(region), query),
    onDemandPrices: async (region, instanceTypes) => {
      const { onDemandPrices } = await import('./price-list.ts');
      return await onDemandPrices({ ...options, credentials: clients.sharedCredentials(region) }, { region, instanceTypes });
    },
  };
}

interface SharedInRegion {
  readonly gate: Gate;
  readonly budget: RetryBudget;
}

/** What all calls to one region share, whoever makes them. */
function sharingByRegion({ pause = pauseFor, random = Math.random }: Ec2CloudOptions): (region: string) => SharedInRegion {
  const shared = new Map<string, SharedInRegion>();
  return (region) => {
    const ofRegion = shared.get(region) ?? { gate: openGate(SIDE_BY_SIDE), budget: new RetryBudget({ pause, random }) };
    shared.set(region, ofRegion);
    return ofRegion;
  };
}

async function pauseFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { ...(signal && { signal }) });
}

/**
 * One question for each access key, which belongs to one account for good: credentials that were fetched anew during a long run may be
 * another account's. Only an answer is kept, so that a failure can be tried again.
 */
function askingForEachKey(options: Ec2CloudOptions, clients: Ec2Clients): () => Promise<string> {
  const region = options.accountRegion ?? DEFAULT_ACCOUNT_REGION;
  const asked = new Map<string, Promise<string>>();
  return async () => {
    const { callerAccount, callerKey } = await import('./caller-account.ts');
    const caller = { ...options, region, credentials: clients.sharedCredentials(region) };
    const key = await callerKey(caller);
    const asking = asked.get(key) ?? callerAccount(caller);
    asked.set(key, asking);
    return await asking.catch((error: unknown) => {
      asked.delete(key);
      throw error;
    });
  };
}
