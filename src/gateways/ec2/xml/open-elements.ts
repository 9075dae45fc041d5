import { type ElementNode, nameKey } from './element-plan.ts';
import { UnreadableXml } from './unreadable-xml.ts';

const LONGEST_NAMES_BYTES = 16_384;
const DEEPEST = 256;

/** The elements that are open at a point of the document, and what the plan makes of the innermost. */
export class OpenElements<Draft> {
  readonly #root: ElementNode<Draft>;
  readonly #draft: Draft;
  /** The names of all that are open, one after the other, and where each begins. */
  readonly #names = new Uint8Array(LONGEST_NAMES_BYTES);
  readonly #starts = new Int32Array(DEEPEST + 1);
  readonly #seen = new Int32Array(DEEPEST + 1);
  readonly #planned: ElementNode<Draft>[] = [];
  #depth = 0;
  #text = '';
  #current: ElementNode<Draft> | null = null;
  #hasRoot = false;

  constructor(root: ElementNode<Draft>, draft: Draft) {
    this.#root = root;
    this.#draft = draft;
  }

  get hasEnded(): boolean {
    return this.#hasRoot && this.#depth === 0;
  }

  /** True within an element that the plan does not name. */
  get isSkipping(): boolean {
    return this.#depth > this.#planned.length;
  }

  get isReadingText(): boolean {
    return !this.isSkipping && this.#current !== null && this.#current.reads !== null;
  }

  /** Of the innermost element. */
  get nameLength(): number {
    return this.#depth === 0 ? 0 : (this.#starts[this.#depth] ?? 0) - (this.#starts[this.#depth - 1] ?? 0);
  }

  addText(text: string): void {
    this.#text += text;
  }

  /** The plan of an element of this name here; `null` where it is skipped. */
  find(bytes: Buffer, name: { readonly from: number; readonly to: number }): ElementNode<Draft> | null {
    if (this.isSkipping) return null;
    const parent = this.#current;
    if (parent === null) {
      if (this.#hasRoot) throw new UnreadableXml('It holds more than one document.');
      return this.#root;
    }
    if (parent.reads !== null) throw new UnreadableXml('It holds an element where a text is expected.');
    const child = parent.children.get(nameKey(bytes, name));
    return child !== undefined && isNamed(child.name, { bytes, from: name.from }) ? child : null;
  }

  /** An element that has come whole, with nothing but a text in it. */
  read(node: ElementNode<Draft>, text: string): void {
    this.#count(node);
    node.reads?.(this.#draft, withoutLayout(text));
  }

  enter(bytes: Buffer, name: { readonly from: number; readonly to: number }): void {
    const node = this.find(bytes, name);
    const start = this.#starts[this.#depth] ?? 0;
    const end = start + name.to - name.from;
    if (end > LONGEST_NAMES_BYTES || this.#depth === DEEPEST) throw new UnreadableXml('It is nested too deep to be an answer.');
    for (let at = start; at < end; at += 1) this.#names[at] = bytes[name.from + at - start] ?? 0;
    this.#depth += 1;
    this.#starts[this.#depth] = end;
    if (node === null) return;
    this.#count(node);
    this.#hasRoot = true;
    this.#planned.push(node);
    this.#seen[this.#planned.length] = 0;
    this.#current = node;
    this.#text = '';
    node.begins?.(this.#draft);
  }

  leave(): void {
    if (this.#depth === 0) throw new UnreadableXml('It holds a closing tag that no tag opened.');
    const node = this.isSkipping ? null : this.#current;
    this.#depth -= 1;
    if (node === null) return;
    node.reads?.(this.#draft, withoutLayout(this.#text));
    node.ends?.(this.#draft);
    this.#planned.pop();
    this.#current = this.#planned.at(-1) ?? null;
  }

  refuseOtherName(bytes: Buffer, from: number): void {
    const end = this.#starts[this.#depth] ?? 0;
    const start = end - this.nameLength;
    for (let at = start; at < end; at += 1) {
      if (bytes[from + at - start] !== this.#names[at]) throw new UnreadableXml('It closes another tag than it opened.');
    }
  }

  #count(node: ElementNode<Draft>): void {
    const parent = this.#planned.length;
    const seen = this.#seen[parent] ?? 0;
    if ((seen & node.onceBit) !== 0) throw new UnreadableXml(`It says <${node.name.toString()}> twice of one thing.`);
    this.#seen[parent] = seen | node.onceBit;
  }
}

function isNamed(name: Buffer, { bytes, from }: { readonly bytes: Buffer; readonly from: number }): boolean {
  for (let at = 0; at < name.length; at += 1) {
    if (bytes[from + at] !== name[at]) return false;
  }
  return true;
}

/** Blanks with a line break in them are layout, not a value. */
function withoutLayout(text: string): string {
  return text.includes('\n') && text.trim() === '' ? '' : text;
}
