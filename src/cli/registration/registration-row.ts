import { isInstanceId } from '../../domain/instance.ts';
import { checkFacts } from '../../domain/registration/check-column-limits.ts';
import type { RegistrationOverrides, RegistrationWish } from '../../domain/registration/registration-wish.ts';

/** A row of a registration file by the names of its columns; a cell that is empty, or left out, is not there. */
export type RowCells = ReadonlyMap<ColumnName, string>;

export type ColumnName = (typeof COLUMNS)[number];

/** The columns, as the flags are called; `instance` is the only one that has to be there. */
export const COLUMNS = [
  'instance',
  'agent',
  'role',
  'region',
  'instance-type',
  'az',
  'mode',
  'pool-id',
  'image-id',
  'spot-price',
  'on-demand-price',
] as const;

const OTHER_NAMES: ReadonlyMap<string, ColumnName> = new Map([
  ['id', 'instance'],
  ['instanceid', 'instance'],
  ['logicalagentid', 'agent'],
  ['agentid', 'agent'],
  ['type', 'instance-type'],
  ['zone', 'az'],
  ['amiid', 'image-id'],
  ['ondemandprice', 'on-demand-price'],
]);

/** The column a name means, in any writing: `instance-type`, `instance_type`, `instanceType`. */
export function columnNamed(name: string): ColumnName | null {
  const plain = name.toLowerCase().replaceAll(/[-_ ]/g, '');
  return COLUMNS.find((column) => column.replaceAll('-', '') === plain) ?? OTHER_NAMES.get(plain) ?? null;
}

/** What a row asks for, or everything that is wrong with it. */
export function readRow(
  cells: RowCells,
  defaults: Pick<RegistrationWish, 'agent' | 'isPrimary'>,
): { readonly wish: RegistrationWish } | { readonly problems: readonly string[] } {
  const instanceId = textIn(cells, 'instance');
  const role = oneOf(cells, { column: 'role', words: ['primary', 'replica'] });
  const facts = readFacts(cells);
  const region = textIn(cells, 'region');
  const problems = [...problemsOfId(instanceId), ...role.problems, ...facts.problems, ...checkFacts({ ...facts.overrides, region })];
  if (instanceId === null || problems.length > 0) return { problems };
  const isPrimary = role.word === null ? defaults.isPrimary : role.word === 'primary';
  return { wish: { instanceId, region, agent: textIn(cells, 'agent') ?? defaults.agent, isPrimary, overrides: facts.overrides } };
}

function readFacts(cells: RowCells): { readonly overrides: RegistrationOverrides; readonly problems: readonly string[] } {
  const mode = oneOf(cells, { column: 'mode', words: ['spot', 'ondemand'] });
  const [spot, onDemand] = [priceIn(cells, 'spot-price'), priceIn(cells, 'on-demand-price')];
  return {
    overrides: {
      instanceType: textIn(cells, 'instance-type'),
      az: textIn(cells, 'az'),
      mode: mode.word === 'spot' || mode.word === 'ondemand' ? mode.word : null,
      poolId: textIn(cells, 'pool-id'),
      imageId: textIn(cells, 'image-id'),
      spotPriceUsdPerHour: spot.price,
      onDemandPriceUsdPerHour: onDemand.price,
    },
    problems: [...mode.problems, ...spot.problems, ...onDemand.problems],
  };
}

function textIn(cells: RowCells, column: ColumnName): string | null {
  return cells.get(column) ?? null;
}

function problemsOfId(id: string | null): readonly string[] {
  if (id === null) return ['the instance is missing'];
  return isInstanceId(id) ? [] : [`"${id}" is not an EC2 instance id`];
}

function oneOf(
  cells: RowCells,
  { column, words }: { readonly column: ColumnName; readonly words: readonly [string, string] },
): { readonly word: string | null; readonly problems: readonly string[] } {
  const word = textIn(cells, column)?.toLowerCase() ?? null;
  const isKnown = word === null || words.includes(word);
  return { word, problems: isKnown ? [] : [`the ${column} "${word}" is neither ${words.join(' nor ')}`] };
}

function priceIn(
  cells: RowCells,
  column: 'spot-price' | 'on-demand-price',
): { readonly price: number | null; readonly problems: readonly string[] } {
  const text = textIn(cells, column);
  if (text === null) return { price: null, problems: [] };
  if (/^\d+(?:\.\d+)?$/u.test(text)) return { price: Number(text), problems: [] };
  return { price: null, problems: [`the ${column} "${text}" is not USD per hour like 0.0416`] };
}
