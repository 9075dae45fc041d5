import type { Seen } from '../../domain/seen.ts';
import type { Candidate } from '../../domain/termination/candidate.ts';
import type { Protection } from '../../domain/termination/guard.ts';
import type { TerminationFacts } from '../../domain/termination/plan-termination.ts';
import type { Ports } from '../../ports/ports.ts';
import { see } from '../see.ts';

/** EC2 answers protection for one id at a time; so many are asked side by side. */
const SIDE_BY_SIDE = 8;

/**
 * What describing does not tell: protection of the on-demand instances (a spot instance cannot be protected) and whether the spot
 * requests are persistent. What EC2 does not answer stays unknown.
 */
export async function gatherTerminationFacts(
  ports: Ports,
  candidates: readonly Candidate[],
): Promise<Pick<TerminationFacts, 'protection' | 'spotRequestTypes'>> {
  const doomed = candidates.filter(({ action }) => action === 'terminate');
  const [protection, spotRequestTypes] = await Promise.all([askProtection(ports, doomed), askSpotRequests(ports, candidates)]);
  return { protection, spotRequestTypes };
}

async function askProtection(ports: Ports, doomed: readonly Candidate[]): Promise<ReadonlyMap<string, Seen<Protection>>> {
  const waiting = doomed.filter(({ cloud }) => cloud?.lifecycle === 'on-demand');
  const answers = new Map<string, Seen<Protection>>();
  const cloud = await ports.cloud();
  const askNext = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      answers.set(next.id, await see(cloud.protection(next.region, next.id)));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, askNext));
  return answers;
}

async function askSpotRequests(ports: Ports, candidates: readonly Candidate[]): Promise<ReadonlyMap<string, 'one-time' | 'persistent'>> {
  const cloud = await ports.cloud();
  const regions = [...Map.groupBy(candidates, ({ region }) => region)];
  const answers = await Promise.all(
    regions.map(async ([region, inRegion]) => {
      const ids = inRegion.flatMap((candidate) => candidate.cloud?.spotRequestId ?? []);
      const requests = ids.length === 0 ? null : await see(cloud.spotRequests(region, ids));
      return requests === null || !requests.ok ? [] : requests.value;
    }),
  );
  return new Map(answers.flat().map(({ id, type }) => [id, type]));
}
