import { formatDuration, formatUsd } from '../amounts.ts';
import type { Column, Items, ListView } from '../list.ts';
import type { Screen } from '../screen.ts';
import { instanceColumns } from './instance-list.ts';
import { instanceTotals } from './instance-totals.ts';
import { momentColumn } from './moment-column.ts';
import { SWEEP_REASONS } from './sweep-reasons.ts';
import type { ZombieItem } from './zombie-item.ts';

/** `InstanceList` of what nobody wants: how long, at what cost, and why it still runs. */
export function zombieList(items: Items<ZombieItem>): ListView<ZombieItem> {
  return {
    kind: 'InstanceList',
    items,
    columns: zombieColumns(),
    id: (item) => item.id,
    whenEmpty: 'Nothing is unwanted: no zombies, no ghosts.',
    totals: instanceTotals,
    driftingFields: ['wastedCost'],
  };
}

/** What says most of a zombie first; the rest of an instance's columns only where there is room. */
function zombieColumns(): readonly Column<ZombieItem>[] {
  const first = ['id', 'agent', 'awsState'];
  const placed = [...first, 'wastedSince', 'wastedCost'];
  return [
    ...instanceColumns.filter(({ name }) => first.includes(name)),
    momentColumn({
      name: 'wastedSince',
      header: 'UNWANTED',
      meaning: 'since when nobody wants it while EC2 bills it',
      value: (item) => item.wastedSince,
    }),
    {
      name: 'waitEndsAt',
      header: 'WAIT',
      meaning: 'when its wait ends, after which the sweep may take it; what is left of it on a terminal',
      isMoment: true,
      value: (item) => item.waitEndsAt,
      text: waitLeft,
    },
    {
      name: 'wastedCost',
      header: 'WASTED',
      meaning: 'USD since then, by the price of each hour',
      alignsRight: true,
      value: (item) => item.wastedCost,
      text: (item) => formatUsd(item.wastedCost),
    },
    {
      name: 'notSweptBecause',
      header: 'NOT SWEPT',
      meaning: 'why the sweep has not taken it; the words are below',
      cut: 'characters',
      value: (item) => item.notSweptBecause,
      text: (item) => (item.notSweptBecause === null ? '-' : SWEEP_REASONS[item.notSweptBecause].brief),
    },
    ...instanceColumns.filter(({ name }) => !placed.includes(name)).map((column) => ({ ...column, isWide: true })),
  ];
}

function waitLeft({ waitEndsAt }: ZombieItem, screen: Screen): string {
  if (waitEndsAt === null) return '-';
  const seconds = (Date.parse(waitEndsAt) - Date.parse(screen.now)) / 1_000;
  if (!screen.isTerminal) return waitEndsAt;
  return seconds <= 0 ? 'over' : formatDuration(seconds);
}
