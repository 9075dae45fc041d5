import { type Attachment, type CloudInstance, MODEL_TAGS } from '../../domain/cloud-instance.ts';
import { readState } from './read-state.ts';
import { UnreadableXml } from './xml/unreadable-xml.ts';

/** One page of DescribeInstances while it is read. */
export interface PageDraft {
  readonly region: string;
  readonly instances: CloudInstance[];
  hasReservations: boolean;
  nextToken: string | null;
  instance: InstanceDraft;
  volume: AttachmentDraft;
  networkInterface: InterfaceDraft;
  address: AddressDraft;
  tagKey: string;
  tagValue: string;
  /** One string for each word that thousands of instances repeat. */
  readonly words: Map<string, string>;
}

/** What has been read of one instance; what EC2 did not say is left out. */
interface InstanceDraft {
  id?: string;
  az?: string;
  stateCode?: number;
  transitionedAt?: string | null;
  reasonCode?: string;
  reasonMessage?: string;
  instanceType?: string;
  imageId?: string;
  lifecycle?: string;
  spotRequestId?: string;
  launchedAt?: string;
  isServiceManaged?: boolean;
  readonly tags: (readonly [string, string])[];
  readonly volumes: Attachment[];
  readonly networkInterfaces: Attachment[];
  readonly ownAddresses: string[];
}

interface AttachmentDraft {
  id?: string;
  deletedOnTermination?: boolean;
}

interface InterfaceDraft extends AttachmentDraft {
  /** Of the interface itself, which come before those of its private addresses. */
  readonly addresses: string[];
  readonly privateAddresses: string[];
}

interface AddressDraft {
  publicIp?: string;
  ownerId?: string;
}

export function emptyPage(region: string): PageDraft {
  return {
    region,
    instances: [],
    hasReservations: false,
    nextToken: null,
    instance: emptyInstance(),
    volume: {},
    networkInterface: emptyInterface(),
    address: {},
    tagKey: '',
    tagValue: '',
    words: new Map(),
  };
}

export function emptyInstance(): InstanceDraft {
  return { tags: [], volumes: [], networkInterfaces: [], ownAddresses: [] };
}

export function emptyInterface(): InterfaceDraft {
  return { addresses: [], privateAddresses: [] };
}

/** The same text as one string, however often it is met. */
export function word(page: PageDraft, text: string): string {
  const known = page.words.get(text);
  if (known !== undefined) return known;
  page.words.set(text, text);
  return text;
}

export function finishTag(page: PageDraft): void {
  page.instance.tags.push([page.tagKey, page.tagValue]);
}

export function finishModelTag(page: PageDraft): void {
  if (MODEL_TAGS.has(page.tagKey)) finishTag(page);
}

export function finishVolume({ instance, volume }: PageDraft): void {
  if (volume.id !== undefined) instance.volumes.push({ id: volume.id, deletedOnTermination: volume.deletedOnTermination ?? false });
}

export function finishInterface({ instance, networkInterface }: PageDraft): void {
  const { id, deletedOnTermination = false, addresses, privateAddresses } = networkInterface;
  if (id !== undefined) instance.networkInterfaces.push({ id, deletedOnTermination });
  instance.ownAddresses.push(...addresses, ...privateAddresses);
}

/** Addresses of AWS's own pool are owned by `amazon` and go with the instance; all others belong to an account and stay. */
export function keptAddress({ publicIp, ownerId }: AddressDraft): readonly string[] {
  return publicIp === undefined || ownerId === 'amazon' ? [] : [publicIp];
}

export function finishInstance(page: PageDraft): void {
  const { instance, region } = page;
  if (instance.id === undefined) throw new UnreadableXml('It lacks the id of an instance.');
  page.instances.push({
    id: instance.id,
    region,
    az: instance.az ?? null,
    state: readState(instance.stateCode),
    stateReason: stateReasonOf(instance),
    transitionedAt: instance.transitionedAt ?? null,
    instanceType: instance.instanceType ?? null,
    imageId: instance.imageId ?? null,
    lifecycle: instance.lifecycle === 'spot' ? 'spot' : 'on-demand',
    spotRequestId: instance.spotRequestId ?? null,
    launchedAt: instance.launchedAt ?? null,
    tags: Object.fromEntries(instance.tags),
    isServiceManaged: instance.isServiceManaged ?? false,
    volumes: instance.volumes,
    networkInterfaces: instance.networkInterfaces,
    elasticAddresses: [...new Set(instance.ownAddresses)],
  });
}

function stateReasonOf({ reasonCode: code, reasonMessage: message }: InstanceDraft): CloudInstance['stateReason'] {
  return code === undefined || code === '' ? null : { code, message: message ?? '' };
}
