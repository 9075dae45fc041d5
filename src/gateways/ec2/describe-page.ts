import { DescribeInstancesCommand, type DescribeInstancesCommandInput } from '@aws-sdk/client-ec2';
import type { LeftOut } from '../../ports/cloud.ts';
import { awsAnswerIncomplete } from './aws-failure.ts';
import type { Ec2Region } from './ec2-region.ts';
import { instancePageNode } from './instance-elements.ts';
import { emptyPage, type PageDraft } from './instance-page.ts';
import { BEFORE_THE_SDK_READS, readingAnswer } from './read-answer.ts';

const ACTION = 'DescribeInstances';

export type InstancePage = Pick<PageDraft, 'instances'> & { readonly NextToken?: string };

export interface PageQuery {
  readonly input: DescribeInstancesCommandInput;
  readonly leavesOut: LeftOut | undefined;
}

/** One page of instances. */
export async function describePage(region: Ec2Region, asked: PageQuery): Promise<InstancePage> {
  const { hasReservations, instances, nextToken } = await region.call(ACTION, async (client, options) => {
    const command = new DescribeInstancesCommand(asked.input);
    let page = emptyPage(region.name);
    const reading = readingAnswer({
      node: instancePageNode(asked.leavesOut),
      begin: () => emptyPage(region.name),
      end: (read) => void (page = read),
      onArrived: region.onArrived,
    });
    command.middlewareStack.add(reading, BEFORE_THE_SDK_READS);
    await client.send(command, options);
    return page;
  });
  if (!hasReservations) throw awsAnswerIncomplete({ action: ACTION, region: region.name }, 'the set of reservations');
  return { instances, ...(nextToken === null ? {} : { NextToken: nextToken }) };
}
