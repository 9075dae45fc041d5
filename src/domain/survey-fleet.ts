import { noteOnDemandPrice } from './cost.ts';
import { notePriceNeed, type PriceNeed } from './price-needs.ts';
import { type FleetInstance, isUnwanted, type PackableFleet } from './reconciliation.ts';
import { RowIndex } from './rows/row-index.ts';
import { MadeRows, pickRows, type Rows } from './rows/rows.ts';
import { TextColumn } from './rows/text-column.ts';

/** What one look at every instance tells. */
export interface Survey {
  /** Zombies and ghosts, in the fleet's order. */
  readonly unwanted: Rows<FleetInstance>;
  readonly unregistered: Rows<FleetInstance>;
  /** Those that serve and whose agent is known. */
  readonly primaries: Rows<FleetInstance>;
  /** The primaries of an agent, by its id: as row, pointer or tag says. */
  readonly primariesOf: (agentId: string) => Rows<FleetInstance>;
  /** Those that serve, as far as is known, and whose agent no source names. */
  readonly unattributed: readonly FleetInstance[];
  /** How many rows have no agent that any source names, whatever they are. */
  readonly rowsWithoutAgent: number;
  /** USD per hour on demand by `type region`, as the rows know it. */
  readonly onDemandPrices: ReadonlyMap<string, number>;
  readonly priceNeeds: ReadonlyMap<string, PriceNeed>;
}

/** True where the book has it as the one that serves: a status of primary that `is_primary` does not deny. */
export function isPrimary(instance: FleetInstance): boolean {
  return instance.standing === 'primary' && instance.row?.isPrimary !== false;
}

/** Looks at each instance once, and keeps where to find it rather than the instance. */
export function surveyFleet({ instances }: PackableFleet): Survey {
  const unwanted: number[] = [];
  const unregistered: number[] = [];
  const unattributed: FleetInstance[] = [];
  const primaries: number[] = [];
  const owners = new TextColumn();
  const onDemandPrices = new Map<string, number>();
  const priceNeeds = new Map<string, PriceNeed>();
  let rowsWithoutAgent = 0;
  let position = 0;
  for (const instance of instances) {
    if (isUnwanted(instance)) unwanted.push(position);
    else if (instance.standing === 'unregistered') unregistered.push(position);
    else if (isPrimary(instance) && instance.agent === null) unattributed.push(instance);
    else if (isPrimary(instance)) {
      primaries.push(position);
      owners.push(instance.agent?.id ?? '');
    }
    if (instance.row !== null && instance.agent === null) rowsWithoutAgent += 1;
    noteOnDemandPrice(onDemandPrices, instance);
    notePriceNeed(priceNeeds, instance);
    position += 1;
  }
  return {
    unattributed,
    rowsWithoutAgent,
    onDemandPrices,
    priceNeeds,
    unwanted: pickRows(instances, unwanted),
    unregistered: pickRows(instances, unregistered),
    primaries: pickRows(instances, primaries),
    primariesOf: findPrimaries(instances, { primaries, owners }),
  };
}

function findPrimaries(
  instances: Rows<FleetInstance>,
  { primaries, owners }: { readonly primaries: readonly number[]; readonly owners: TextColumn },
): Survey['primariesOf'] {
  const owned = new RowIndex(
    new MadeRows(primaries.length, (place) => ({ owner: owners.at(place), position: primaries[place] ?? -1 })),
    ({ owner }) => owner,
  );
  return (agentId) =>
    pickRows(
      instances,
      owned.all(agentId).map((primary) => primary.position),
    );
}
