import { describe, expect, it } from 'vitest';
import { backendAt, loopback } from './loopback.ts';

function row(number: number): object {
  return {
    id: `i-${String(number).padStart(17, '0')}`,
    type: 'm5.large',
    region: 'eu-west-1',
    az: 'eu-west-1a',
    mode: 'spot',
    poolId: 'n/a',
    spotPrice: 0.04,
    onDemandPrice: 0.08,
    isActive: 1,
    instanceStatus: 'running_replica',
    isPrimary: 0,
    lastSwitch: null,
  };
}

const rows = Array.from({ length: 3_000 }, (_, number) => row(number));

describe('a long list of the backend', () => {
  it('is read whole and in order, though it arrives in pieces', async () => {
    const { url } = await loopback((response) => void response.end(JSON.stringify(rows)));

    const instances = await backendAt(url).instances('client');

    expect(instances).toHaveLength(3_000);
    expect(instances.map(({ id }) => id)).toEqual(rows.map((_, number) => `i-${String(number).padStart(17, '0')}`));
  });

  it('is refused for a row of another shape, which is named by its place in the whole', async () => {
    const damaged = [...rows.slice(0, 2_500), { ...row(2_500), az: 7 }, ...rows.slice(2_501)];
    const { url } = await loopback((response) => void response.end(JSON.stringify(damaged)));

    await expect(backendAt(url).instances('client')).rejects.toMatchObject({
      code: 'BACKEND_SHAPE',
      cause: 'the answer’s [2500].az should be string',
    });
  });

  it('is refused as broken where it ends before its bracket, whatever its rows are like', async () => {
    const text = JSON.stringify([{ ...row(0), az: 7 }, ...rows]).slice(0, -1);
    const { url } = await loopback((response) => void response.end(text));

    await expect(backendAt(url).instances('client')).rejects.toMatchObject({ cause: 'the JSON is broken or cut off' });
  });

  it('holds no row twice where the connection broke and it was asked again', async () => {
    let attempts = 0;
    const { url } = await loopback((response) => {
      attempts += 1;
      const text = JSON.stringify(rows);
      response.writeHead(200, { 'content-length': text.length });
      if (attempts > 1) response.end(text);
      else response.write(text.slice(0, text.length / 2), () => response.destroy());
    });

    const instances = await backendAt(url).instances('client');

    expect([attempts, instances.length]).toEqual([2, 3_000]);
  });

  it('is refused, not shown in part, where the connection broke and the backend then failed', async () => {
    let attempts = 0;
    const { url } = await loopback((response) => {
      attempts += 1;
      if (attempts > 1) response.writeHead(500).end('{"error":"gone"}');
      else response.writeHead(200, { 'content-length': 1_000_000 }).write(JSON.stringify(rows).slice(0, 200_000), () => response.destroy());
    });

    await expect(backendAt(url).instances('client')).rejects.toMatchObject({ code: 'BACKEND_FAILED' });
    expect(attempts).toBeGreaterThan(1);
  });
});
