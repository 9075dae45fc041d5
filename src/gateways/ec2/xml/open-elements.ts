import { type ElementNode, hashByte } from './element-plan.ts';
import { UnreadableXml } from './unreadable-xml.ts';

const LONGEST_NAMES_BYTES = 16_384;
const DEEPEST = 256;

/** The elements that are open at a point of the document, and what the plan makes of the innermost. */
export class OpenElements<Draft> {
  readonly #root: ElementNode<Draft>;
  readonly #draft: Draft;
  /** The names of all that are open, one after the other, and where each begins. */
  readonly #names = new Uint8Array(LONGEST_NAMES_BYTES);
  readonly #starts = new Int32Array(DEEPEST);
  readonly #seen = new Int32Array(DEEPEST);
  readonly #planned: ElementNode<Draft>[] = [];
  #depth = 0;
  #top = 0;
  #hash = 0;
  #text = '';
  #current: ElementNode<Draft> | null = null;
  #hasRoot = false;

  constructor(root: ElementNode<Draft>, draft: Draft) {
    this.#root = root;
    this.#draft = draft;
  }

  /** True within an element that the plan does not name. */
  get isSkipping(): boolean {
    return this.#depth > this.#planned.length;
  }

  get isReadingText(): boolean {
    return this.#current?.reads !== undefined && !this.isSkipping;
  }

  /** Of the innermost element. */
  get nameLength(): number {
    return this.#depth === 0 ? 0 : this.#top - (this.#starts[this.#depth - 1] ?? 0);
  }

  addText(text: string): void {
    this.#text += text;
  }

  /** The name of the tag that is being read. It counts only once `enter` says that the tag is whole. */
  addNameByte(byte: number, position: number): void {
    this.#hash = hashByte(position === 0 ? 0 : this.#hash, byte);
    this.#names[this.#top + position] = byte;
  }

  enter(nameLength: number): void {
    const start = this.#top;
    if (start + nameLength > LONGEST_NAMES_BYTES || this.#depth === DEEPEST)
      throw new UnreadableXml('It is nested too deep to be an answer.');
    const child = this.isSkipping ? null : this.#planOf(start, nameLength);
    this.#starts[this.#depth] = start;
    this.#top = start + nameLength;
    this.#depth += 1;
    if (child !== null) this.#begin(child);
  }

  leave(): void {
    if (this.#depth === 0) throw new UnreadableXml('It holds a closing tag that no tag opened.');
    const node = this.isSkipping ? null : this.#current;
    this.#depth -= 1;
    this.#top = this.#starts[this.#depth] ?? 0;
    if (node === null) return;
    node.reads?.(this.#draft, withoutLayout(this.#text));
    node.ends?.(this.#draft);
    this.#planned.pop();
    this.#current = this.#planned.at(-1) ?? null;
  }

  refuseOtherName(bytes: Buffer, from: number): void {
    const length = this.nameLength;
    const start = this.#top - length;
    for (let position = 0; position < length; position += 1) {
      if (bytes[from + position] !== this.#names[start + position]) throw new UnreadableXml('It closes another tag than it opened.');
    }
  }

  end(): void {
    if (!this.#hasRoot || this.#depth > 0) throw new UnreadableXml('It ends before it is complete.');
  }

  #planOf(start: number, nameLength: number): ElementNode<Draft> | null {
    const parent = this.#current;
    if (parent === null) {
      if (this.#hasRoot) throw new UnreadableXml('It holds more than one document.');
      this.#hasRoot = true;
      return this.#root;
    }
    if (parent.reads !== undefined) throw new UnreadableXml('It holds an element where a text is expected.');
    const child = parent.children.get(this.#hash);
    return child !== undefined && this.#isNamed(child.name, { start, nameLength }) ? child : null;
  }

  #isNamed(name: Uint8Array, { start, nameLength }: { readonly start: number; readonly nameLength: number }): boolean {
    if (name.length !== nameLength) return false;
    for (let position = 0; position < nameLength; position += 1) {
      if (name[position] !== this.#names[start + position]) return false;
    }
    return true;
  }

  #begin(node: ElementNode<Draft>): void {
    const parent = this.#planned.length - 1;
    const seen = parent < 0 ? 0 : (this.#seen[parent] ?? 0);
    if ((seen & node.onceBit) !== 0) throw new UnreadableXml(`It says <${Buffer.from(node.name).toString()}> twice of one thing.`);
    if (parent >= 0) this.#seen[parent] = seen | node.onceBit;
    this.#planned.push(node);
    this.#seen[parent + 1] = 0;
    this.#current = node;
    this.#text = '';
    node.begins?.(this.#draft);
  }
}

/** Blanks with a line break in them are layout, not a value. */
function withoutLayout(text: string): string {
  return text.includes('\n') && text.trim() === '' ? '' : text;
}
