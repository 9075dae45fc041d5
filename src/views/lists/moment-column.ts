import type { Timestamp } from '../../domain/instance.ts';
import { formatAge } from '../amounts.ts';
import type { Column } from '../list.ts';

/** A column of moments: their age on a terminal, the exact time elsewhere. */
export function momentColumn<Item>(column: {
  readonly name: string;
  readonly header: string;
  readonly meaning: string;
  readonly isWide?: boolean;
  readonly value: (item: Item) => Timestamp | null;
}): Column<Item> {
  const { value } = column;
  return {
    ...column,
    isMoment: true,
    text: (item, screen) => (screen.isTerminal ? formatAge(value(item), screen.now) : (value(item) ?? '-')),
  };
}
