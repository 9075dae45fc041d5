import * as z from 'zod/mini';
import { isInstanceId } from '../../domain/instance.ts';
import type { MachineFacts } from '../../ports/machine.ts';
import type { AskMetadata } from './ask-metadata.ts';

const text = z.nullish(z.string());
/** The identity document, as far as it is read. */
const Identity = z.object({
  instanceId: z.string().check(z.refine(isInstanceId)),
  region: z.string().check(z.minLength(1)),
  accountId: text,
  availabilityZone: text,
  instanceType: text,
  imageId: text,
  pendingTime: text,
  privateIp: text,
});
const LIFECYCLES: ReadonlyMap<string, MachineFacts['lifecycle']> = new Map([
  ['spot', 'spot'],
  ['on-demand', 'on-demand'],
  ['scheduled', 'on-demand'],
]);

/** Everything the service tells the instance of itself. Rejects where it tells no id and region. */
export async function readMachineFacts(ask: AskMetadata): Promise<MachineFacts> {
  const [document, lifecycle, publicIp, tags] = await Promise.all([
    ask('/latest/dynamic/instance-identity/document'),
    ask('/latest/meta-data/instance-life-cycle').catch(() => ''),
    // 404 where it has none.
    ask('/latest/meta-data/public-ipv4').catch(() => null),
    readTags(ask).catch(() => null),
  ]);
  const identity = Identity.parse(JSON.parse(document));
  return {
    instanceId: identity.instanceId,
    accountId: identity.accountId ?? null,
    region: identity.region,
    az: identity.availabilityZone ?? null,
    instanceType: identity.instanceType ?? null,
    imageId: identity.imageId ?? null,
    lifecycle: LIFECYCLES.get(lifecycle) ?? null,
    launchedAt: toMoment(identity.pendingTime ?? null),
    privateIp: identity.privateIp ?? null,
    publicIp,
    tags,
  };
}

/** Tags are told only where the instance's metadata options allow it. */
async function readTags(ask: AskMetadata): Promise<Readonly<Record<string, string>>> {
  const keys = (await ask('/latest/meta-data/tags/instance')).split('\n').filter((key) => key !== '');
  const values = await Promise.all(keys.map(async (key) => [key, await ask(`/latest/meta-data/tags/instance/${encodeURIComponent(key)}`)]));
  return Object.fromEntries(values);
}

function toMoment(time: string | null): string | null {
  const moment = Date.parse(time ?? '');
  return Number.isNaN(moment) ? null : new Date(moment).toISOString();
}
