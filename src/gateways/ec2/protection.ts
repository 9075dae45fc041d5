import { DescribeInstanceAttributeCommand, ModifyInstanceAttributeCommand } from '@aws-sdk/client-ec2';
import type { Ec2Region } from './ec2-region.ts';
import { awsAnswerIncomplete } from './aws-failure.ts';

const DESCRIBE = 'DescribeInstanceAttribute';
const MODIFY = 'ModifyInstanceAttribute';

export interface Protection {
  readonly termination: boolean;
  readonly stop: boolean;
}

/** Two calls: EC2 tells one attribute at a time, and neither with the instance itself. */
export async function describeProtection(region: Ec2Region, id: string): Promise<Protection> {
  const [termination, stop] = await Promise.all([
    describeAttribute(region, { InstanceId: id, Attribute: 'disableApiTermination' }),
    describeAttribute(region, { InstanceId: id, Attribute: 'disableApiStop' }),
  ]);
  return { termination, stop };
}

/** Lifts what is on; one attribute a call, as EC2 wants it. */
export async function liftProtection(region: Ec2Region, id: string): Promise<void> {
  const { stop, termination } = await describeProtection(region, id);
  if (termination) {
    const command = new ModifyInstanceAttributeCommand({ InstanceId: id, DisableApiTermination: { Value: false } });
    await region.call(MODIFY, async (client, options) => client.send(command, options));
  }
  if (stop) {
    const command = new ModifyInstanceAttributeCommand({ InstanceId: id, DisableApiStop: { Value: false } });
    await region.call(MODIFY, async (client, options) => client.send(command, options));
  }
}

interface AttributeQuery {
  readonly InstanceId: string;
  readonly Attribute: 'disableApiTermination' | 'disableApiStop';
}

async function describeAttribute(region: Ec2Region, query: AttributeQuery): Promise<boolean> {
  const answer = await region.call(DESCRIBE, async (client, options) => client.send(new DescribeInstanceAttributeCommand(query), options));
  const attribute = query.Attribute === 'disableApiStop' ? answer.DisableApiStop : answer.DisableApiTermination;
  if (attribute?.Value === undefined) throw awsAnswerIncomplete({ action: DESCRIBE, region: region.name }, query.Attribute);
  return attribute.Value;
}
