import type { Filter } from '@aws-sdk/client-ec2';
import { type CloudInstance, FLEET_TAG } from '../../domain/cloud-instance.ts';
import { isInstanceId } from '../../domain/instance.ts';
import type { InstanceQuery, LeftOut } from '../../ports/cloud.ts';
import { answerPages, chunksOf } from './answer-pages.ts';
import { describePage } from './describe-page.ts';
import type { Ec2Region } from './ec2-region.ts';
import { allOf, askAhead } from './side-by-side.ts';

const PAGE_SIZE = 1000;

/** Streams the instances a query selects. Ids go as a filter: unknown ones are left out instead of sinking the call. */
export async function* describeInstances(region: Ec2Region, query: InstanceQuery): AsyncGenerator<CloudInstance> {
  const filters = filtersOf(query);
  const [only] = filters;
  const by = (filter: Filter): AsyncGenerator<CloudInstance> => describeBy(region, { filter, leavesOut: query.leavesOut });
  if (filters.length === 1 && only !== undefined) yield* by(only);
  else for await (const instances of askAhead(filters, async (filter) => allOf(by(filter)))) yield* instances;
}

/** No id means no filter and no call: EC2 would take an empty list of ids for all instances. */
function filtersOf(query: InstanceQuery): readonly Filter[] {
  if (query.by === 'fleet-tags') return [{ Name: `tag:${FLEET_TAG.managedBy}`, Values: [FLEET_TAG.managedByValue] }];
  return chunksOf(query.ids.filter(isInstanceId)).map((ids) => ({ Name: 'instance-id', Values: [...ids] }));
}

async function* describeBy(
  region: Ec2Region,
  { filter, leavesOut }: { readonly filter: Filter; readonly leavesOut: LeftOut | undefined },
): AsyncGenerator<CloudInstance> {
  const call = { action: 'DescribeInstances', region: region.name };
  const pages = answerPages(call, async (page) =>
    describePage(region, { input: { Filters: [filter], MaxResults: PAGE_SIZE, ...page }, leavesOut }),
  );
  for await (const { instances } of pages) yield* instances;
}
