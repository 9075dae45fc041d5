import { Ec2Fault } from './ec2-fault.ts';
import type { Filter } from './query-parameters.ts';

/** The values an item has under a filter's name; `undefined` where EC2 knows no such filter. */
export type FilterValues<T> = (item: T, filterName: string) => readonly string[] | undefined;

/** The items every filter accepts. Values are alternatives, filters are not. */
export function matching<T>(
  items: readonly T[],
  query: { readonly filters: readonly Filter[]; readonly valuesOf: FilterValues<T> },
): readonly T[] {
  const tests = query.filters.map((filter) => ({ name: filter.name, accepts: acceptor(filter.values) }));
  return items.filter((item) =>
    tests.every(({ name, accepts }) => {
      const values = query.valuesOf(item, name);
      if (values === undefined) throw new Ec2Fault({ code: 'InvalidParameterValue', message: `The filter '${name}' is invalid` });
      return values.some(accepts);
    }),
  );
}

/** The values of the tag filters, which every taggable thing has in common. */
export function tagValues(tags: Readonly<Record<string, string>>, filterName: string): readonly string[] | undefined {
  if (filterName === 'tag-key') return Object.keys(tags);
  if (filterName === 'tag-value') return Object.values(tags);
  if (!filterName.startsWith('tag:')) return undefined;
  const value = Object.hasOwn(tags, filterName.slice(4)) ? tags[filterName.slice(4)] : undefined;
  return value === undefined ? [] : [value];
}

/** `*` stands for any text and `?` for one character, as in EC2. */
function acceptor(patterns: readonly string[]): (value: string) => boolean {
  const plain = new Set(patterns.filter((pattern) => !/[*?]/.test(pattern)));
  const wild = patterns.filter((pattern) => /[*?]/.test(pattern)).map(wildcard);
  return (value) => plain.has(value) || wild.some((pattern) => pattern.test(value));
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}
