import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { CellValue, Column, ListView } from '../../views/list.ts';
import { parseDuration } from '../duration.ts';
import { columnNamed } from './column-named.ts';

export interface Filtering {
  readonly filters: readonly string[];
  readonly now: Date;
}

/** The items that fit every filter. Throws `USAGE` for what is none, or names no column. */
export function keepMatching<Item>(view: ListView<Item>, { filters, now }: Filtering): ListView<Item> {
  if (filters.length === 0) return view;
  const predicates = filters.map((filter) => predicateOf(view, { filter, now }));
  const kept: Item[] = [];
  // One by one: of a long list the others are never at hand together.
  for (const item of view.items) if (predicates.every((fits) => fits(item))) kept.push(item);
  return { ...view, items: kept };
}

type Test = (value: CellValue) => boolean;

const FILTER = /^(?<name>[^=!~<>]+)(?<operator>>=|<=|!=|!~|=|~|>|<)(?<wanted>.*)$/su;
const DURATION = /^\d+(?:\.\d+)?(?:ms|s|m|h|d)/u;

function predicateOf<Item>(
  view: ListView<Item>,
  { filter, now }: { readonly filter: string; readonly now: Date },
): (item: Item) => boolean {
  const { name, operator, wanted } = FILTER.exec(filter)?.groups ?? {};
  if (name === undefined || operator === undefined || wanted === undefined) {
    throw new SpotctlError({
      code: 'USAGE',
      message: `"${filter}" is no filter.`,
      hint: "Write a column, one of = != ~ !~ > < >= <=, and a value: --filter 'hourlyCost>0.05'.",
    });
  }
  const column = columnNamed(view, name.trim());
  const fits = testOf(column, { operator, wanted: wanted.trim(), now });
  return (item) => fits(column.value(item));
}

function testOf<Item>(
  column: Column<Item>,
  { operator, wanted, now }: { readonly operator: string; readonly wanted: string; readonly now: Date },
): Test {
  switch (operator) {
    case '=':
      return (value) => wanted.split(',').includes(textOf(value));
    case '!=':
      return (value) => !wanted.split(',').includes(textOf(value));
    case '~':
      return (value) => textOf(value).toLowerCase().includes(wanted.toLowerCase());
    case '!~':
      return (value) => !textOf(value).toLowerCase().includes(wanted.toLowerCase());
    default: {
      const compare = column.isMoment === true && DURATION.test(wanted) ? byAge(wanted, now) : bySize(column, wanted);
      return (value) => value !== null && isOrdered(operator, compare(value));
    }
  }
}

/** What is unknown is the empty text: `agent=` keeps what has none. */
function textOf(value: CellValue): string {
  return value === null ? '' : String(value);
}

type Comparison = (value: string | number | boolean) => number;

/** `launchTime>2h`: longer ago than that. */
function byAge(wanted: string, now: Date): Comparison {
  const ageMs = parseDuration(wanted);
  return (value) => now.getTime() - Date.parse(String(value)) - ageMs;
}

function bySize<Item>({ name }: Column<Item>, wanted: string): Comparison {
  return (value) => {
    if (typeof value !== 'number') return String(value) < wanted ? -1 : Number(String(value) > wanted);
    if (wanted !== '' && Number.isFinite(Number(wanted))) return value - Number(wanted);
    throw new SpotctlError({ code: 'USAGE', message: `"${wanted}" is no number, and ${name} holds numbers.` });
  };
}

function isOrdered(operator: string, difference: number): boolean {
  if (difference === 0) return operator.endsWith('=');
  return operator.startsWith('>') ? difference > 0 : difference < 0;
}
