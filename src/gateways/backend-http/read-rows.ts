import type { output, ZodMiniType } from 'zod/mini';
import type { Endpoint } from '../../wire/endpoint.ts';
import type { Call, CallEndpoint } from './call-endpoint.ts';
import { decodeAnswer, describeIssue, shapeError, WHY_BROKEN } from './decode-answer.ts';
import { type BodyReader, isSuccess } from './exchange.ts';
import { JsonArrayReader, opensArray } from './json-array.ts';
import { WholeText } from './whole-text.ts';

type RowsSchema = ZodMiniType<readonly unknown[]>;

/** What the rows of one attempt are told to, and what has become of them when all are there. */
export interface RowsTaken<Row, Taken> {
  readonly take: (row: Row) => void;
  readonly taken: () => Taken;
}

/**
 * Asks an endpoint that answers with a list and takes its rows as they arrive, each of the contract's shape, so that a long list is
 * never held as a whole. `begin` is called for each attempt: what a broken connection left half read is forgotten.
 * Throws what any other answer means; the rows of a list that breaks off or that has a row of another shape are given to nobody.
 */
export function rowsThrough(call: CallEndpoint) {
  return async <Schema extends RowsSchema, Taken>(
    endpoint: Endpoint<Schema>,
    asked: { readonly call: Call; readonly begin: () => RowsTaken<output<Schema>[number], Taken> },
  ): Promise<Taken> => {
    const schema = endpoint.response;
    let begun = begin(schema, asked);
    const reads = (): BodyReader => (begun = begin(schema, asked)).reading;
    const { answer, identity } = await call(endpoint, { ...asked.call, reads });
    const { rows, reading } = begun;
    // A refusal, or no list: it is looked at like every other answer, also where an attempt before it had begun a list.
    if (!isSuccess(answer.status) || !reading.isArray) {
      for (const row of decodeAnswer(answer, { call: identity, schema })) rows.take(row);
    } else if (reading.why !== null) throw shapeError({ answer, call: identity, why: reading.why });
    return rows.taken();
  };
}

function begin<Schema extends RowsSchema, Taken>(
  schema: Schema,
  asked: { readonly begin: () => RowsTaken<output<Schema>[number], Taken> },
) {
  const rows = asked.begin();
  return { rows, reading: new RowReading(schema, rows.take) };
}

/** Reads the body of one attempt. */
class RowReading<Schema extends RowsSchema> implements BodyReader {
  readonly #schema: Schema;
  readonly #take: (row: output<Schema>[number]) => void;
  readonly #array = new JsonArrayReader((rows) => this.#check(rows));
  readonly #text = new WholeText();
  #isBroken = false;
  #hasEnded = false;
  #misshapen: string | null = null;
  #count = 0;
  /** `null` until its first byte has come that is no blank. */
  #isArray: boolean | null = null;

  constructor(schema: Schema, take: (row: output<Schema>[number]) => void) {
    this.#schema = schema;
    this.#take = take;
  }

  get isArray(): boolean {
    return this.#isArray === true;
  }

  /** What is wrong with the list; broken JSON comes before a row of another shape, as it would for the whole. */
  get why(): string | null {
    return this.#isBroken || !this.#hasEnded ? WHY_BROKEN : this.#misshapen;
  }

  write(chunk: Buffer): void {
    this.#isArray ??= opensArray(chunk);
    if (this.#isArray === true) this.#parse(() => this.#array.write(chunk));
    else this.#text.write(chunk);
  }

  end(): string {
    this.#hasEnded = true;
    if (this.#isArray === true) this.#parse(() => this.#array.end());
    return this.#text.end();
  }

  #parse(parse: () => void): void {
    if (this.#isBroken) return;
    try {
      parse();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#isBroken = true;
    }
  }

  #check(rows: readonly unknown[]): void {
    if (this.#misshapen !== null) return;
    const parsed = this.#schema.safeParse(rows);
    if (parsed.success) for (const row of parsed.data) this.#take(row);
    else this.#misshapen = describeIssue(parsed.error.issues[0], this.#count);
    this.#count += rows.length;
  }
}
