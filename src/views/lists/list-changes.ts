import type { Items, ListView } from '../list.ts';

type FieldChanges = Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;

/** What became of one item between two looks at a list. */
export type ListChange<Item> =
  | { readonly change: 'added'; readonly id: string; readonly item: Item }
  | { readonly change: 'changed'; readonly id: string; readonly fields: FieldChanges; readonly item: Item }
  /** With the item as it was last. */
  | { readonly change: 'gone'; readonly id: string; readonly item: Item };

/** What the list has that it had not, what differs, and what is not in it any more; in the order of the list, the gone last. */
export function listChanges<Item extends object>(view: ListView<Item>, before: Items<Item>): readonly ListChange<Item>[] {
  const drifting = new Set(view.driftingFields);
  const left = new Map([...before].map((item) => [view.id(item), item]));
  const changes: ListChange<Item>[] = [];
  for (const item of view.items) {
    const id = view.id(item);
    const last = left.get(id);
    left.delete(id);
    if (last === undefined) {
      changes.push({ change: 'added', id, item });
      continue;
    }
    const fields = changedFields(last, { item, drifting });
    if (Object.keys(fields).length > 0) changes.push({ change: 'changed', id, fields, item });
  }
  return [...changes, ...[...left].map(([id, item]) => ({ change: 'gone' as const, id, item }))];
}

/** By their path, one level deep: `status`, `aws.state`. */
function changedFields(last: object, { item, drifting }: { readonly item: object; readonly drifting: ReadonlySet<string> }): FieldChanges {
  const [before, after] = [pathsOf(last), pathsOf(item)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter((path) => !drifting.has(path));
  return Object.fromEntries(
    paths.flatMap((path) => {
      const [from, to] = [before.get(path) ?? null, after.get(path) ?? null];
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [[path, { from, to }]];
    }),
  );
}

function pathsOf(item: object): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(item).flatMap(([name, value]: [string, unknown]) =>
      isRecord(value) ? Object.entries(value).map(([part, inner]): [string, unknown] => [`${name}.${part}`, inner]) : [[name, value]],
    ),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
