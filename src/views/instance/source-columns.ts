import { formatHourly } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { renderTable } from '../table.ts';
import { wrap } from '../wrap.ts';
import type { InstanceDocument } from './instance-document.ts';
import type { BookSource, CloudSource, SourceWord } from './instance-sources.ts';

type Book = NonNullable<BookSource['row']>;
type Machine = NonNullable<CloudSource['instance']>;
type Cell = string | number | boolean | null;

/** One fact as each kind of source tells it; `null` where that kind never does. */
interface Fact {
  readonly name: string;
  readonly inBook: ((row: Book) => Cell) | null;
  readonly inCloud: ((machine: Machine) => Cell) | null;
}

const FACTS: readonly Fact[] = [
  { name: 'state', inBook: (row) => row.status, inCloud: (machine) => machine.state },
  { name: 'primary', inBook: (row) => row.isPrimary, inCloud: null },
  { name: 'active', inBook: (row) => row.isActive, inCloud: null },
  { name: 'type', inBook: (row) => row.instanceType, inCloud: (machine) => machine.instanceType },
  { name: 'mode', inBook: (row) => row.mode, inCloud: (machine) => machine.lifecycle },
  { name: 'region', inBook: (row) => row.region, inCloud: (machine) => machine.region },
  { name: 'zone', inBook: (row) => row.az, inCloud: (machine) => machine.az },
  { name: 'image', inBook: (row) => row.imageId, inCloud: (machine) => machine.imageId },
  { name: 'pool', inBook: (row) => row.poolId, inCloud: null },
  { name: 'spot price', inBook: (row) => price(row.spotPrice), inCloud: null },
  { name: 'on-demand price', inBook: (row) => price(row.onDemandPrice), inCloud: null },
  { name: 'confirmed', inBook: (row) => row.terminationConfirmed, inCloud: null },
  { name: 'spot request', inBook: null, inCloud: (machine) => machine.spotRequestId },
];
const LABEL_WIDTH = Math.max(...FACTS.map(({ name }) => name.length));

/** A longer value, as ids are, makes four columns too wide for most terminals. */
const LONGEST_CELL = 16;

/**
 * The sources in columns. A fact that a source does not tell is `-`; one of a source that was not seen is `?`.
 * Where a terminal cannot hold them, facts with long values stand below, each with who says so.
 */
export function sourceColumns({ sources }: InstanceDocument, screen: Screen): string {
  const { backend, database, aws } = sources;
  const books = database.word === 'not-configured' ? [backend] : [backend, database];
  const names = ['backend', ...(books.length > 1 ? ['database'] : []), 'aws'];
  const word = ['', ...[...books, aws].map((source) => wordOf(source.word))];
  const facts = FACTS.map((fact) => [fact.name, ...books.map((book) => bookCell(fact, book)), cloudCell(fact, aws)]);
  const replicas = books.some((book) => book.replicas.length > 0) ? [['replica', ...books.map(replicaCell), '-']] : [];
  const rows = [word, ...facts, ...replicas];
  const columns = ['', ...names].map((name) => ({ header: name.toUpperCase() }));
  const whole = renderTable({ columns, rows, screen });
  if (!screen.isTerminal || whole.split('\n').every((line) => screen.widthOf(line) <= screen.columns)) return whole;
  const isLong = (row: readonly string[]): boolean => row.slice(1).some((cell) => screen.widthOf(cell) > LONGEST_CELL);
  const table = renderTable({ columns, rows: rows.filter((row) => !isLong(row)), screen });
  return `${table}${rows
    .filter(isLong)
    .map((row) => attributed(row, { names, screen }))
    .join('')}`;
}

/** `image  ami-0abc (database, aws)`: each value with the sources that tell it. */
function attributed(
  [name = '', ...cells]: readonly string[],
  { names, screen }: { readonly names: readonly string[]; readonly screen: Screen },
): string {
  const told = cells.map((value, position) => ({ value, source: names[position] ?? '' })).filter(({ value }) => value !== '-');
  const values = [...Map.groupBy(told, ({ value }) => value)].map(
    ([value, those]) => `${value} (${those.map(({ source }) => source).join(', ')})`,
  );
  return wrap(values.join('; '), { first: `${name.padEnd(LABEL_WIDTH)}  `, screen });
}

function wordOf(word: SourceWord): string {
  return word === 'foreign' ? "another client's" : word;
}

function bookCell({ inBook }: Fact, book: BookSource): string {
  if (book.word === 'unseen') return '?';
  return inBook === null || book.row === null ? '-' : show(inBook(book.row));
}

function cloudCell({ inCloud }: Fact, aws: CloudSource): string {
  if (aws.word === 'unseen') return '?';
  return inCloud === null || aws.instance === null ? '-' : show(inCloud(aws.instance));
}

function replicaCell({ replicas }: BookSource): string {
  return replicas.length === 0 ? '-' : printable(replicas.map(({ id, status }) => `${status} (${id})`).join(', '));
}

function show(cell: Cell): string {
  return cell === null ? '-' : printable(typeof cell === 'boolean' ? yesOrNo(cell) : String(cell));
}

function yesOrNo(claim: boolean): string {
  return claim ? 'yes' : 'no';
}

function price(usdPerHour: number | null): string | null {
  return usdPerHour === null ? null : formatHourly(usdPerHour);
}
