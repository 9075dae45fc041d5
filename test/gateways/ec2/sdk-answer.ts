import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { CloudInstance } from '../../../src/domain/cloud-instance.ts';
import { instancePageNode } from '../../../src/gateways/ec2/instance-elements.ts';
import { emptyPage } from '../../../src/gateways/ec2/instance-page.ts';
import { XmlReader } from '../../../src/gateways/ec2/xml/xml-reader.ts';
import { REGION } from '../../sandbox/ec2-emulator/world.ts';
import { sdkInstance } from './sdk-instance.ts';

/** What a page of instances says, by whoever read it. */
export interface ReadPage {
  readonly instances: readonly CloudInstance[];
  readonly nextToken: string | null;
}

/** The SDK's own reading of a body, through its client; rejects where it cannot read it. */
export async function readWithSdk(body: Buffer): Promise<ReadPage> {
  const client = new EC2Client({
    region: REGION,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: { handle: async () => ({ response: { statusCode: 200, headers: {}, body } }) },
  });
  const { Reservations: reservations, NextToken: nextToken = null } = await client.send(new DescribeInstancesCommand({}));
  if (reservations === undefined) throw new Error('It lacks the set of reservations.');
  const instances = reservations.flatMap((reservation) => reservation.Instances ?? []);
  return { nextToken, instances: instances.map((one) => sdkInstance(one, { id: requireId(one.InstanceId), region: REGION })) };
}

/** The gateway's own reading of a body that arrives in these chunks; throws where it cannot read it. */
export function readOurselves(...chunks: readonly Buffer[]): ReadPage {
  const page = emptyPage(REGION);
  const reader = new XmlReader(instancePageNode(), page);
  for (const chunk of chunks) reader.write(chunk);
  reader.end();
  if (!page.hasReservations) throw new Error('It lacks the set of reservations.');
  return { nextToken: page.nextToken, instances: page.instances };
}

/** Chunks of this size; the last may be shorter. */
export function chunksOfSize(body: Buffer, size: number): readonly Buffer[] {
  return Array.from({ length: Math.ceil(body.length / size) }, (_, index) => body.subarray(index * size, (index + 1) * size));
}

function requireId(id: string | undefined): string {
  if (id === undefined) throw new Error('It lacks the id of an instance.');
  return id;
}
