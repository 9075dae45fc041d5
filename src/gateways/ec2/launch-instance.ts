import {
  type _InstanceType,
  DescribeInstancesCommand,
  type Instance,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import { isLaunchMark } from '../../domain/agent-run/launch-marks.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { LaunchRequest } from '../../ports/launcher.ts';
import { awsAnswerIncomplete } from './aws-failure.ts';
import { chooseSubnet } from './choose-subnet.ts';
import type { Ec2Region } from './ec2-region.ts';

const ACTION = 'RunInstances';

/** Launches a replacement of an instance, once for one client token; sent again where EC2 throttled it or the answer was lost. */
export async function launchInstance(region: Ec2Region, request: LaunchRequest): Promise<string> {
  const model = await describeModel(region, request.like);
  const input = runInput(model, { ...request, subnetId: await chooseSubnet(region, { model, az: request.az }) });
  const answer = await region.call(ACTION, async (client, options) => client.send(new RunInstancesCommand(input), options));
  const id = answer.Instances?.[0]?.InstanceId;
  if (id === undefined) throw awsAnswerIncomplete({ action: ACTION, region: region.name }, 'the new instance');
  return id;
}

async function describeModel(region: Ec2Region, id: string): Promise<Instance> {
  const answer = await region.call('DescribeInstances', async (client, options) =>
    client.send(new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values: [id] }] }), options),
  );
  const model = answer.Reservations?.[0]?.Instances?.[0];
  if (model === undefined) {
    throw new SpotctlError({
      code: 'AWS_NOT_FOUND',
      message: `EC2 does not show ${id} in ${region.name}, so nothing can be launched like it.`,
    });
  }
  return model;
}

/** The same request for the same model, so that EC2 takes a second one for what it is. */
function runInput(model: Instance, request: LaunchRequest & { readonly subnetId: string | null }): RunInstancesCommandInput {
  const { instanceType, az, mode, tags, clientToken, subnetId } = request;
  const groups = (model.SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
  const profile = model.IamInstanceProfile?.Arn;
  return {
    ClientToken: clientToken,
    MinCount: 1,
    MaxCount: 1,
    ImageId: model.ImageId,
    InstanceType: checkedType(instanceType),
    Placement: { AvailabilityZone: az },
    ...(subnetId === null ? {} : { SubnetId: subnetId }),
    ...(groups.length === 0 ? {} : { SecurityGroupIds: groups }),
    ...(model.KeyName === undefined ? {} : { KeyName: model.KeyName }),
    ...(profile === undefined ? {} : { IamInstanceProfile: { Arn: profile } }),
    ...(mode === 'spot' ? { InstanceMarketOptions: { MarketType: 'spot', SpotOptions: { SpotInstanceType: 'one-time' } } } : {}),
    TagSpecifications: [{ ResourceType: 'instance', Tags: tagList({ ...ownTags(model), ...tags }) }],
  };
}

/** Names that begin with `aws:` are AWS's own, and cannot be given; what marks a launch is that launch's alone. */
function ownTags(model: Instance): Record<string, string> {
  const tags = (model.Tags ?? []).flatMap(({ Key, Value }) =>
    Key === undefined || Key.startsWith('aws:') || isLaunchMark(Key) ? [] : [[Key, Value ?? ''] as const],
  );
  return Object.fromEntries(tags);
}

function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function checkedType(name: string): _InstanceType {
  if (isTypeName(name)) return name;
  throw new SpotctlError({ code: 'AWS_FAILED', message: `"${name}" is not the name of an instance type, so nothing was launched.` });
}

/** EC2 knows more types than the SDK's list of any day: what has the form of one is left to EC2 to judge. */
function isTypeName(name: string): name is _InstanceType {
  return /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/u.test(name);
}
