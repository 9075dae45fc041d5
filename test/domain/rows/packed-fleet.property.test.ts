import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { listPieces } from '../../../src/cli/printing/print-list.ts';
import { priceBook } from '../../../src/domain/cost.ts';
import { fleetFindings } from '../../../src/domain/findings/fleet-findings.ts';
import { type FleetRows, type FleetSnapshot, holdRows, type PackableSnapshot } from '../../../src/domain/fleet-snapshot.ts';
import { type PackableFleet, reconcile, reconcilePacked } from '../../../src/domain/reconciliation.ts';
import { type Packing, RowPacker } from '../../../src/domain/rows/packed-rows.ts';
import { agentPacking, cloudPacking, instancePacking, replicaPacking } from '../../../src/domain/rows/packings.ts';
import { mapRows, type Rows } from '../../../src/domain/rows/rows.ts';
import type { Seen } from '../../../src/domain/seen.ts';
import { itemsFrom } from '../../../src/views/list.ts';
import { instanceItem } from '../../../src/views/lists/instance-item.ts';
import { instanceList } from '../../../src/views/lists/instance-list.ts';
import { strangeWorlds } from '../findings/arbitrary-world.ts';
import { see } from '../findings/world.ts';
import { presentation } from '../../support/screen.ts';

/** As a list of thousands would be, some of them taken before it was known to be long. */
function pack<Row>(packing: Packing<Row>, rows: readonly Row[]): Rows<Row> {
  const packer = new RowPacker({ ...packing, heldRows: 1 });
  for (const row of rows) packer.push(row);
  return packer.rows();
}

function packBook(seen: Seen<FleetRows>): PackableSnapshot['backend'] {
  if (!seen.ok) return seen;
  const { agents, instances, replicas, ...rest } = seen.value;
  const lists = {
    agents: pack(agentPacking, agents),
    instances: pack(instancePacking, instances),
    replicas: pack(replicaPacking, replicas),
  };
  return { ok: true, value: { ...rest, ...lists } };
}

function packed(snapshot: FleetSnapshot): PackableSnapshot {
  const regions = [...snapshot.regions].map(
    ([region, seen]) => [region, seen.ok ? { ok: true as const, value: pack(cloudPacking, seen.value) } : seen] as const,
  );
  return { ...snapshot, backend: packBook(snapshot.backend), database: packBook(snapshot.database), regions: new Map(regions) };
}

/** However strange, also where nothing but the backend's rows is there, which are joined as they are gone through. */
const snapshots = strangeWorlds
  .map((world) => holdRows(see(world).fleet))
  .chain((snapshot) => fc.constantFrom(snapshot, { ...snapshot, database: { ok: false as const, why: 'none', code: 'NOT_CONFIGURED' } }));

test('a fleet comes out of its packing as it went in', () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      expect(holdRows(packed(snapshot))).toEqual(snapshot);
    }),
  );
});

test('a packed fleet is joined as one at hand is, in the same order, whichever instance is looked at first', () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const joined = reconcilePacked(packed(snapshot));
      const whole = reconcile(snapshot);

      expect([...joined.instances]).toEqual(whole.instances);
      expect([...joined.agents]).toEqual(whole.agents);
      expect(whole.instances.map((_, place) => joined.instances.at(whole.instances.length - 1 - place))).toEqual(
        whole.instances.toReversed(),
      );
    }),
  );
});

test('a packed fleet has the findings of one at hand, in the same order', () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const long = packed(snapshot);

      expect([...fleetFindings(long, { fleet: reconcilePacked(long) })]).toEqual([...fleetFindings(snapshot)]);
    }),
  );
});

/** The same rows, which nobody may turn into a list of as many: it would hold a long fleet as a whole. */
function neverHeld<Row>(rows: Rows<Row>): Rows<Row> {
  const refuse = (): never => {
    throw new Error('The fleet is held as a whole.');
  };
  return Object.assign(
    mapRows(rows, (row) => row),
    { map: refuse, flatMap: refuse },
  );
}

test('a packed fleet is judged without a list of its instances', () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const long = packed(snapshot);
      const { agents, instances } = reconcilePacked(long);

      expect([...fleetFindings(long, { fleet: { agents, instances: neverHeld(instances) } })]).toEqual([...fleetFindings(snapshot)]);
    }),
  );
});

test.each(['json', 'yaml', 'csv', 'tsv', 'name', 'table', 'wide'] as const)(
  'a packed fleet is printed as one at hand is: -o %s',
  async (format) => {
    const printed = async (snapshot: PackableSnapshot, fleet: PackableFleet): Promise<string> => {
      const facts = { prices: priceBook(fleet.instances, []), now: snapshot.takenAt, findings: fleetFindings(snapshot, { fleet }) };
      const view = instanceList(
        itemsFrom(fleet.instances, (instance) => instanceItem(instance, facts)),
        'none',
      );
      return [...(await listPieces(view, presentation({ format, now: () => new Date(snapshot.takenAt) })))].join('');
    };

    await fc.assert(
      fc.asyncProperty(snapshots, async (snapshot) => {
        const long = packed(snapshot);

        expect(await printed(long, reconcilePacked(long))).toBe(await printed(snapshot, reconcile(snapshot)));
      }),
      { numRuns: 25 },
    );
  },
);
