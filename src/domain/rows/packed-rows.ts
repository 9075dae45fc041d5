import { MadeRows, type Rows } from './rows.ts';
import { TextColumn } from './text-column.ts';

/** How rows of a kind are taken apart: what hardly two have alike, and the rest, which many have. */
export interface Packing<Row> {
  /** So many are kept as they are: to make them anew whenever they are looked at takes longer than their memory is worth. */
  readonly heldRows: number;
  /** As many for every row. */
  readonly ownTexts: (row: Row) => readonly string[];
  /** The row without them. */
  readonly pattern: (row: Row) => Row;
  /** The row again. */
  readonly restore: (pattern: Row, ownText: (place: number) => string) => Row;
}

/**
 * Takes rows one by one. Once they are many it keeps of each only its own texts and the number of its pattern, some tens of bytes
 * instead of a thousand.
 */
export class RowPacker<Row> {
  readonly #packing: Packing<Row>;
  readonly #columns: TextColumn[] = [];
  readonly #patterns: Row[] = [];
  /** By the pattern's JSON. */
  readonly #numbers = new Map<string, number>();
  #numberOf = new Uint32Array(64);
  #length = 0;
  #held: Row[] | null = [];

  constructor(packing: Packing<Row>) {
    this.#packing = packing;
  }

  push(row: Row): void {
    if (this.#held === null) this.#pack(row);
    else if (this.#held.push(row) > this.#packing.heldRows) {
      for (const held of this.#held) this.#pack(held);
      this.#held = null;
    }
  }

  #pack(row: Row): void {
    for (const [place, text] of this.#packing.ownTexts(row).entries()) this.#column(place).push(text);
    if (this.#length === this.#numberOf.length) this.#numberOf = withRoom(this.#numberOf);
    this.#numberOf[this.#length] = this.#intern(this.#packing.pattern(row));
    this.#length += 1;
  }

  /** All that were taken. None may be taken after that. */
  rows(): Rows<Row> {
    if (this.#held !== null) return this.#held;
    const [columns, patterns, numberOf, { restore }] = [this.#columns, this.#patterns, this.#numberOf, this.#packing];
    return new MadeRows(this.#length, (position) => {
      const pattern = patterns[numberOf[position] ?? -1];
      if (pattern === undefined) throw new RangeError(`No row was packed at ${position}.`);
      return restore(pattern, (place) => columns[place]?.at(position) ?? '');
    });
  }

  #column(place: number): TextColumn {
    const known = this.#columns[place];
    if (known !== undefined) return known;
    const column = new TextColumn();
    this.#columns[place] = column;
    return column;
  }

  #intern(pattern: Row): number {
    const key = JSON.stringify(pattern);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#patterns.push(pattern);
    this.#numbers.set(key, this.#patterns.length - 1);
    return this.#patterns.length - 1;
  }
}

/** The same numbers with room for half as many more. */
function withRoom(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.ceil(numbers.length * 1.5));
  larger.set(numbers);
  return larger;
}
