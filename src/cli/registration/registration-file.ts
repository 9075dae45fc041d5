import { createReadStream } from 'node:fs';
import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { RegistrationWish } from '../../domain/registration/registration-wish.ts';
import { readAtMost } from '../read-at-most.ts';
import { elementLines } from './json-lines.ts';
import { parseCsv } from './parse-csv.ts';
import { type ColumnName, columnNamed, COLUMNS, readRow, type RowCells } from './registration-row.ts';

const MOST_BYTES = 1_048_576;
const MOST_ROWS = 1_000;
const MOST_PROBLEMS_SHOWN = 20;

/** Standard input, as far as it is read here. */
export type PipedInput = AsyncIterable<string | Buffer> & { readonly isTTY?: boolean };

interface Row {
  readonly line: number;
  readonly cells: RowCells;
}

interface Problem {
  readonly line: number;
  readonly text: string;
}

interface Table {
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
}

/**
 * The instances a file lists, every row checked before anything is asked or sent. `-` reads standard input.
 * Throws `REGISTRATION_FILE`, naming each problem with its line.
 */
export async function readRegistrationFile(
  file: string,
  given: { readonly stdin: PipedInput; readonly defaults: Pick<RegistrationWish, 'agent' | 'isPrimary'> },
): Promise<readonly RegistrationWish[]> {
  const name = file === '-' ? 'Standard input' : file;
  if (file === '-' && given.stdin.isTTY) throw notAList(name, { message: 'Nothing is piped in for --from-file -.' });
  const content = await readText(name, file === '-' ? given.stdin : createReadStream(file));
  if (/^\uFEFF?\s*\{/u.test(content)) throw notAList(name, { message: `${name} holds a JSON object; a list is an array: [{...}, {...}].` });
  const table = /^\uFEFF?\s*\[/u.test(content) ? readJson(name, content) : readCsv(content);
  const read = table.rows.map(({ line, cells }) => ({ line, ...readRow(cells, given.defaults) }));
  const wrong = read.flatMap((row) => ('problems' in row ? row.problems.map((text) => ({ line: row.line, text })) : []));
  const wishes = read.flatMap((row) => ('wish' in row ? [{ line: row.line, wish: row.wish }] : []));
  const problems = [...table.problems, ...wrong, ...repeated(wishes)].toSorted((left, right) => left.line - right.line);
  if (problems.length > 0) throw notAList(name, { problems });
  if (wishes.length === 0) throw notAList(name, { message: `${name} lists no instance.` });
  if (wishes.length > MOST_ROWS) throw notAList(name, { message: `${name} lists ${wishes.length} instances; ${MOST_ROWS} is the most.` });
  return wishes.map(({ wish }) => wish);
}

async function readText(name: string, stream: AsyncIterable<string | Buffer>): Promise<string> {
  try {
    const bytes = await readAtMost(stream, MOST_BYTES);
    if (bytes === null) throw notAList(name, { message: `${name} is larger than a mebibyte, which no list of instances is.` });
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof SpotctlError) throw cause;
    const isText = !(cause instanceof TypeError);
    throw notAList(name, { message: isText ? `${name} cannot be read.` : `${name} is not text in UTF-8.`, cause });
  }
}

function readCsv(content: string): Table {
  const [header, ...records] = parseCsv(content);
  if (header === undefined) return { rows: [], problems: [] };
  if ('problem' in header) return { rows: [], problems: [{ line: header.line, text: header.problem }] };
  if (header.cells.length === 1 && /[;\t]/u.test(header.cells[0] ?? ''))
    return { rows: [], problems: [{ line: header.line, text: 'its cells are parted by something else than commas' }] };
  const columns = header.cells.map(columnNamed);
  const problems = headerProblems(header.cells, columns).map((text) => ({ line: header.line, text }));
  if (problems.length > 0) return { rows: [], problems };
  const broken = records.flatMap((record) => {
    if ('problem' in record) return [{ line: record.line, text: record.problem }];
    const { cells, line } = record;
    return cells.length === columns.length ? [] : [{ line, text: `it has ${cells.length} cells, and the header ${columns.length}` }];
  });
  const rows = records.flatMap((record) =>
    'problem' in record || record.cells.length !== columns.length ? [] : [{ line: record.line, cells: cellsOf(columns, record.cells) }],
  );
  return { rows, problems: broken };
}

function headerProblems(names: readonly string[], columns: readonly (ColumnName | null)[]): readonly string[] {
  const unknown = names.filter((_name, position) => columns[position] === null);
  const twice = columns.filter((column, position) => column !== null && columns.indexOf(column) !== position);
  return [
    ...unknown.map((name) => `there is no column "${name}"; the columns are ${COLUMNS.join(', ')}`),
    ...twice.map((column) => `the column ${column ?? ''} is there twice`),
    ...(unknown.length === 0 && !columns.includes('instance') ? ['the column instance is missing'] : []),
  ];
}

function cellsOf(columns: readonly (ColumnName | null)[], cells: readonly string[]): RowCells {
  const pairs = columns.flatMap((column, position): [ColumnName, string][] => {
    const cell = cells[position] ?? '';
    return column === null || cell === '' ? [] : [[column, cell]];
  });
  return new Map(pairs);
}

const Cell = z.nullable(z.union([z.string(), z.number()]));
const Element = z.union([z.string(), z.record(z.string(), Cell)]);

function readJson(name: string, content: string): Table {
  const elements = z.array(z.unknown()).parse(parseJson(name, content));
  const lines = elementLines(content);
  const read = elements.map((element, position) => ({ line: lines[position] ?? 1, ...readElement(element) }));
  return {
    rows: read.flatMap(({ line, cells }) => (cells === null ? [] : [{ line, cells }])),
    problems: read.flatMap(({ line, problems }) => problems.map((problem) => ({ line, text: problem }))),
  };
}

function readElement(element: unknown): { readonly cells: RowCells | null; readonly problems: readonly string[] } {
  const parsed = Element.safeParse(element);
  if (!parsed.success) return { cells: null, problems: ['it is neither an id nor an object of texts and numbers'] };
  if (typeof parsed.data === 'string') return { cells: new Map([['instance', parsed.data]]), problems: [] };
  const names = Object.keys(parsed.data);
  const columns = names.map(columnNamed);
  const problems = headerProblems(names, columns);
  const values = Object.values(parsed.data).map((value) => (value === null ? '' : String(value).trim()));
  return problems.length > 0 ? { cells: null, problems } : { cells: cellsOf(columns, values), problems };
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (cause) {
    throw notAList(name, { message: `${name} begins like a JSON array and is none.`, cause });
  }
}

function repeated(wishes: readonly { readonly line: number; readonly wish: RegistrationWish }[]): readonly Problem[] {
  const first = new Map<string, number>();
  return wishes.flatMap(({ line, wish: { instanceId } }) => {
    const before = first.get(instanceId);
    if (before === undefined) first.set(instanceId, line);
    return before === undefined ? [] : [{ line, text: `${instanceId} is in line ${before} already` }];
  });
}

function notAList(
  name: string,
  wrong: { readonly message?: string; readonly problems?: readonly Problem[]; readonly cause?: unknown },
): SpotctlError {
  const { problems = [], message, cause } = wrong;
  const shown = problems.slice(0, MOST_PROBLEMS_SHOWN).map(({ line, text }) => `line ${line}: ${text}`);
  const rest = problems.length - shown.length;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  const listed = `${[...shown, ...more].join('; ')}.`;
  return new SpotctlError({
    code: 'REGISTRATION_FILE',
    message: message ?? `${name} cannot be used, and nothing was sent.`,
    cause: problems.length === 0 ? cause : `${listed.charAt(0).toUpperCase()}${listed.slice(1)}`,
  });
}
