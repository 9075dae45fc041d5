/** Rows in their order. An array is one; those of a long list are kept packed and made anew whenever they are looked at. */
export interface Rows<Row> extends Iterable<Row> {
  readonly length: number;
  /** Positions past the end have none. */
  at(position: number): Row | undefined;
  filter(keep: (row: Row) => boolean): readonly Row[];
  map<Made>(make: (row: Row) => Made): readonly Made[];
  flatMap<Made>(make: (row: Row) => Made | readonly Made[]): readonly Made[];
  find(fits: (row: Row) => boolean): Row | undefined;
  some(fits: (row: Row) => boolean): boolean;
  every(fits: (row: Row) => boolean): boolean;
}

/** Rows that are made each time by their position. */
export class MadeRows<Row> implements Rows<Row> {
  readonly length: number;
  readonly #make: (position: number) => Row;
  /** The row that was made last: several indexes look at the same one in turn. */
  #last: { readonly position: number; readonly row: Row } | null = null;

  constructor(length: number, make: (position: number) => Row) {
    this.length = length;
    this.#make = make;
  }

  at(position: number): Row | undefined {
    return position >= 0 && position < this.length ? this.#row(position) : undefined;
  }

  #row(position: number): Row {
    if (this.#last?.position !== position) this.#last = { position, row: this.#make(position) };
    return this.#last.row;
  }

  *[Symbol.iterator](): Generator<Row> {
    for (let position = 0; position < this.length; position += 1) yield this.#row(position);
  }

  filter(keep: (row: Row) => boolean): readonly Row[] {
    const kept: Row[] = [];
    for (const row of this) if (keep(row)) kept.push(row);
    return kept;
  }

  map<Made>(make: (row: Row) => Made): readonly Made[] {
    return Array.from(this, make);
  }

  flatMap<Made>(make: (row: Row) => Made | readonly Made[]): readonly Made[] {
    const made: Made[] = [];
    for (const row of this) {
      const one = make(row);
      if (isList(one)) made.push(...one);
      else made.push(one);
    }
    return made;
  }

  find(fits: (row: Row) => boolean): Row | undefined {
    for (const row of this) if (fits(row)) return row;
    return undefined;
  }

  some(fits: (row: Row) => boolean): boolean {
    for (const row of this) if (fits(row)) return true;
    return false;
  }

  every(fits: (row: Row) => boolean): boolean {
    return !this.some((row) => !fits(row));
  }
}

/** So many are made at once and held: that takes less time than to make them anew, and little memory. */
const MADE_AT_ONCE = 16_000;

/** These rows made into others; where they are many, each whenever it is looked at. */
export function mapRows<Row, Made>(rows: Rows<Row>, make: (row: Row) => Made): Rows<Made> {
  if (rows.length <= MADE_AT_ONCE) return rows.map(make);
  return new MadeRows(rows.length, (position) => make(rowAt(rows, position)));
}

/** The rows at these positions. */
export function pickRows<Row>(rows: Rows<Row>, positions: ArrayLike<number>): Rows<Row> {
  return new MadeRows(positions.length, (position) => rowAt(rows, positions[position] ?? -1));
}

/** Those that fit: where they are is kept, not the rows. */
export function keepRows<Row>(rows: Rows<Row>, fits: (row: Row) => boolean): Rows<Row> {
  const positions: number[] = [];
  let position = 0;
  for (const row of rows) {
    if (fits(row)) positions.push(position);
    position += 1;
  }
  return pickRows(rows, positions);
}

/** The rows of the first, then those of the second. */
export function joinRows<Row>(first: Rows<Row>, second: Rows<Row>): Rows<Row> {
  if (second.length === 0) return first;
  const { length } = first;
  if (length + second.length <= MADE_AT_ONCE) return [...first, ...second];
  return new MadeRows(length + second.length, (position) =>
    position < length ? rowAt(first, position) : rowAt(second, position - length),
  );
}

function rowAt<Row>(rows: Rows<Row>, position: number): Row {
  const row = rows.at(position);
  if (row === undefined) throw new RangeError(`There is no row ${position} of ${rows.length}.`);
  return row;
}

function isList<Made>(made: Made | readonly Made[]): made is readonly Made[] {
  return Array.isArray(made);
}
