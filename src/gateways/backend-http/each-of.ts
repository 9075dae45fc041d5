export interface Running<Item, Result> {
  readonly sideBySide: number;
  readonly run: (item: Item) => Promise<Result>;
}

/** Runs at most so many side by side; results in the order of the items. */
export async function eachOf<Item, Result>(items: readonly Item[], { sideBySide, run }: Running<Item, Result>): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const waiting = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) results.set(index, await run(item));
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
  return [...results].toSorted(([one], [other]) => one - other).map(([, result]) => result);
}
