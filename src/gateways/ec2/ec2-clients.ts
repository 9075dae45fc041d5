import { EC2Client } from '@aws-sdk/client-ec2';
import { BEFORE_THE_SDK_KEEPS, limitAnswer } from './limit-answer.ts';
import { transientRetries } from './transient-retries.ts';

const READ_ATTEMPTS = 6;
/** The metadata service answers in milliseconds where it exists. */
const METADATA_PROBE_MS = 600;
const CONNECTION_TIMEOUT_MS = 5000;

export interface ClientOptions {
  /** `null` leaves the endpoint to the SDK, which reads AWS_ENDPOINT_URL and its kin. */
  readonly endpoint: string | null;
  readonly profile: string | null;
  /** The longest one call may take, its retries included. */
  readonly timeoutMs: number;
  /** Patience with the instance metadata service, the last place credentials are looked for; it is asked twice. 600 where left out. */
  readonly metadataProbeMs?: number;
  readonly random?: () => number;
}

export type Credentials = EC2Client['config']['credentials'];

/** One client a region, all with the same credentials: those are looked for once. */
export class Ec2Clients {
  private readonly options: ClientOptions;
  private readonly retrying = new Map<string, EC2Client>();
  private readonly single = new Map<string, EC2Client>();
  private credentials: Credentials | null = null;

  constructor(options: ClientOptions) {
    this.options = options;
  }

  of(region: string): EC2Client {
    return this.retrying.get(region) ?? this.make(region, { maxAttempts: READ_ATTEMPTS, among: this.retrying });
  }

  /** A client that sends each call once. It takes over the clock correction that the other has learned. */
  sendingOnce(region: string): EC2Client {
    const client = this.single.get(region) ?? this.make(region, { maxAttempts: 1, among: this.single });
    const learned = this.retrying.get(region);
    if (learned !== undefined) client.config.systemClockOffset = learned.config.systemClockOffset;
    return client;
  }

  /** What every client signs with, for the ones of other services. */
  sharedCredentials(region: string): Credentials {
    return this.credentials ?? this.of(region).config.credentials;
  }

  private make(region: string, kind: { readonly maxAttempts: number; readonly among: Map<string, EC2Client> }): EC2Client {
    const retryStrategy = transientRetries({ attempts: kind.maxAttempts, random: this.options.random ?? Math.random });
    const config = clientConfig({ ...this.options, ...kind, credentials: this.credentials });
    const client = new EC2Client({ ...config, retryStrategy, region });
    client.middlewareStack.remove('loggerMiddleware');
    client.middlewareStack.add(limitAnswer, BEFORE_THE_SDK_KEEPS);
    this.credentials ??= client.config.credentials;
    kind.among.set(region, client);
    return client;
  }
}

/** What the clients of every service have in common. */
export function clientConfig(options: ClientOptions & { readonly maxAttempts: number; readonly credentials: Credentials | null }) {
  const { credentials, endpoint, maxAttempts, profile, timeoutMs } = options;
  return {
    maxAttempts,
    retryMode: 'standard',
    customUserAgent: 'spotctl',
    // The SDK hands this on to its credential chain, as the patience with the metadata service.
    timeout: options.metadataProbeMs ?? METADATA_PROBE_MS,
    requestHandler: {
      connectionTimeout: Math.min(CONNECTION_TIMEOUT_MS, timeoutMs),
      // Half of the time, where there may be a second attempt: a connection that went silent is worth one.
      requestTimeout: maxAttempts === 1 ? timeoutMs : timeoutMs / 2,
      throwOnRequestTimeout: true,
    },
    ...(endpoint === null ? {} : { endpoint }),
    ...(profile === null ? {} : { profile }),
    ...(credentials === null ? {} : { credentials }),
  };
}
