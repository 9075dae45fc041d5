import { isInstanceId } from '../../domain/instance.ts';
import type { Machine, MachineFacts } from '../../ports/machine.ts';
import { openMetadata } from './ask-metadata.ts';
import { readMachineFacts } from './read-machine-facts.ts';

export const DEFAULT_ENDPOINT = 'http://169.254.169.254';
/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html */
const ASSET_TAG_FILE = '/sys/devices/virtual/dmi/id/board_asset_tag';
const PATIENCE_MS = 1000;
const PATIENCE_FOR_ALL_MS = 1250;

export interface ImdsMachineOptions {
  /** True where the environment forbids asking the metadata service. */
  readonly isDisabled: boolean;
  /** `null` for the address every EC2 instance has. */
  readonly endpoint: string | null;
  /** The EC2 that instances are claimed in: its endpoint, or nothing for AWS's own. */
  readonly cloud?: string;
  /** Where the board of a Nitro instance tells its id; the kernel's own place where left out, nowhere where `null`. */
  readonly assetTagFile?: string | null;
}

/** The machine by EC2's instance metadata service, version 2; asked on the first call and once. */
export function createMachine({ isDisabled, endpoint, cloud = '', assetTagFile = ASSET_TAG_FILE }: ImdsMachineOptions): Machine {
  const place = endpoint ?? DEFAULT_ENDPOINT;
  let asked: Promise<string | null> | null = null;
  let told: Promise<MachineFacts | null> | null = null;
  return {
    instanceId: async () => (asked ??= ownId({ place: isDisabled ? null : place, assetTagFile })),
    claim: async (claim) => (await import('./claim-instances.ts')).claimInstances(cloud, claim),
    facts: async () => (told ??= isDisabled ? Promise.resolve(null) : ownFacts(place)),
  };
}

/** By its metadata; a container, or one that may not ask, still sees the board it runs on. */
async function ownId(known: { readonly place: string | null; readonly assetTagFile: string | null }): Promise<string | null> {
  const told = known.place === null ? null : await ownInstanceId(known.place);
  return told ?? (known.assetTagFile === null ? null : idOnBoard(known.assetTagFile));
}

function idOnBoard(file: string): string | null {
  try {
    const tag = process.getBuiltinModule('node:fs').readFileSync(file, 'utf8').trim();
    return isInstanceId(tag) ? tag : null;
  } catch {
    return null;
  }
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
