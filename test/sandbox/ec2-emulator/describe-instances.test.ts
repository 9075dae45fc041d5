import { DescribeInstancesCommand, DescribeInstanceStatusCommand, type DescribeInstancesCommandOutput } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { emulatorAndClient } from './emulator-client.ts';
import { FIRST, REGION, SECOND, UNKNOWN, movableClock, world, worldInstance, worldInstances } from './world.ts';

const OTHER = 'i-0eeeeeeeeeeeeeeee';
const TOO_MANY = Array.from({ length: 201 }, () => FIRST);

const idsOf = ({ Reservations }: DescribeInstancesCommandOutput): (string | undefined)[] =>
  (Reservations ?? []).flatMap(({ Instances }) => (Instances ?? []).map(({ InstanceId }) => InstanceId));

describe('DescribeInstances', () => {
  test.each([
    { name: 'instance-id', values: [FIRST, UNKNOWN], expected: [FIRST] },
    { name: 'tag:ManagedBy', values: ['SpotOptimizer'], expected: [SECOND] },
    { name: 'tag:ManagedBy', values: ['Spot*'], expected: [SECOND] },
    { name: 'tag:ManagedBy', values: ['Spot?ptimizer'], expected: [SECOND] },
    { name: 'tag:ManagedBy', values: ['spotoptimizer'], expected: [] },
    { name: 'tag-key', values: ['LogicalAgentId'], expected: [SECOND] },
    { name: 'instance-lifecycle', values: ['spot'], expected: [SECOND] },
    { name: 'instance-state-name', values: ['stopped'], expected: [SECOND] },
    { name: 'availability-zone', values: ['ap-south-1a'], expected: [FIRST] },
    { name: 'instance-type', values: ['t3.medium'], expected: [FIRST] },
    { name: 'spot-instance-request-id', values: ['sir-1'], expected: [SECOND] },
  ])('selects by $name in $values', async ({ name, values, expected }) => {
    const tagged = worldInstance({
      id: SECOND,
      az: 'ap-south-1b',
      instanceType: 'm5.large',
      state: 'stopped',
      lifecycle: 'spot',
      spotRequestId: 'sir-1',
      tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-01' },
    });
    const { client } = await emulatorAndClient({ world: world({ instances: [worldInstance(), tagged] }) });

    const answer = await client.send(new DescribeInstancesCommand({ Filters: [{ Name: name, Values: values }] }));

    expect(idsOf(answer)).toEqual(expected);
  });

  test('shows no instance of another region', async () => {
    const elsewhere = worldInstance({ id: SECOND, region: 'us-east-1', az: 'us-east-1a' });
    const { client } = await emulatorAndClient({ world: world({ instances: [worldInstance(), elsewhere] }) });

    const answer = await client.send(new DescribeInstancesCommand({}));

    expect(idsOf(answer)).toEqual([FIRST]);
  });

  test('pages through everything exactly once', async () => {
    const { client } = await emulatorAndClient({ world: world({ instances: worldInstances(12) }) });

    const first = await client.send(new DescribeInstancesCommand({ MaxResults: 5 }));
    const second = await client.send(new DescribeInstancesCommand({ MaxResults: 5, NextToken: first.NextToken }));
    const third = await client.send(new DescribeInstancesCommand({ MaxResults: 5, NextToken: second.NextToken }));

    expect([idsOf(first).length, idsOf(second).length, idsOf(third).length]).toEqual([5, 5, 2]);
    expect(new Set([...idsOf(first), ...idsOf(second), ...idsOf(third)]).size).toBe(12);
    expect(third.NextToken).toBeUndefined();
  });

  test.each([
    {
      what: 'an unknown id',
      input: { InstanceIds: [FIRST, UNKNOWN] },
      name: 'InvalidInstanceID.NotFound',
      says: `The instance ID '${UNKNOWN}' does not exist`,
    },
    {
      what: 'two unknown ids',
      input: { InstanceIds: [UNKNOWN, OTHER] },
      name: 'InvalidInstanceID.NotFound',
      says: `The instance IDs '${UNKNOWN}, ${OTHER}' do not exist`,
    },
    { what: 'a malformed id', input: { InstanceIds: ['ma1'] }, name: 'InvalidInstanceID.Malformed', says: 'Invalid id: "ma1"' },
    {
      what: 'ids with a page size',
      input: { InstanceIds: [FIRST], MaxResults: 5 },
      name: 'InvalidParameterCombination',
      says: 'maxResults',
    },
    { what: 'a page of four', input: { MaxResults: 4 }, name: 'InvalidParameterValue', says: 'greater than 5' },
    { what: 'a page of 1001', input: { MaxResults: 1001 }, name: 'InvalidParameterValue', says: 'smaller than 1000' },
    { what: 'a token it never gave', input: { NextToken: 'made-up' }, name: 'InvalidNextToken', says: 'made-up' },
    {
      what: 'an unknown filter',
      input: { Filters: [{ Name: 'colour', Values: ['red'] }] },
      name: 'InvalidParameterValue',
      says: "'colour'",
    },
    {
      what: '201 values in a filter',
      input: { Filters: [{ Name: 'instance-id', Values: TOO_MANY }] },
      name: 'FilterLimitExceeded',
      says: '200',
    },
  ])('refuses $what', async ({ input, name, says }) => {
    const { client } = await emulatorAndClient();

    const answer = client.send(new DescribeInstancesCommand(input));

    await expect(answer).rejects.toMatchObject({ name, message: expect.stringContaining(says), $metadata: { httpStatusCode: 400 } });
  });

  test('tells what goes with the instance and what stays behind', async () => {
    const owner = worldInstance({
      volumes: [{ id: 'vol-1', deletedOnTermination: false }],
      networkInterfaces: [{ id: 'eni-1', deletedOnTermination: false, elasticAddress: '3.6.7.8' }],
      operator: 'eks.amazonaws.com',
    });
    const { client } = await emulatorAndClient({ world: world({ instances: [owner] }) });

    const answer = await client.send(new DescribeInstancesCommand({}));

    const instance = answer.Reservations?.[0]?.Instances?.[0];
    expect(instance?.BlockDeviceMappings?.[0]?.Ebs).toMatchObject({ VolumeId: 'vol-1', DeleteOnTermination: false });
    expect(instance?.NetworkInterfaces?.[0]).toMatchObject({
      NetworkInterfaceId: 'eni-1',
      Attachment: { DeleteOnTermination: false },
      Association: { PublicIp: '3.6.7.8', IpOwnerId: '123456789012' },
    });
    expect(instance?.Operator).toEqual({ Managed: true, Principal: 'eks.amazonaws.com' });
  });

  test('carries any tag through its XML unchanged', async () => {
    const tags = { 'a<b>&"c\'': ' two\nlines\tand \u009b31m ', leer: '' };
    const { client } = await emulatorAndClient({ world: world({ instances: [worldInstance({ tags })] }) });

    const answer = await client.send(new DescribeInstancesCommand({}));

    const read = answer.Reservations?.[0]?.Instances?.[0]?.Tags?.map(({ Key, Value }) => [Key, Value]);
    expect(read).toEqual(Object.entries(tags));
  });

  test('forgets a terminated instance after an hour', async () => {
    const clock = movableClock();
    const { client } = await emulatorAndClient({ clock, world: world({ instances: [worldInstance({ state: 'terminated' })] }) });

    const before = await client.send(new DescribeInstancesCommand({}));
    clock.moveSeconds(3600);
    const after = await client.send(new DescribeInstancesCommand({}));

    expect([idsOf(before), idsOf(after)]).toEqual([[FIRST], []]);
  });
});

test('DescribeInstanceStatus leaves out what does not run, unless asked for all', async () => {
  const { client } = await emulatorAndClient({
    world: world({ instances: [worldInstance(), worldInstance({ id: SECOND, state: 'stopped' })] }),
  });

  const running = await client.send(new DescribeInstanceStatusCommand({}));
  const all = await client.send(new DescribeInstanceStatusCommand({ IncludeAllInstances: true }));

  expect(running.InstanceStatuses?.map(({ InstanceId }) => InstanceId)).toEqual([FIRST]);
  expect(all.InstanceStatuses?.map(({ InstanceId }) => InstanceId)).toEqual([FIRST, SECOND]);
  expect(running.InstanceStatuses?.[0]?.AvailabilityZone).toBe(`${REGION}a`);
});
