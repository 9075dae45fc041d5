import { DescribeInstancesCommand, type Filter } from '@aws-sdk/client-ec2';
import { type CloudInstance, FLEET_TAG } from '../../domain/cloud-instance.ts';
import { isInstanceId } from '../../domain/instance.ts';
import type { InstanceQuery } from '../../ports/cloud.ts';
import { answerPages, chunksOf } from './answer-pages.ts';
import { awsAnswerIncomplete } from './aws-failure.ts';
import type { Ec2Region } from './ec2-region.ts';
import { readInstance } from './read-instance.ts';

const ACTION = 'DescribeInstances';
const PAGE_SIZE = 1000;

/** Streams the instances a query selects. Ids go as a filter: unknown ones are left out instead of sinking the call. */
export async function* describeInstances(region: Ec2Region, query: InstanceQuery): AsyncGenerator<CloudInstance> {
  for (const filter of filtersOf(query)) yield* describeBy(region, filter);
}

/** No id means no filter and no call: EC2 would take an empty list of ids for all instances. */
function filtersOf(query: InstanceQuery): readonly Filter[] {
  if (query.by === 'fleet-tags') return [{ Name: `tag:${FLEET_TAG.managedBy}`, Values: [FLEET_TAG.managedByValue] }];
  return chunksOf(query.ids.filter(isInstanceId)).map((ids) => ({ Name: 'instance-id', Values: [...ids] }));
}

async function* describeBy(region: Ec2Region, filter: Filter): AsyncGenerator<CloudInstance> {
  const call = { action: ACTION, region: region.name };
  const pages = answerPages(call, async (page) => {
    const command = new DescribeInstancesCommand({ Filters: [filter], MaxResults: PAGE_SIZE, ...page });
    return region.call(ACTION, async (client, options) => client.send(command, options));
  });
  for await (const { Reservations: reservations } of pages) {
    if (reservations === undefined) throw awsAnswerIncomplete(call, 'the set of reservations');
    for (const instance of reservations.flatMap((reservation) => reservation.Instances ?? [])) {
      if (instance.InstanceId === undefined) throw awsAnswerIncomplete(call, 'the id of an instance');
      yield readInstance(instance, { id: instance.InstanceId, region: region.name });
    }
  }
}
