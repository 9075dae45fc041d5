import { isInstanceId } from '../../domain/instance.ts';
import type { Machine } from '../../ports/machine.ts';
import { askMetadata } from './ask-metadata.ts';

const DEFAULT_ENDPOINT = 'http://169.254.169.254';
const PATIENCE_MS = 1000;
const TOKEN_SECONDS = 60;

export interface ImdsMachineOptions {
  /** True where the environment forbids asking the metadata service. */
  readonly isDisabled: boolean;
  /** `null` for the address every EC2 instance has. */
  readonly endpoint: string | null;
}

/** The machine by EC2's instance metadata service, version 2; asked on the first call and once. */
export function createMachine({ isDisabled, endpoint }: ImdsMachineOptions): Machine {
  let asked: Promise<string | null> | null = null;
  return { instanceId: async () => (asked ??= isDisabled ? Promise.resolve(null) : ownInstanceId(endpoint ?? DEFAULT_ENDPOINT)) };
}

/** Whatever goes wrong means one thing: this is no EC2 instance that tells its id. */
async function ownInstanceId(endpoint: string): Promise<string | null> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const lifetime = { 'x-aws-ec2-metadata-token-ttl-seconds': String(TOKEN_SECONDS) };
    const token = await askMetadata({ method: 'PUT', url: new URL('/latest/api/token', endpoint), headers: lifetime, signal });
    const headers = { 'x-aws-ec2-metadata-token': token };
    const id = await askMetadata({ method: 'GET', url: new URL('/latest/meta-data/instance-id', endpoint), headers, signal });
    return isInstanceId(id) ? id : null;
  } catch {
    return null;
  }
}
