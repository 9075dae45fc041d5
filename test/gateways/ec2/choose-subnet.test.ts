import { describe, expect, test } from 'vitest';
import { REGION } from '../../sandbox/ec2-emulator/world.ts';
import { cloudAt } from './cloud-under-test.ts';
import { scriptedPeer } from './scripted-peer.ts';

const MODEL = `<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-0b0b0b0b0b0b0b0b0</instanceId>
  <imageId>ami-1</imageId><placement><availabilityZone>ap-south-1a</availabilityZone></placement><subnetId>subnet-own</subnetId><vpcId>vpc-1</vpcId>
  </item></instancesSet></item></reservationSet></DescribeInstancesResponse>`;
const LAUNCHED = `<RunInstancesResponse><instancesSet><item><instanceId>i-0c0c0c0c0c0c0c0c0</instanceId></item></instancesSet></RunInstancesResponse>`;

interface SubnetFacts {
  readonly id: string;
  readonly az: string;
  readonly isPublic: boolean;
}

function subnets(...facts: readonly SubnetFacts[]): string {
  const own = { id: 'subnet-own', az: 'ap-south-1a', isPublic: false };
  const items = [own, ...facts].map(
    ({ id, az, isPublic }) =>
      `<item><subnetId>${id}</subnetId><vpcId>vpc-1</vpcId><availabilityZone>${az}</availabilityZone><state>available</state><mapPublicIpOnLaunch>${isPublic}</mapPublicIpOnLaunch></item>`,
  );
  return `<DescribeSubnetsResponse><subnetSet>${items.join('')}</subnetSet></DescribeSubnetsResponse>`;
}

/** Launches in `ap-south-1b`; answers with what EC2 was asked, call by call. */
async function launchAmong(...facts: readonly SubnetFacts[]): Promise<readonly URLSearchParams[]> {
  const peer = await scriptedPeer({ body: MODEL }, { body: subnets(...facts) }, { body: LAUNCHED });
  const request = {
    like: 'i-0b0b0b0b0b0b0b0b0',
    instanceType: 't3.medium',
    az: 'ap-south-1b',
    mode: 'spot',
    tags: {},
    clientToken: 't',
  } as const;
  await cloudAt(peer.url).launch(REGION, request);
  return peer.requests;
}

describe('a replacement in another zone', () => {
  test('goes where addresses are handed out as in the old subnet, and of several always in the same', async () => {
    const [, asked, run] = await launchAmong(
      { id: 'subnet-a-public', az: 'ap-south-1b', isPublic: true },
      { id: 'subnet-c', az: 'ap-south-1b', isPublic: false },
      { id: 'subnet-b', az: 'ap-south-1b', isPublic: false },
      { id: 'subnet-a', az: 'ap-south-1c', isPublic: false },
    );

    expect([asked?.get('Action'), asked?.get('Filter.1.Value.1')]).toEqual(['DescribeSubnets', 'vpc-1']);
    expect([run?.get('Action'), run?.get('SubnetId')]).toEqual(['RunInstances', 'subnet-b']);
  });

  test('goes where there is one, if none is alike', async () => {
    const [, , run] = await launchAmong({ id: 'subnet-public', az: 'ap-south-1b', isPublic: true });

    expect(run?.get('SubnetId')).toBe('subnet-public');
  });

  test('is not launched outside the VPC of the old one, where its groups are unknown', async () => {
    await expect(launchAmong({ id: 'subnet-c', az: 'ap-south-1c', isPublic: false })).rejects.toMatchObject({
      code: 'AWS_NOT_FOUND',
      message: 'vpc-1, the VPC of i-0b0b0b0b0b0b0b0b0, has no subnet in ap-south-1b.',
    });
  });
});
