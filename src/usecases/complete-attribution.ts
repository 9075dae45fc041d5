import type { Seen } from '../domain/seen.ts';
import type { Attribution, Backend } from '../ports/backend.ts';
import { see } from './see.ts';

/** Where the list of all rows stopped at its limit, what the lists of the client's own regions tell besides. */
export async function completeAttribution(
  backend: Backend,
  listed: { readonly whole: Promise<Seen<Attribution>>; readonly ownRegions: () => Promise<readonly string[]> },
): Promise<Seen<Attribution>> {
  const whole = await listed.whole;
  if (!whole.ok || whole.value.isComplete) return whole;
  const regions = await see(listed.ownRegions());
  if (!regions.ok) return whole;
  const parts = await Promise.all(regions.value.map(async (region) => await see(backend.attributedInstances(region))));
  const seen = parts.flatMap((part) => (part.ok ? [part.value] : []));
  return {
    ok: true,
    value: {
      instances: [whole.value, ...seen].flatMap(({ instances }) => instances),
      isComplete: seen.length > 0 && seen.length === parts.length && seen.every(({ isComplete }) => isComplete),
    },
  };
}
