import {
  EC2Client,
  ModifyInstanceAttributeCommand,
  RequestSpotInstancesCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  type TagSpecification,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { request } from 'undici';
import { allInstances, cloudAt } from '../gateways/ec2/cloud-under-test.ts';
import { chunksOfSize, readOurselves, readWithSdk } from '../gateways/ec2/sdk-answer.ts';
import { REGION, UNKNOWN } from '../sandbox/ec2-emulator/world.ts';
import { requireServer } from '../support/require-server.ts';
import { isMotoInstalled, type MotoServer, startMoto } from './moto-server.ts';

const IMAGE = 'ami-03cf127a';
const FLEET: TagSpecification[] = [{ ResourceType: 'instance', Tags: [{ Key: 'ManagedBy', Value: 'SpotOptimizer' }] }];

function clientOf({ url }: MotoServer): EC2Client {
  return new EC2Client({ endpoint: url, region: REGION, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } });
}

async function launch(moto: MotoServer, options: Partial<RunInstancesCommandInput> = {}): Promise<readonly string[]> {
  const input = { ImageId: IMAGE, InstanceType: 'm5.large', MinCount: 1, MaxCount: 1, ...options } as const;
  const { Instances: instances } = await clientOf(moto).send(new RunInstancesCommand(input));
  return (instances ?? []).map(({ InstanceId: id }) => id ?? '');
}

await requireServer({ name: 'moto_server', isAvailable: isMotoInstalled }, () => {
  describe('the EC2 gateway and moto', () => {
    let moto: MotoServer;

    beforeAll(async () => {
      moto = await startMoto();
    });

    beforeEach(async () => {
      await moto.reset();
    });

    afterAll(async () => {
      await moto.stop();
    });

    test('the account is told', async () => {
      expect(await cloudAt(moto.url).account()).toBe('123456789012');
    });

    test('the fleet is found by its tag, spot told from on-demand', async () => {
      const [onDemand] = await launch(moto, { TagSpecifications: FLEET });
      const [spot] = await launch(moto, { TagSpecifications: FLEET, InstanceMarketOptions: { MarketType: 'spot' } });
      await launch(moto);

      const fleet = await allInstances(cloudAt(moto.url), { by: 'fleet-tags' });

      expect(new Map(fleet.map(({ id, lifecycle }) => [id, lifecycle]))).toEqual(
        new Map([
          [onDemand, 'on-demand'],
          [spot, 'spot'],
        ]),
      );
      expect(fleet[0]).toMatchObject({
        state: 'running',
        az: `${REGION}a`,
        instanceType: 'm5.large',
        imageId: IMAGE,
        tags: { ManagedBy: 'SpotOptimizer' },
      });
    });

    test('its answer reads as the SDK reads it', async () => {
      const notes: TagSpecification[] = [{ ResourceType: 'instance', Tags: [{ Key: 'note', Value: 'a <b> & "c" é' }] }];
      await launch(moto, { TagSpecifications: notes, MinCount: 3, MaxCount: 3, InstanceMarketOptions: { MarketType: 'spot' } });
      await launch(moto, { TagSpecifications: FLEET });
      const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/${REGION}/ec2/aws4_request, SignedHeaders=host, Signature=0`;
      const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await request(moto.url, { method: 'POST', headers, body: 'Action=DescribeInstances&Version=2016-11-15' });
      const body = Buffer.from(await answer.body.arrayBuffer());

      const own = readOurselves(...chunksOfSize(body, 100));

      expect(own.instances).toHaveLength(4);
      expect(own).toEqual(await readWithSdk(body));
    });

    test('an unknown id does not sink a list', async () => {
      const ids = await launch(moto, { MinCount: 3, MaxCount: 3 });

      const found = await allInstances(cloudAt(moto.url), { by: 'ids', ids: [UNKNOWN, ...ids] });

      expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    });

    test('what is terminated ends, and may be terminated again', async () => {
      const ids = await launch(moto, { MinCount: 2, MaxCount: 2 });
      const cloud = cloudAt(moto.url);

      const answer = await cloud.terminate(REGION, ids);
      const again = await cloud.terminate(REGION, ids);
      const after = await allInstances(cloud, { by: 'ids', ids });

      expect(answer.accepted.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      expect(answer.accepted).toMatchObject(ids.map(() => ({ previousState: 'running', currentState: 'shutting-down' })));
      expect(again.accepted.map(({ previousState }) => previousState)).toEqual(['terminated', 'terminated']);
      expect(after.map(({ state }) => state)).toEqual(['terminated', 'terminated']);
    });

    test('one unknown id keeps everything running', async () => {
      const ids = await launch(moto);
      const cloud = cloudAt(moto.url);

      const answer = cloud.terminate(REGION, [...ids, UNKNOWN]);

      await expect(answer).rejects.toMatchObject({ code: 'AWS_NOT_FOUND', details: { awsCode: 'InvalidInstanceID.NotFound' } });
      expect(await allInstances(cloud, { by: 'ids', ids })).toMatchObject([{ state: 'running' }]);
    });

    test('protection is told, holds and is lifted', async () => {
      const [id = ''] = await launch(moto);
      const cloud = cloudAt(moto.url);
      await clientOf(moto).send(new ModifyInstanceAttributeCommand({ InstanceId: id, DisableApiTermination: { Value: true } }));

      const before = await cloud.protection(REGION, id);
      await expect(cloud.terminate(REGION, [id])).rejects.toMatchObject({ code: 'AWS_PROTECTED' });
      await cloud.unprotect(REGION, id);
      const answer = await cloud.terminate(REGION, [id]);

      expect(before).toEqual({ termination: true, stop: false });
      expect(answer.accepted.map((accepted) => accepted.id)).toEqual([id]);
    });

    test('a dry run is permitted and ends nothing', async () => {
      const ids = await launch(moto);
      const cloud = cloudAt(moto.url);

      const isPermitted = await cloud.mayTerminate(REGION, ids);

      expect(isPermitted).toBe(true);
      expect(await allInstances(cloud, { by: 'ids', ids })).toMatchObject([{ state: 'running' }]);
    });

    test('a spot request is told and cancelled', async () => {
      const specification = { ImageId: IMAGE, InstanceType: 'm5.large' } as const;
      const input = { SpotPrice: '0.05', Type: 'persistent', LaunchSpecification: specification } as const;
      const { SpotInstanceRequests: requests } = await clientOf(moto).send(new RequestSpotInstancesCommand(input));
      const id = requests?.[0]?.SpotInstanceRequestId ?? '';
      const cloud = cloudAt(moto.url);

      const before = await cloud.spotRequests(REGION, [id]);
      await cloud.cancelSpotRequests(REGION, [id]);
      const after = await cloud.spotRequests(REGION, [id]);

      expect(before).toMatchObject([{ id, type: 'persistent', state: 'active' }]);
      // moto forgets a cancelled request at once; EC2 shows it for hours.
      expect(after).toEqual([]);
    });

    test('the price history is read', async () => {
      const prices = await cloudAt(moto.url).spotPrices(REGION, { instanceTypes: ['m5.large'], since: '2026-11-01T00:00:00Z' });

      expect(prices).toContainEqual({ instanceType: 'm5.large', az: `${REGION}a`, usdPerHour: 0.00001, since: '2006-01-02T15:04:05.000Z' });
    });
  });
});
