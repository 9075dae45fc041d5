import { describeInstances, describeInstanceStatus } from './actions/describe-instances.ts';
import { describeInstanceAttribute, modifyInstanceAttribute } from './actions/instance-attribute.ts';
import { describeSubnets } from './actions/describe-subnets.ts';
import { describeAvailabilityZones, describeRegions } from './actions/regions-and-zones.ts';
import { runInstances } from './actions/run-instances.ts';
import { describeSpotPriceHistory } from './actions/spot-price-history.ts';
import { cancelSpotInstanceRequests, describeSpotInstanceRequests } from './actions/spot-requests.ts';
import { terminateInstances } from './actions/terminate-instances.ts';
import type { Ec2Action } from './ec2-call.ts';

/** Every EC2 action the emulator offers. */
export const ec2Actions: ReadonlyMap<string, Ec2Action> = new Map([
  ['CancelSpotInstanceRequests', cancelSpotInstanceRequests],
  ['DescribeAvailabilityZones', describeAvailabilityZones],
  ['DescribeInstanceAttribute', describeInstanceAttribute],
  ['DescribeInstanceStatus', describeInstanceStatus],
  ['DescribeInstances', describeInstances],
  ['DescribeRegions', describeRegions],
  ['DescribeSpotInstanceRequests', describeSpotInstanceRequests],
  ['DescribeSpotPriceHistory', describeSpotPriceHistory],
  ['DescribeSubnets', describeSubnets],
  ['ModifyInstanceAttribute', modifyInstanceAttribute],
  ['RunInstances', runInstances],
  ['TerminateInstances', terminateInstances],
]);
