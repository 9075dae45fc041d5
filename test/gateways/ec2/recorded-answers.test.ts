import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import type { Cloud } from '../../../src/ports/cloud.ts';
import { FIRST, REGION } from '../../sandbox/ec2-emulator/world.ts';
import { allInstances, cloudAt } from './cloud-under-test.ts';
import { scriptedPeer } from './scripted-peer.ts';

const folder = new URL('../../fixtures/ec2/', import.meta.url);
const names = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:xml|html)$/.test(name));

interface Recorded {
  readonly name: string;
  readonly status: number;
  readonly body: string;
}

/** The first line of a recorded answer says which HTTP status came with it. */
function readRecorded(name: string): Recorded {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const status = /^<!--.*HTTP (\d{3}) -->\n/.exec(text);
  return { name, status: Number(status?.[1] ?? 500), body: text.slice(status?.[0].length ?? 0) };
}

async function ask(cloud: Cloud, { name, body }: Recorded): Promise<unknown> {
  const ids = [...body.matchAll(/<instanceId>(i-[0-9a-f]+)</g)].map(([, id = '']) => id);
  const asked = ids.length === 0 ? [FIRST] : ids;
  if (name.startsWith('CancelSpot')) return cloud.cancelSpotRequests(REGION, ['sir-c2ec45021849e153d']);
  if (name.startsWith('DescribeSpotPrice')) {
    const prices = await cloud.spotPrices(REGION, { instanceTypes: ['m5.large'], since: '2026-11-23T00:00:00Z' });
    return prices.map(({ az, usdPerHour }) => `${az} ${usdPerHour}`).join(', ');
  }
  if (name.includes('dryrun')) return cloud.mayTerminate(REGION, asked);
  if (/^(?:Describe|Run|Request)/.test(name)) {
    const instances = await allInstances(cloud, { by: 'ids', ids: asked });
    return instances.map(({ state, lifecycle, elasticAddresses }) => `${state} ${lifecycle} ${elasticAddresses.length}`).join(', ');
  }
  const { accepted } = await cloud.terminate(REGION, asked);
  return accepted.map(({ previousState, currentState }) => `${previousState} > ${currentState}`).join(', ');
}

async function outcomeOf(recorded: Recorded): Promise<unknown> {
  const peer = await scriptedPeer(recorded);
  return ask(cloudAt(peer.url), recorded).then(
    (value) => value ?? 'done',
    (error: unknown) => (error instanceof SpotctlError ? error.code : error),
  );
}

test('each recorded answer is a value or an error with a code', async () => {
  const outcomes: Record<string, unknown> = {};
  for (const name of names.toSorted()) outcomes[name] = await outcomeOf(readRecorded(name));

  expect(outcomes).toMatchInlineSnapshot(`
    {
      "AuthFailure-unknown-key.xml": "AWS_CREDENTIALS",
      "AuthFailure-wrong-secret.xml": "AWS_CREDENTIALS",
      "CancelSpotInstanceRequests.xml": "done",
      "DescribeInstanceStatus-all.xml": "AWS_FAILED",
      "DescribeInstances-dryrun.xml": true,
      "DescribeInstances-filter-unknown-id.xml": "running on-demand 1",
      "DescribeInstances-ids-plus-maxresults-error.xml": "AWS_FAILED",
      "DescribeInstances-malformed-id.xml": "AWS_NOT_FOUND",
      "DescribeInstances-spot-and-ondemand.xml": "running on-demand 1, running spot 1",
      "DescribeInstances-terminated.xml": "terminated on-demand 0",
      "DescribeInstances-two-unknown-ids.xml": "AWS_NOT_FOUND",
      "DescribeInstances-unknown-id.xml": "AWS_NOT_FOUND",
      "DescribeRegions.xml": "AWS_FAILED",
      "DescribeSpotPriceHistory.xml": "us-east-1a 0.00001, us-east-1b 0.00001, us-east-1c 0.00001, us-east-1d 0.00001, us-east-1f 0.00001",
      "RequestSpotInstances.xml": "AWS_FAILED",
      "RunInstances-spot.xml": "AWS_FAILED",
      "TerminateInstances-UnauthorizedOperation-dryrun.xml": false,
      "TerminateInstances-UnauthorizedOperation.xml": "AWS_DENIED",
      "TerminateInstances-again.xml": "terminated > shutting-down",
      "TerminateInstances-dryrun-protected.xml": true,
      "TerminateInstances-dryrun-unknown.xml": true,
      "TerminateInstances-dryrun.xml": true,
      "TerminateInstances-dup-ids.xml": "terminated > shutting-down",
      "TerminateInstances-empty.xml": "AWS_FAILED",
      "TerminateInstances-malformed.xml": "AWS_NOT_FOUND",
      "TerminateInstances-mixed-unknown.xml": "AWS_NOT_FOUND",
      "TerminateInstances-moto-ignores-RunInstances-DisableApiTermination.xml": "running > shutting-down, running > shutting-down",
      "TerminateInstances-ok.xml": "running > shutting-down, running > shutting-down",
      "TerminateInstances-protected-dryrun.xml": true,
      "TerminateInstances-protected.xml": "AWS_PROTECTED",
      "aws-documented-not-seen/dryrun.xml": true,
      "aws-documented-not-seen/malformed.xml": "AWS_NOT_FOUND",
      "aws-documented-not-seen/notfound-plural.xml": "AWS_NOT_FOUND",
      "aws-documented-not-seen/throttled.xml": "AWS_THROTTLED",
      "aws-documented-not-seen/unauthorized.xml": "AWS_DENIED",
      "moto-500-body.html": "AWS_FAILED",
    }
  `);
});
