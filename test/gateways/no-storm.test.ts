import { expect, test } from 'vitest';
import { createHttpBackend } from '../../src/gateways/backend-http/http-backend.ts';
import { allOf, SIDE_BY_SIDE } from '../../src/gateways/ec2/side-by-side.ts';
import { crowdCountingServer } from '../support/crowd-counting-server.ts';
import { cloudAt } from './ec2/cloud-under-test.ts';

const MANY = Array.from({ length: 40 }, (_, number) => number);

test('the backend is asked eight things at once at most, however many agents there are', async () => {
  const offers = { auto_terminate_enabled: true, terminate_wait_seconds: 300, instances: [] };
  const server = await crowdCountingServer({ contentType: 'application/json', body: JSON.stringify(offers) });
  const backend = createHttpBackend({ baseUrl: server.url, token: 'token-of-the-client', timeoutMs: 10_000 });

  await Promise.all(MANY.map(async (number) => backend.offers(`agent-${number}`)));

  expect(server.seen).toEqual({ total: MANY.length, atOnce: 8 });
});

test('a region of EC2 is asked four things at once at most, another beside it as many', async () => {
  const prices = '<R><spotPriceHistorySet/><nextToken/></R>';
  const server = await crowdCountingServer({ contentType: 'text/xml', body: prices });
  const cloud = cloudAt(server.url);
  const query = { instanceTypes: ['t3.medium'], since: '2026-11-20T10:00:00.000Z' };

  await Promise.all(MANY.map(async (number) => cloud.spotPrices(number % 2 === 0 ? 'ap-south-1' : 'eu-west-1', query)));

  expect(server.seen).toEqual({ total: MANY.length, atOnce: 2 * SIDE_BY_SIDE });
});

test('ids are asked for in portions, four of them at once', async () => {
  const server = await crowdCountingServer({ contentType: 'text/xml', body: '<R><reservationSet/></R>' });
  const ids = Array.from({ length: 2_000 }, (_, number) => `i-${number.toString(16).padStart(17, '0')}`);

  const found = await allOf(cloudAt(server.url).instances('ap-south-1', { by: 'ids', ids }));

  expect(found).toEqual([]);
  expect(server.seen).toEqual({ total: 20, atOnce: SIDE_BY_SIDE });
});
