/** Calls to one region at the same time: enough to hide the distance, too few to empty EC2's bucket of requests. */
export const SIDE_BY_SIDE = 4;

/** Runs what it is given, at most so many at a time; the others wait for their turn. */
export type Gate = <Result>(run: () => Promise<Result>) => Promise<Result>;

export function openGate(width: number): Gate {
  const waiting: (() => void)[] = [];
  let free = width;
  return async (run) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** The answer for each item, in the order of the items; the next few are asked for meanwhile. */
export async function* askAhead<Item, Result>(items: readonly Item[], ask: (item: Item) => Promise<Result>): AsyncGenerator<Result> {
  const waiting = items.values();
  const asked: Promise<Result>[] = [];
  const askNext = (): void => {
    const next = waiting.next();
    if (next.done === true) return;
    const answer = ask(next.value);
    // It is awaited in its turn; until then its failure is nobody's yet.
    answer.catch(() => undefined);
    asked.push(answer);
  };
  for (let count = 0; count < SIDE_BY_SIDE; count += 1) askNext();
  for (let first = asked.shift(); first !== undefined; first = asked.shift()) {
    const answer = await first;
    askNext();
    yield answer;
  }
}

/** All that a stream yields. */
export async function allOf<Item>(stream: AsyncIterable<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
