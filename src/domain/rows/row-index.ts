import type { Rows } from './rows.ts';

const NONE = 0;
const ROOM_PER_KEY = 2;

/**
 * Rows by a key of theirs, in a few bytes a row: neither keys nor rows are held, a row is made and asked for its key.
 * Rows without a key are left out.
 */
export class RowIndex<Row> {
  readonly #rows: Rows<Row>;
  readonly #keyOf: (row: Row) => string | null;
  /** By a key's hash, or at the next free place, the mark of its last row: one more than its position. */
  readonly #lastOf: Uint32Array;
  /** By the same place, some of its hash: what spares a look at nearly every row that only stands in the way. */
  readonly #signs: Uint8Array;
  /** By position, the mark of the next row of the same key; of the last, that of the first. Made when a key comes again. */
  #nextOf: Uint32Array | null = null;
  #size = 0;

  constructor(rows: Rows<Row>, keyOf: (row: Row) => string | null) {
    this.#rows = rows;
    this.#keyOf = keyOf;
    this.#lastOf = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(1, rows.length) * ROOM_PER_KEY)));
    this.#signs = new Uint8Array(this.#lastOf.length);
    let position = 0;
    for (const row of rows) {
      const key = keyOf(row);
      if (key !== null) this.#add(key, position);
      position += 1;
    }
  }

  /** How many keys there are. */
  get size(): number {
    return this.#size;
  }

  has(key: string): boolean {
    return this.#lastAt(this.#placeOf(key)) !== NONE;
  }

  /** The last row of this key. */
  find(key: string): Row | undefined {
    return this.#row(this.#lastAt(this.#placeOf(key)));
  }

  /** All rows of this key, in their order. */
  all(key: string): readonly Row[] {
    const last = this.#lastAt(this.#placeOf(key));
    const found: Row[] = [];
    for (let mark = last; mark !== NONE;) {
      mark = this.#nextAfter(mark);
      const row = this.#row(mark);
      if (row !== undefined) found.push(row);
      if (mark === last) break;
    }
    return found;
  }

  #add(key: string, position: number): void {
    const hash = hashOf(key);
    const place = this.#placeOf(key, hash);
    const last = this.#lastAt(place);
    this.#lastOf[place] = position + 1;
    this.#signs[place] = signOf(hash);
    if (last === NONE) this.#size += 1;
    else this.#link(last, position + 1);
  }

  /** Puts one more after the last of its key. */
  #link(last: number, mark: number): void {
    const first = this.#nextAfter(last);
    this.#nextOf ??= new Uint32Array(this.#rows.length);
    this.#nextOf[last - 1] = mark;
    this.#nextOf[mark - 1] = first;
  }

  /** One that is the only row of its key follows itself. */
  #nextAfter(mark: number): number {
    return this.#nextOf?.[mark - 1] || mark;
  }

  #lastAt(place: number): number {
    return this.#lastOf[place] ?? NONE;
  }

  #isOf(key: string, mark: number): boolean {
    const row = this.#row(mark);
    return row !== undefined && this.#keyOf(row) === key;
  }

  #row(mark: number): Row | undefined {
    return mark === NONE ? undefined : this.#rows.at(mark - 1);
  }

  /** Where the key is, or would be put. */
  #placeOf(key: string, hash = hashOf(key)): number {
    const mask = this.#lastOf.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const last = this.#lastAt(place);
      if (last === NONE || (this.#signs[place] === signOf(hash) && this.#isOf(key, last))) return place;
    }
  }
}

/** Of bits that do not say where a key is put. */
function signOf(hash: number): number {
  return hash >>> 24;
}

/** FNV-1a, with its high bits brought down to those that are used. */
function hashOf(key: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01_00_01_93);
  return hash ^ (hash >>> 15);
}
