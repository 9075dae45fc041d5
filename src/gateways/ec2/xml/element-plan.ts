/** What is read of an element and of those within it; elements that no plan names are skipped. */
export interface ElementPlan<Draft> {
  readonly children?: Readonly<Record<string, ElementPlan<Draft>>>;
  /** It may stand more than once in its parent; any other read element that does is an error. */
  readonly repeats?: true;
  readonly begins?: (draft: Draft) => void;
  /** Told the whole text. Such an element holds nothing else. */
  readonly reads?: (draft: Draft, text: string) => void;
  readonly ends?: (draft: Draft) => void;
}

/** A plan made ready: children are found by a key of their name, without making a string of it. */
export interface ElementNode<Draft> {
  readonly name: Buffer;
  readonly children: ReadonlyMap<number, ElementNode<Draft>>;
  /** Its place among those that stand at most once in their parent; 0 where it repeats. */
  readonly onceBit: number;
  readonly begins: ((draft: Draft) => void) | null;
  readonly reads: ((draft: Draft, text: string) => void) | null;
  readonly ends: ((draft: Draft) => void) | null;
}

const ONCE_BITS = 31;

export function compilePlan<Draft>(
  plan: ElementPlan<Draft>,
  place: { readonly name: string; readonly onceBit: number },
): ElementNode<Draft> {
  const children = new Map<number, ElementNode<Draft>>();
  for (const [position, [childName, child]] of Object.entries(plan.children ?? {}).entries()) {
    const node = compilePlan(child, { name: childName, onceBit: child.repeats === true ? 0 : 1 << position });
    const key = nameKey(node.name, { from: 0, to: node.name.length });
    if (children.has(key) || position >= ONCE_BITS) throw new Error(`There is no room for <${childName}> in <${place.name}>.`);
    children.set(key, node);
  }
  const { begins = null, reads = null, ends = null } = plan;
  return { name: Buffer.from(place.name), children, onceBit: place.onceBit, begins, reads, ends };
}

/** Length, first and last byte: enough to tell the elements of one parent apart, and read without a look at the rest. */
export function nameKey(bytes: Buffer, { from, to }: { readonly from: number; readonly to: number }): number {
  return ((to - from) * 256 + (bytes[from] ?? 0)) * 256 + (bytes[to - 1] ?? 0);
}
