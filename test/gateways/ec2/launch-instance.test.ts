import { DescribeInstancesCommand, type Instance } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import type { LaunchRequest } from '../../../src/ports/launcher.ts';
import { FIRST, REGION, UNKNOWN, world, worldInstance } from '../../sandbox/ec2-emulator/world.ts';
import { subnetOf } from '../../../src/sandbox/ec2-emulator/actions/instance-xml.ts';
import { emulatorAndClient } from '../../sandbox/ec2-emulator/emulator-client.ts';
import { allInstances, cloudAt, emulatedCloud } from './cloud-under-test.ts';

function request(facts: Partial<LaunchRequest> = {}): LaunchRequest {
  return {
    like: FIRST,
    instanceType: 't3.large',
    az: 'ap-south-1b',
    mode: 'spot',
    tags: { Name: 'SpotOptimizer-spot', ManagedBy: 'SpotOptimizer' },
    clientToken: 'token-1',
    ...facts,
  };
}

const model = worldInstance({
  imageId: 'ami-0abcdef1234567890',
  keyName: 'operators',
  securityGroupIds: ['sg-1', 'sg-2'],
  subnetId: 'subnet-1',
  instanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/web',
  tags: { Team: 'web', Name: 'by hand', 'aws:autoscaling:groupName': 'none of ours', 'spotctl:command': 'c-0', 'spotctl:replica': 'r-0' },
});

async function launching() {
  const { emulator, client } = await emulatorAndClient({ world: world({ instances: [model] }) });
  const describeOne = async (id: string): Promise<Instance | undefined> => {
    const { Reservations: found } = await client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return found?.[0]?.Instances?.[0];
  };
  return { cloud: cloudAt(emulator.url), describeOne };
}

describe('a launch', () => {
  test('takes image, key, groups, profile and tags over from the instance it replaces, but for the marks of that one’s launch', async () => {
    const { cloud, describeOne } = await launching();

    const launched = await describeOne(await cloud.launch(REGION, request()));

    expect(launched).toMatchObject({
      Placement: { AvailabilityZone: 'ap-south-1b' },
      InstanceType: 't3.large',
      InstanceLifecycle: 'spot',
      ImageId: 'ami-0abcdef1234567890',
      KeyName: 'operators',
      SecurityGroups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }],
      IamInstanceProfile: { Arn: 'arn:aws:iam::123456789012:instance-profile/web' },
    });
    expect(Object.fromEntries((launched?.Tags ?? []).map(({ Key, Value }) => [Key, Value]))).toEqual({
      Team: 'web',
      Name: 'SpotOptimizer-spot',
      ManagedBy: 'SpotOptimizer',
    });
  });

  test('stays in its subnet within its zone, and in its VPC in another', async () => {
    const { cloud, describeOne } = await launching();

    const near = await describeOne(await cloud.launch(REGION, request({ az: 'ap-south-1a', mode: 'ondemand' })));
    const far = await describeOne(await cloud.launch(REGION, request({ clientToken: 'token-2' })));

    expect([near?.SubnetId, near?.InstanceLifecycle]).toEqual(['subnet-1', undefined]);
    const old = await describeOne(FIRST);
    expect([far?.VpcId, far?.SubnetId]).toEqual([old?.VpcId, subnetOf('ap-south-1b')]);
  });

  test('happens once for one token', async () => {
    const { cloud } = await launching();

    const first = await cloud.launch(REGION, request());
    const second = await cloud.launch(REGION, request());

    expect(second).toBe(first);
    expect(await allInstances(cloud, { by: 'fleet-tags' })).toHaveLength(1);
  });

  test('is refused where the token was used for something else', async () => {
    const { cloud } = await launching();
    await cloud.launch(REGION, request());

    await expect(cloud.launch(REGION, request({ instanceType: 't3.small' }))).rejects.toMatchObject({
      details: { awsCode: 'IdempotentParameterMismatch' },
    });
  });

  test('needs an instance to be like, and a name of a type', async () => {
    const { cloud } = await emulatedCloud();

    await expect(cloud.launch(REGION, request({ like: UNKNOWN }))).rejects.toMatchObject({ code: 'AWS_NOT_FOUND' });
    await expect(cloud.launch(REGION, request({ instanceType: 'large' }))).rejects.toThrow('"large" is not the name of an instance type');
  });

  test('says what permission it lacks', async () => {
    const { cloud } = await emulatedCloud({ world: world({ permissions: { deniedActions: ['RunInstances'] } }) });

    await expect(cloud.launch(REGION, request())).rejects.toMatchObject({ code: 'AWS_DENIED' });
  });
});
