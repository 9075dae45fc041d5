import { createServer, type ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createNotices } from '../../../src/gateways/machine/imds-notices.ts';
import { metadataService, OWN_METADATA } from '../../support/metadata-service.ts';
import { serveOnLoopback } from '../../support/serve-on-loopback.ts';

const ACTION = '/latest/meta-data/spot/instance-action';
const REBALANCE = '/latest/meta-data/events/recommendations/rebalance';

async function refusing(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_request, response) => answer(response));
  return await serveOnLoopback(server);
}

describe('EC2’s notices to a spot instance', () => {
  test('are none as long as the service has no such document', async () => {
    const { url } = await metadataService(OWN_METADATA);
    const notices = createNotices({ isDisabled: false, endpoint: url });

    expect([await notices.interruption(), await notices.rebalance()]).toEqual([null, null]);
  });

  test('tell what EC2 does and when, by version 2 of the service', async () => {
    const { url, requests } = await metadataService({
      ...OWN_METADATA,
      [ACTION]: '{"action": "terminate", "time": "2026-11-23T10:02:00Z"}',
      [REBALANCE]: '{"noticeTime": "2026-11-23T09:59:00Z"}',
    });
    const notices = createNotices({ isDisabled: false, endpoint: url });

    expect(await notices.interruption()).toEqual({ action: 'terminate', at: '2026-11-23T10:02:00.000Z' });
    expect(await notices.rebalance()).toBe('2026-11-23T09:59:00.000Z');
    expect(requests).toEqual(['PUT /latest/api/token', `GET ${ACTION}`, 'PUT /latest/api/token', `GET ${REBALANCE}`]);
  });

  test('are not asked for where that is forbidden', async () => {
    const { url, requests } = await metadataService({ [ACTION]: '{"action": "stop", "time": "2026-11-23T10:02:00Z"}' });
    const notices = createNotices({ isDisabled: true, endpoint: url });

    expect([await notices.interruption(), await notices.rebalance(), requests]).toEqual([null, null, []]);
  });

  test.each([
    { what: 'forbids', answer: (response: ServerResponse) => void response.writeHead(403).end(), code: 'AWS_FAILED' },
    { what: 'hangs up', answer: (response: ServerResponse) => void response.destroy(), code: 'AWS_UNREACHABLE' },
    { what: 'says nothing for a second', answer: () => undefined, code: 'AWS_UNREACHABLE' },
  ])('are unknown, not none, where the service $what', async ({ answer, code }) => {
    const notices = createNotices({ isDisabled: false, endpoint: await refusing(answer) });

    await expect(notices.interruption()).rejects.toMatchObject({ code });
  });

  test.each(['soon', '{}', '{"action": "terminate", "time": "soon"}'])('are unknown where it says %s', async (text) => {
    const { url } = await metadataService({ [ACTION]: text });
    const notices = createNotices({ isDisabled: false, endpoint: url });

    await expect(notices.interruption()).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });
});
