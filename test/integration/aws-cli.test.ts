import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ec2Actions } from '../../src/sandbox/ec2-emulator/ec2-actions.ts';
import type { CloudWorld } from '../../src/sandbox/ec2-emulator/cloud-world.ts';
import { emulator } from '../sandbox/ec2-emulator/emulator-client.ts';
import { ACCOUNT, FIRST, REGION, SECOND, UNKNOWN, world, worldInstance } from '../sandbox/ec2-emulator/world.ts';
import { requireServer } from '../support/require-server.ts';

const run = promisify(execFile);
const REQUEST = 'sir-0123456789abcdef0';

/** The account that every command here is run in. */
const account: CloudWorld = world({
  instances: [
    worldInstance({ lifecycle: 'spot', spotRequestId: REQUEST, tags: { ManagedBy: 'SpotOptimizer', note: 'a <b> & "c"\n' } }),
    worldInstance({ id: SECOND, az: 'ap-south-1b', isTerminationProtected: true }),
  ],
  spotRequests: [{ id: REQUEST, region: REGION, type: 'persistent', instanceId: FIRST }],
  onDemandPrices: [{ region: REGION, instanceType: 't3.medium', usdPerHour: 0.0448 }],
  spotPrices: [{ region: REGION, az: 'ap-south-1a', instanceType: 't3.medium', usdPerHour: 0.0125, since: '2026-11-20T00:00:00Z' }],
});

async function aws(url: string, ...command: readonly string[]): Promise<unknown> {
  const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_DEFAULT_REGION: REGION };
  const files = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_PAGER: '' };
  const env = { ...process.env, ...credentials, ...files, AWS_ENDPOINT_URL: url, AWS_MAX_ATTEMPTS: '1', AWS_PROFILE: undefined };
  const { stdout } = await run('aws', ['--output', 'json', ...command], { env });
  return stdout.trim() === '' ? null : JSON.parse(stdout);
}

async function isAwsInstalled(): Promise<boolean> {
  return run('aws', ['--version']).then(
    () => true,
    () => false,
  );
}

interface Example {
  readonly action: string;
  readonly command: readonly string[];
  readonly answer: unknown;
}

const examples: readonly Example[] = [
  {
    action: 'CancelSpotInstanceRequests',
    command: ['ec2', 'cancel-spot-instance-requests', '--spot-instance-request-ids', REQUEST],
    answer: { CancelledSpotInstanceRequests: [{ SpotInstanceRequestId: REQUEST, State: 'cancelled' }] },
  },
  {
    action: 'DescribeAvailabilityZones',
    command: ['ec2', 'describe-availability-zones'],
    answer: { AvailabilityZones: [{ ZoneName: 'ap-south-1a', State: 'available', RegionName: REGION }, { ZoneName: 'ap-south-1b' }] },
  },
  {
    action: 'DescribeInstanceAttribute',
    command: ['ec2', 'describe-instance-attribute', '--instance-id', SECOND, '--attribute', 'disableApiTermination'],
    answer: { InstanceId: SECOND, DisableApiTermination: { Value: true } },
  },
  {
    action: 'DescribeInstanceStatus',
    command: ['ec2', 'describe-instance-status', '--include-all-instances'],
    answer: { InstanceStatuses: [{ InstanceId: FIRST, InstanceState: { Code: 16, Name: 'running' } }, { InstanceId: SECOND }] },
  },
  {
    action: 'DescribeInstances',
    command: ['ec2', 'describe-instances', '--filters', 'Name=tag:ManagedBy,Values=SpotOptimizer', '--page-size', '5'],
    answer: {
      Reservations: [
        {
          OwnerId: ACCOUNT,
          Instances: [
            {
              InstanceId: FIRST,
              InstanceLifecycle: 'spot',
              SpotInstanceRequestId: REQUEST,
              State: { Code: 16, Name: 'running' },
              Tags: [
                { Key: 'ManagedBy', Value: 'SpotOptimizer' },
                { Key: 'note', Value: 'a <b> & "c"\n' },
              ],
            },
          ],
        },
      ],
    },
  },
  {
    action: 'DescribeRegions',
    command: ['ec2', 'describe-regions', '--all-regions'],
    answer: { Regions: [{ RegionName: REGION }, { RegionName: 'eu-south-2', OptInStatus: 'not-opted-in' }] },
  },
  {
    action: 'DescribeSpotInstanceRequests',
    command: ['ec2', 'describe-spot-instance-requests', '--spot-instance-request-ids', REQUEST],
    answer: { SpotInstanceRequests: [{ SpotInstanceRequestId: REQUEST, Type: 'persistent', State: 'active', InstanceId: FIRST }] },
  },
  {
    action: 'DescribeSpotPriceHistory',
    command: ['ec2', 'describe-spot-price-history', '--instance-types', 't3.medium', '--start-time', '2026-11-22T00:00:00Z'],
    answer: { SpotPriceHistory: [{ AvailabilityZone: 'ap-south-1a', InstanceType: 't3.medium', SpotPrice: '0.012500' }] },
  },
  {
    action: 'DescribeSubnets',
    command: ['ec2', 'describe-subnets', '--filters', 'Name=availability-zone,Values=ap-south-1b'],
    answer: { Subnets: [{ AvailabilityZone: 'ap-south-1b', State: 'available', DefaultForAz: true }] },
  },
  {
    action: 'GetCallerIdentity',
    command: ['sts', 'get-caller-identity'],
    answer: { Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/operator` },
  },
  {
    action: 'GetProducts',
    command: [
      'pricing',
      'get-products',
      '--service-code',
      'AmazonEC2',
      '--filters',
      'Type=TERM_MATCH,Field=instanceType,Value=t3.medium',
      `Type=TERM_MATCH,Field=regionCode,Value=${REGION}`,
    ],
    answer: { FormatVersion: 'aws_v1', PriceList: [expect.stringContaining('"pricePerUnit":{"USD":"0.0448000000"}')] },
  },
  {
    action: 'ModifyInstanceAttribute',
    command: ['ec2', 'modify-instance-attribute', '--instance-id', SECOND, '--no-disable-api-termination'],
    answer: null,
  },
  {
    action: 'RunInstances',
    command: ['ec2', 'run-instances', '--image-id', 'ami-0abcdef1234567890', '--count', '1', '--client-token', 'once'],
    answer: { OwnerId: ACCOUNT, Instances: [{ ImageId: 'ami-0abcdef1234567890', State: { Name: 'pending' } }] },
  },
  {
    action: 'TerminateInstances',
    command: ['ec2', 'terminate-instances', '--instance-ids', FIRST],
    answer: {
      TerminatingInstances: [{ InstanceId: FIRST, PreviousState: { Name: 'running' }, CurrentState: { Code: 32, Name: 'shutting-down' } }],
    },
  },
];

const refusals = [
  { what: 'a protected instance', command: ['terminate-instances', '--instance-ids', SECOND], says: '(OperationNotPermitted)' },
  { what: 'a dry run', command: ['terminate-instances', '--instance-ids', FIRST, '--dry-run'], says: '(DryRunOperation)' },
  {
    what: 'an unknown id',
    command: ['terminate-instances', '--instance-ids', UNKNOWN],
    says: `(InvalidInstanceID.NotFound) when calling the TerminateInstances operation: The instance ID '${UNKNOWN}' does not exist`,
  },
  { what: 'a malformed id', command: ['describe-instances', '--instance-ids', 'ma1'], says: '(InvalidInstanceID.Malformed)' },
  { what: 'a region that is not enabled', command: ['describe-instances', '--region', 'eu-south-2'], says: '(AuthFailure)' },
];

await requireServer({ name: 'the aws command', isAvailable: isAwsInstalled }, () => {
  describe('the aws command and the EC2 emulator', () => {
    test('every action has its example here', () => {
      expect(examples.map(({ action }) => action)).toEqual([...ec2Actions.keys(), 'GetCallerIdentity', 'GetProducts'].toSorted());
    });

    test.each(examples)('$action is understood', async ({ action, command, answer }) => {
      const started = await emulator({ world: account });

      const printed = await aws(started.url, ...command);

      expect({ printed, calls: started.calls() }).toMatchObject({ printed: answer, calls: [{ action, answer: 'OK' }] });
    });

    test.each(refusals)('$what is refused in EC2’s words', async ({ command, says }) => {
      const started = await emulator({ world: account });

      const printed = aws(started.url, 'ec2', ...command);

      await expect(printed).rejects.toMatchObject({ stderr: expect.stringContaining(says) });
    });
  });
});
