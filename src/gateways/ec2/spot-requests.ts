import { CancelSpotInstanceRequestsCommand, DescribeSpotInstanceRequestsCommand, type SpotInstanceRequest } from '@aws-sdk/client-ec2';
import type { SpotRequest } from '../../ports/cloud.ts';
import { answerPages, chunksOf } from './answer-pages.ts';
import { awsAnswerIncomplete } from './aws-failure.ts';
import type { Ec2Region } from './ec2-region.ts';
import { allOf, askAhead } from './side-by-side.ts';

const DESCRIBE = 'DescribeSpotInstanceRequests';
const CANCEL = 'CancelSpotInstanceRequests';

/** The requests EC2 still knows; it forgets them some hours after their end. */
export async function describeSpotRequests(region: Ec2Region, ids: readonly string[]): Promise<readonly SpotRequest[]> {
  const found: SpotRequest[] = [];
  for await (const pages of askAhead(chunksOf(ids), async (chunk) => allOf(requestPages(region, chunk)))) {
    found.push(...pages.flat().flatMap(readSpotRequest));
  }
  return found;
}

async function* requestPages(region: Ec2Region, ids: readonly string[]): AsyncGenerator<readonly SpotInstanceRequest[]> {
  const call = { action: DESCRIBE, region: region.name };
  const filter = { Name: 'spot-instance-request-id', Values: [...ids] };
  const pages = answerPages(call, async (page) => {
    const command = new DescribeSpotInstanceRequestsCommand({ Filters: [filter], ...page });
    return region.call(DESCRIBE, async (client, options) => client.send(command, options));
  });
  for await (const { SpotInstanceRequests: requests } of pages) {
    if (requests === undefined) throw awsAnswerIncomplete(call, 'the set of spot requests');
    yield requests;
  }
}

/** Throws where EC2 does not confirm each of them: a request that lives on launches the instance again. */
export async function cancelSpotRequests(region: Ec2Region, ids: readonly string[]): Promise<void> {
  for (const chunk of chunksOf(ids)) {
    const command = new CancelSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [...chunk] });
    const answer = await region.call(CANCEL, async (client, options) => client.send(command, options));
    const cancelled = new Set((answer.CancelledSpotInstanceRequests ?? []).map(({ SpotInstanceRequestId: id }) => id));
    const missing = chunk.find((id) => !cancelled.has(id));
    if (missing !== undefined) throw awsAnswerIncomplete({ action: CANCEL, region: region.name }, `spot request ${missing}`);
  }
}

function readSpotRequest({
  SpotInstanceRequestId: id,
  Type: type,
  State: state,
  InstanceId: instanceId,
}: SpotInstanceRequest): readonly SpotRequest[] {
  if (id === undefined) return [];
  return [{ id, type: type === 'persistent' ? 'persistent' : 'one-time', state: state ?? 'unknown', instanceId: instanceId ?? null }];
}
