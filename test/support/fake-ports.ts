import type { CloudInstance } from '../../src/domain/cloud-instance.ts';
import type { MachineFacts } from '../../src/ports/machine.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { FakeBackend, type FakeBooks } from './fake-backend.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeCloud } from './fake-cloud.ts';
import { FakeJournal } from './fake-journal.ts';

export interface FakePorts extends Ports {
  readonly clock: FakeClock;
  readonly fakeBackend: FakeBackend;
  readonly fakeCloud: FakeCloud;
  readonly fakeJournal: FakeJournal;
}

/** Backend and EC2 in memory, under one clock that only sleeping moves; an empty journal, no database. */
export function fakePorts(
  world: FakeBooks & {
    readonly cloud?: readonly CloudInstance[];
    readonly ownInstanceId?: string;
    readonly ownFacts?: MachineFacts;
  } = {},
): FakePorts {
  const clock = new FakeClock();
  const fakeBackend = new FakeBackend(world);
  const fakeCloud = new FakeCloud(clock, world.cloud ?? []);
  const fakeJournal = new FakeJournal(clock);
  return {
    clock,
    fakeBackend,
    fakeCloud,
    fakeJournal,
    machine: {
      instanceId: async () => world.ownInstanceId ?? null,
      facts: async () => world.ownFacts ?? null,
      claim: async () => ({ heldBy: new Map(), release: () => undefined }),
    },
    backend: async () => fakeBackend,
    cloud: async () => fakeCloud,
    database: async () => null,
    journal: async () => fakeJournal,
  };
}
