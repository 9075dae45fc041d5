import { DescribeInstancesCommand, type DescribeInstancesCommandInput } from '@aws-sdk/client-ec2';
import { awsAnswerIncomplete } from './aws-failure.ts';
import type { Ec2Region } from './ec2-region.ts';
import { instancePageNode } from './instance-elements.ts';
import { emptyPage, type PageDraft } from './instance-page.ts';
import { XmlReader } from './xml/xml-reader.ts';

const ACTION = 'DescribeInstances';

export type InstancePage = Pick<PageDraft, 'instances'> & { readonly NextToken?: string };

/**
 * One page of instances. The SDK signs, sends and retries as ever, and reads what is no success; the body of a success is read here as it
 * arrives, since the SDK takes ten times as long to turn all of it into objects.
 */
export async function describePage(region: Ec2Region, input: DescribeInstancesCommandInput): Promise<InstancePage> {
  const { hasReservations, instances, nextToken } = await region.call(ACTION, async (client, options) => {
    const command = new DescribeInstancesCommand(input);
    let page = emptyPage(region.name);
    command.middlewareStack.add(
      (next) => async (request) => {
        const result = await next(request);
        if (isSuccess(result.response)) {
          page = await readPage(result.response.body, region.name);
          result.response.body = NOTHING_LEFT;
        }
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'readInstances' },
    );
    await client.send(command, options);
    return page;
  });
  if (!hasReservations) throw awsAnswerIncomplete({ action: ACTION, region: region.name }, 'the set of reservations');
  return { instances, ...(nextToken === null ? {} : { NextToken: nextToken }) };
}

/** What the SDK then finds to read: an empty answer. */
const NOTHING_LEFT = new Uint8Array();

/** A stream, as node's HTTP gives it; bytes once it has been read. */
type Body = AsyncIterable<Buffer> | Uint8Array;

/** The SDK takes every status under 300 for a success. */
function isSuccess(response: unknown): response is { body: Body } {
  if (typeof response !== 'object' || response === null || !('statusCode' in response) || !('body' in response)) return false;
  const { body, statusCode } = response;
  return typeof statusCode === 'number' && statusCode < 300 && typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function readPage(body: Body, region: string): Promise<PageDraft> {
  const page = emptyPage(region);
  const reader = new XmlReader(instancePageNode(), page);
  for await (const chunk of body instanceof Uint8Array ? [Buffer.from(body)] : body) reader.write(chunk);
  reader.end();
  return page;
}
