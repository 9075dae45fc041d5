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

/** A plan made ready: children are found by the hash of their name, without making a string of it. */
export interface ElementNode<Draft> extends Pick<ElementPlan<Draft>, 'begins' | 'reads' | 'ends'> {
  readonly name: Uint8Array;
  readonly children: ReadonlyMap<number, ElementNode<Draft>>;
  /** Its place among those that stand at most once in their parent; 0 where it repeats. */
  readonly onceBit: number;
}

const ONCE_BITS = 31;

export function compilePlan<Draft>(
  plan: ElementPlan<Draft>,
  place: { readonly name: string; readonly onceBit: number },
): ElementNode<Draft> {
  const children = new Map<number, ElementNode<Draft>>();
  for (const [position, [name, child]] of Object.entries(plan.children ?? {}).entries()) {
    const hash = nameHash(Buffer.from(name));
    if (children.has(hash) || position >= ONCE_BITS) throw new Error(`There is no room for <${name}> in <${place.name}>.`);
    children.set(hash, compilePlan(child, { name, onceBit: child.repeats === true ? 0 : 1 << position }));
  }
  const { begins, reads, ends } = plan;
  return {
    name: Buffer.from(place.name),
    children,
    onceBit: place.onceBit,
    ...(begins === undefined ? {} : { begins }),
    ...(reads === undefined ? {} : { reads }),
    ...(ends === undefined ? {} : { ends }),
  };
}

function nameHash(name: Uint8Array): number {
  let hash = 0;
  for (const byte of name) hash = hashByte(hash, byte);
  return hash;
}

/** One step of the hash, for whoever meets the name byte by byte. */
export function hashByte(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}
