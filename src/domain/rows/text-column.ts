const TEXTS_PER_BLOCK = 64;

/** Texts that stand one after the other. */
interface Block {
  readonly text: string;
  /** Where each ends; where all are equally long, how long. */
  readonly ends: Uint32Array | number;
}

/** Texts in their order, joined in blocks: a text by itself takes twice the memory of its letters. */
export class TextColumn {
  readonly #blocks: Block[] = [];
  #latest: string[] = [];

  push(text: string): void {
    this.#latest.push(text);
    if (this.#latest.length < TEXTS_PER_BLOCK) return;
    this.#blocks.push({ text: this.#latest.join(''), ends: endsOf(this.#latest) });
    this.#latest = [];
  }

  at(position: number): string {
    const place = position % TEXTS_PER_BLOCK;
    const block = this.#blocks[Math.floor(position / TEXTS_PER_BLOCK)];
    if (block === undefined) return this.#latest[place] ?? '';
    const { text, ends } = block;
    if (typeof ends === 'number') return text.slice(place * ends, (place + 1) * ends);
    return text.slice(place === 0 ? 0 : ends[place - 1], ends[place]);
  }
}

function endsOf(texts: readonly string[]): Block['ends'] {
  const width = texts[0]?.length ?? 0;
  if (texts.every(({ length }) => length === width)) return width;
  let end = 0;
  return Uint32Array.from(texts, ({ length }) => (end += length));
}
