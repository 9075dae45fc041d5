import { isInstanceId } from '../../domain/instance.ts';
import type { Machine, MachineFacts } from '../../ports/machine.ts';
import { openMetadata } from './ask-metadata.ts';
import { readMachineFacts } from './read-machine-facts.ts';

const DEFAULT_ENDPOINT = 'http://169.254.169.254';
const PATIENCE_MS = 1000;
const PATIENCE_FOR_ALL_MS = 1250;

export interface ImdsMachineOptions {
  /** True where the environment forbids asking the metadata service. */
  readonly isDisabled: boolean;
  /** `null` for the address every EC2 instance has. */
  readonly endpoint: string | null;
}

/** The machine by EC2's instance metadata service, version 2; asked on the first call and once. */
export function createMachine({ isDisabled, endpoint }: ImdsMachineOptions): Machine {
  const place = endpoint ?? DEFAULT_ENDPOINT;
  let asked: Promise<string | null> | null = null;
  let told: Promise<MachineFacts | null> | null = null;
  return {
    instanceId: async () => (asked ??= isDisabled ? Promise.resolve(null) : ownInstanceId(place)),
    facts: async () => (told ??= isDisabled ? Promise.resolve(null) : ownFacts(place)),
  };
}

/** Whatever goes wrong means one thing: this is no EC2 instance that tells its id. */
async function ownInstanceId(endpoint: string): Promise<string | null> {
  try {
    const ask = await openMetadata(endpoint, AbortSignal.timeout(PATIENCE_MS));
    const id = await ask('/latest/meta-data/instance-id');
    return isInstanceId(id) ? id : null;
  } catch {
    return null;
  }
}

async function ownFacts(endpoint: string): Promise<MachineFacts | null> {
  try {
    return await readMachineFacts(await openMetadata(endpoint, AbortSignal.timeout(PATIENCE_FOR_ALL_MS)));
  } catch {
    return null;
  }
}
