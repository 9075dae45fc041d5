import { describe, expect, test } from 'vitest';
import { watchFleet, type WatchedFleet } from '../../src/usecases/watch-fleet.ts';
import { cloudInstance, instance, INSTANCE_ID } from '../support/builders.ts';
import { type FakePorts, fakePorts } from '../support/fake-ports.ts';

const LIST = { clientId: null, regions: null, asksCloud: true, asksSweep: false };

interface Watched {
  readonly ports: FakePorts;
  readonly looks: AsyncGenerator<WatchedFleet>;
  readonly opened: () => number;
}

function watching(ports: FakePorts = fakePorts({ instances: [instance()], cloud: [cloudInstance()] }), intervalMs = 5_000): Watched {
  let opened = 0;
  const open = async () => {
    opened += 1;
    return { ...ports, close: async () => undefined };
  };
  const { signal } = new AbortController();
  return {
    ports,
    looks: watchFleet({ list: LIST, untilNext: async () => await ports.clock.sleep(intervalMs), open, signal }),
    opened: () => opened,
  };
}

async function next(looks: AsyncGenerator<WatchedFleet>): Promise<WatchedFleet> {
  const { value, done } = await looks.next();
  if (done === true) throw new Error('The watch has ended.');
  return value;
}

describe('a watch', () => {
  test('looks again after its interval, and sees what has changed', async () => {
    const { ports, looks } = watching();

    const first = await next(looks);
    ports.fakeBackend.changeRow(INSTANCE_ID, { status: 'zombie' });
    const second = await next(looks);

    expect([first, second].map(({ listed }) => listed.fleet.instances.at(0)?.standing)).toEqual(['primary', 'zombie']);
    expect(Date.parse(second.listed.now) - Date.parse(first.listed.now)).toBe(5_000);
  });

  test('asks whose token it is only once, and for prices every five minutes', async () => {
    const { ports, looks } = watching(undefined, 60_000);

    for (let look = 0; look < 11; look += 1) await next(looks);

    expect(ports.fakeBackend.faults.counts.get('identify')).toBe(1);
    expect(ports.fakeCloud.faults.counts.get('spotPrices')).toBe(3);
  });

  test('sees the terminations from this machine that are not over', async () => {
    const { ports, looks } = watching();
    await next(looks);
    const by = ports.fakeJournal.self;
    const head = { account: '123456789012', client: ports.fakeBackend.client, backendUrl: 'http://127.0.0.1', version: '1.0.0', by };
    await ports.fakeJournal.begin('20261123T120000Z-aaaaaaaaaa', () => ({ records: [{ kind: 'begun', ...head }], releases: [] }));

    const { runs } = await next(looks);

    expect(runs).toMatchObject({ value: [{ runId: '20261123T120000Z-aaaaaaaaaa', status: 'running' }] });
  });

  test('knows the client by its name at every look', async () => {
    const { looks } = watching();

    const first = await next(looks);
    const second = await next(looks);

    expect(second.listed.snapshot.client).toEqual(first.listed.snapshot.client);
    expect(first.listed.snapshot.client).toMatchObject({ value: { name: 'Acme' } });
  });

  test('keeps what a source told last while it fails, opens it anew, and goes on', async () => {
    const { ports, looks, opened } = watching();
    await next(looks);
    ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_UNREACHABLE', times: 1 });

    const failing = await next(looks);
    const healed = await next(looks);

    expect(failing.listed.fleet.instances.at(0)?.cloud.ok).toBe(true);
    expect(failing.stale).toMatchObject([{ source: 'EC2 in ap-south-1', code: 'AWS_UNREACHABLE' }]);
    expect([failing.listed.unseen, healed.stale, opened()]).toEqual([[], [], 2]);
  });

  test('goes on where the backend fails, which would end a list', async () => {
    const { ports, looks } = watching();
    await next(looks);
    for (const on of ['agents', 'instances', 'replicas']) ports.fakeBackend.faults.add({ on, code: 'BACKEND_REFUSED' });

    const { listed, stale } = await next(looks);

    expect(listed.fleet.instances.map(({ id }) => id)).toEqual([INSTANCE_ID]);
    expect(stale.map(({ source }) => source)).toEqual(['backend', 'EC2 in ap-south-1']);
  });

  test('ends as a list does where the first look fails', async () => {
    const { ports, looks } = watching();
    ports.fakeBackend.faults.add({ on: 'identify', code: 'TOKEN_REFUSED' });

    await expect(next(looks)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
  });
});
